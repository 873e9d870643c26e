import { hideChecks, plainProblem, ProblemError } from '@silkgauge/service';
import type { FastifyInstance } from 'fastify';
import { NoAnswer, type GrowthApi } from './growth-api.ts';

/** Headers of a refusal that say what to do about it. */
const TOLD = ['content-type', 'www-authenticate', 'retry-after'];

/**
 * Lets those see metrics and checks who may see them of growth-api, which alone knows keys; others get its refusal,
 * and of readiness the status alone.
 */
export const guardObservation = (fastify: FastifyInstance, api: GrowthApi): void => {
  fastify.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    if (url !== '/metrics' && url !== '/readyz') return;
    try {
      const { status, headers, text } = await api
        .as({ authorization: request.headers.authorization, address: request.ip })
        .ask(url);
      if (url === '/metrics' ? status === 200 : text.includes('"checks"')) return;
      if (url === '/metrics') {
        const told = [...headers].filter(([name]) => TOLD.includes(name));
        await reply.code(status).headers(Object.fromEntries(told)).send(Buffer.from(text));
      }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      request.log.warn({ err: error }, 'nobody can say who may observe');
      if (url === '/metrics')
        throw new ProblemError(plainProblem(503, error.message), { 'retry-after': '10' });
    }
    hideChecks(request);
  });
};
