import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MOST_FAULTS, unknownParameter } from '@silkgauge/contract';
import { Admission } from './admission.ts';
import type { FeedConfig } from './config.ts';
import type { ContentMode } from './content-mode.ts';
import { refusal } from './problems.ts';
import { modeOf, pushedAs } from './read-push.ts';
import { FeedTokens } from './tokens.ts';

export const EVENTS_PATH = '/v1/events';

/** Checks before the body is read: token (401, 403), parameters (400), media type (415), room (429). */
export const guardDoor = (fastify: FastifyInstance, config: FeedConfig): void => {
  const tokens = new FeedTokens(config.tokens);
  const admit = admissionOf(config);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isPush(request)) {
      done();
      return;
    }
    try {
      tokens.check(request.headers.authorization);
      requireNoParameters(request.query as object);
      admit(modeOf(pushedAs(request.headers)), request, reply);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
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

/** Admits pushes. Uploads of lines may last for hours, and have room of their own. */
const admissionOf = (config: FeedConfig) => {
  const { maxBatchBytes, maxRequests, maxUploads, maxBytesInFlight: maxBytes } = config;
  const pushes = new Admission({ maxRequests, maxBytes });
  const uploads = new Admission({ maxRequests: maxUploads, maxBytes });
  // In memory are an unfinished line, and the lines of a chunk as records.
  const uploadBytes = 2 * config.maxEventBytes;
  return (mode: ContentMode, request: FastifyRequest, reply: FastifyReply): void => {
    const isUpload = mode === 'lines';
    const most = isUpload ? uploadBytes : maxBatchBytes;
    // A body of unknown length counts with the maximum.
    const announced = Number(request.headers['content-length'] ?? most);
    const leave = (isUpload ? uploads : pushes).enter(Math.min(announced, most));
    if (!leave) {
      const detail = isUpload
        ? `${String(uploads.requests)} uploads of lines are being dealt with, as many as there is room for. Upload again later, or push single events and batches, which have room of their own.`
        : 'Too many pushes are being dealt with. Push again a little later.';
      throw refusal('too-many-requests', detail, undefined, { 'retry-after': isUpload ? '10' : '1' });
    }
    // `close` follows an answer as well as a lost client.
    reply.raw.once('close', leave);
  };
};
