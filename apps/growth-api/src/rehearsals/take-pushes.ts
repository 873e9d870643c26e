import { DEFAULT_LIMITS } from '@silkgauge/contract';
import type { FastifyInstance } from 'fastify';

/** Path of rehearsals. */
export const REHEARSALS = '/v1/rehearsals';

/** Lets bodies in that are as long as a push may be at a door, on the path of rehearsals alone. */
export function takePushes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url === REHEARSALS) route.bodyLimit = DEFAULT_LIMITS.batchBytes;
  });
}
