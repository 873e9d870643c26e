import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUntold } from '../http.ts';
import { serverAttributes, statusAttributes } from './attributes.ts';
import { NO_SPAN, tracer, type Span } from './tracer.ts';

/** What asks for these asks every few seconds, and tells nothing by it. */
const NOT_TRACED = ['/healthz', '/readyz', '/metrics'];

const spans = new WeakMap<FastifyRequest, Span>();

/** The span of a request; one that nobody keeps without tracing. */
export const spanOf = (request: FastifyRequest): Span => spans.get(request) ?? NO_SPAN;

/** Gives each request a span, from its arrival to the end of its answer. Its path is told by its route alone. */
export const traceRequests = (fastify: FastifyInstance): void => {
  if (!tracer().isOn) return;
  fastify.addHook('onRequest', (request, reply, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    if (!NOT_TRACED.includes(route) && !isUntold(request)) {
      const parent = [headers['traceparent']].flat()[0];
      const attributes = serverAttributes(method, route);
      const span = tracer().start({ kind: 'server', name: `${method} ${route}`, parent, attributes });
      spans.set(request, span);
      // Also where the caller leaves before the end of the answer, which `onResponse` is not called for.
      reply.raw.once('close', () => {
        // A span that does not end is not sent.
        if (isUntold(request)) return;
        const { statusCode } = reply.raw;
        span.end(statusAttributes(statusCode), statusCode >= 500 ? String(statusCode) : undefined);
      });
    }
    done();
  });
};
