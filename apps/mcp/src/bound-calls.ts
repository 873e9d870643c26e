import { problem } from '@silkgauge/contract';
import { FairRoom, ProblemError } from '@silkgauge/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Milliseconds that a call waits for its turn. */
const PATIENCE = 5_000;

/**
 * Bounds the calls at once before their bodies are read, addresses in turns: growth-api counts what a tool asks there, and
 * a list of tools asks nothing there.
 */
export function boundCalls(fastify: Pick<FastifyInstance, 'addHook'>, places: number): void {
  const each = Math.max(1, Math.ceil(places / 2));
  const room = new FairRoom({ places, each, waiting: each, patience: PATIENCE });
  const policy = `"calls";q=${String(2 * each)};qu="concurrent-requests"`;
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.url !== '/mcp') return;
    void reply.header('ratelimit-policy', policy);
    const leave = await room.enter(request.ip);
    if (leave === null) throw tooMany();
    reply.raw.once('close', leave);
  });
}

const tooMany = () =>
  new ProblemError(
    problem('too-many-requests', {
      detail: 'So many calls are dealt with as there is room for. Call again a little later.',
    }),
    { 'retry-after': '1' },
  );
