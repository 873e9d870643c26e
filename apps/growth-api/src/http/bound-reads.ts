import { callerOf } from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { FairRoom, type Leave } from '@silkgauge/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOfSdmx } from '../sdmx/doors.ts';
import { goneSignal } from './client-gone.ts';
import { needsOfApi } from './needs.ts';

/** Reads of a caller that wait, and the milliseconds that one waits. */
const WAITING = 128;
const PATIENCE = 2_000;

/**
 * Lets in so many reads at once, callers in turns, half of the places for one caller at most: beyond what the process can
 * do, a read is refused soon, in place of waiting long.
 */
export function boundReads(fastify: Pick<FastifyInstance, 'addHook'>, places: number): void {
  const each = Math.max(1, Math.ceil(places / 2));
  const room = new FairRoom({ places, each, waiting: WAITING, patience: PATIENCE });
  const leaves = new WeakMap<FastifyRequest, Leave>();
  // The guard comes before: it judges a request as soon as it arrives.
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isRead(request)) return;
    const leave = await room.enter(callerOf(request).counted, goneSignal(reply.raw));
    if (leave === null) throw tooMany();
    leaves.set(request, leave);
    // A place is given back once the answer is there, whoever takes it slowly.
    reply.raw.once('close', leave);
  });
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    leaves.get(request)?.();
    done(null, payload);
  });
}

/** Whether a request reads the database, and is no export, which has room of its own, and no stream. */
export function isRead(request: Parameters<typeof needsOfApi>[0]): boolean {
  const { method, routeOptions } = request;
  const { url: route } = routeOptions;
  const { limit } = needsOfApi(request);
  if (route === undefined || !(method === 'GET' || method === 'HEAD')) return false;
  if (isOfSdmx(route)) return limit === 'structure';
  return limit === 'data' ? !EXPORTS.test(route) : limit === 'structure' && route.startsWith('/v1/');
}

const EXPORTS = /^\/v1\/growth\.(?:csv|ndjson|parquet|jsonstat)$/;

const tooMany = () =>
  failure('unavailable', 'More is read than this process can answer soon. Ask again a little later.', {
    headers: { 'retry-after': '1' },
  });
