import type { Server } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { asList } from '../config.ts';
import { addVary } from '../tag-answers.ts';

/** Headers of JSON, which no browser shows as a page, runs or puts into a frame. */
export const JSON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** Gives answers in JSON their headers; an answer to a credential, of whatever form, is kept by no shared cache. */
export const secureAnswers = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (String(reply.getHeader('content-type')).includes('json')) {
      for (const [name, value] of Object.entries(JSON_HEADERS))
        if (!reply.hasHeader(name)) void reply.header(name, value);
    }
    if (request.headers.authorization !== undefined) keepPrivate(reply);
    done(null, payload);
  });
};

function keepPrivate(reply: FastifyReply): void {
  addVary(reply, 'authorization');
  const control = reply.getHeader('cache-control');
  const others = asList(typeof control === 'string' ? control : '').filter((one) => one !== 'public');
  if (others.includes('no-store') || others.includes('private')) return;
  void reply.header('cache-control', ['private', ...others].join(', '));
}

/** A year (RFC 6797). */
const STRICT_TRANSPORT = 'max-age=31536000';

/** Tells browsers to come back over TLS alone; streams, too, whose handlers write to the socket themselves. */
export const insistOnTls = (server: Server): void => {
  server.prependListener('request', (_request, response) => {
    response.setHeader('strict-transport-security', STRICT_TRANSPORT);
  });
};
