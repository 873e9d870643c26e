import { callerOf, unauthorized, withoutScope } from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { DEFAULT_LIMITS } from '@silkgauge/contract';
import { Admission } from '@silkgauge/feed';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Path of rehearsals. */
export const REHEARSALS = '/v1/rehearsals';

/** Bodies at once, those that are rehearsed included: each may be as long as a push. */
const MOST_BODIES = 4;

/**
 * Lets bodies in that are as long as a push may be at a door, on the path of rehearsals alone, and judges before the
 * body is read: the right to push (401, 403), and room (429).
 */
export function takePushes(fastify: FastifyInstance): void {
  const bodies = new Admission({ maxRequests: MOST_BODIES, maxBytes: Infinity });
  fastify.addHook('onRoute', (route) => {
    if (route.url === REHEARSALS) route.bodyLimit = DEFAULT_LIMITS.batchBytes;
  });
  // The guard comes before: it judges a request as soon as it arrives.
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    try {
      if (request.method === 'POST' && request.routeOptions.url === REHEARSALS) admit(bodies, request, reply);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

function admit(bodies: Admission, request: FastifyRequest, reply: FastifyReply): void {
  const { kind, scopes } = callerOf(request);
  if (!scopes.has('push')) throw kind === 'anonymous' ? unauthorized('push') : withoutScope('push');
  const leave = bodies.enter(0);
  if (!leave)
    throw failure(
      'too-many-requests',
      `${String(MOST_BODIES)} pushes to rehearse are there, as many as there is room for. Rehearse again a little later.`,
      { headers: { 'retry-after': '1' } },
    );
  // `close` follows an answer as well as a lost client.
  reply.raw.once('close', leave);
}
