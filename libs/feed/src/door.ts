import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MOST_FAULTS, unknownParameter } from '@silkgauge/contract';
import { Admission } from './admission.ts';
import type { FeedConfig } from './config.ts';
import { refusal } from './problems.ts';
import { modeOf, pushedAs } from './read-push.ts';
import { FeedTokens } from './tokens.ts';

export const EVENTS_PATH = '/v1/events';

/** Checks before the body is read: token (401, 403), room (429), parameters (400), media type (415). */
export const guardDoor = (fastify: FastifyInstance, config: FeedConfig): Admission => {
  const tokens = new FeedTokens(config.tokens);
  const admission = new Admission({ maxRequests: config.maxRequests, maxBytes: config.maxBytesInFlight });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isPush(request)) {
      done();
      return;
    }
    try {
      tokens.check(request.headers.authorization);
      admit(admission, config, request, reply);
      requireNoParameters(request.query as object);
      modeOf(pushedAs(request.headers));
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  return admission;
};

const isPush = (request: FastifyRequest): boolean =>
  request.method === 'POST' && request.routeOptions.url === EVENTS_PATH;

/** An ignored parameter such as `dryRun=true` would mislead the sender. */
const requireNoParameters = (query: object): void => {
  const faults = Object.keys(query)
    .slice(0, MOST_FAULTS)
    .map((name) => unknownParameter(name, []));
  const [first] = faults;
  if (first) throw refusal('unknown-parameter', `Nothing was taken: ${first.message}, ${first.fix}.`, faults);
};

const admit = (
  admission: Admission,
  config: FeedConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): void => {
  // A body of unknown length counts with the maximum.
  const announced = Number(request.headers['content-length'] ?? config.maxBatchBytes);
  const leave = admission.enter(Math.min(announced, config.maxBatchBytes));
  if (!leave) {
    const detail = 'Too many pushes are being dealt with. Push again a little later.';
    throw refusal('too-many-requests', detail, undefined, { 'retry-after': '1' });
  }
  // `close` follows an answer as well as a lost client.
  reply.raw.once('close', leave);
};
