import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOBODY, type Needs } from '@silkgauge/access';
import { MOST_FAULTS, unknownParameter } from '@silkgauge/contract';
import { Admission } from './admission.ts';
import type { FeedConfig } from './config.ts';
import { contentModeOf, type ContentMode } from './content-mode.ts';
import { refusal } from './problems.ts';
import { modeOf, pushedAs } from './read-push.ts';

export const EVENTS_PATH = '/v1/events';

/** Most bytes of a body that is taken whole. */
export const bodyLimitOf = ({ batchBytes, eventBytes }: FeedConfig): number =>
  Math.max(batchBytes, eventBytes);

/** What the guard asks of a request: to push needs a scope and counts, all else is for everybody. */
export const needsAtDoor =
  (bodyLimit: number) =>
  (request: FastifyRequest): Needs => {
    if (!isPush(request)) return NOBODY;
    const announced = Number(request.headers['content-length'] ?? Number.NaN);
    // Bytes of lines count as they come, so that an upload that takes hours counts in each minute.
    const counts = announced >= 0 && !isOfLines(request.headers['content-type']);
    return { scope: 'push', limit: 'push', ...(counts && { bytes: Math.min(announced, bodyLimit) }) };
  };

/** Checks of a push that was let in, before the body is read: parameters (400), media type (415), room (429). */
export const guardDoor = (fastify: FastifyInstance, config: FeedConfig): void => {
  const admit = admissionOf(config);
  // The guard comes before: it judges a request as soon as it arrives.
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    try {
      if (isPush(request)) {
        const isDry = readDryRun(queryOf(request), config.growthApiUrl !== '');
        const mode = modeOf(pushedAs(request.headers));
        if (isDry && mode === 'lines') throw refusal('unsupported-media-type', LINES_ARE_NOT_REHEARSED);
        admit(isDry ? 'dry-run' : mode, request, reply);
      }
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
};

const isOfLines = (contentType: string | undefined): boolean =>
  contentType !== undefined && contentModeOf(contentType) === 'lines';

const isPush = (request: FastifyRequest): boolean =>
  request.method === 'POST' && request.routeOptions.url === EVENTS_PATH;

const queryOf = (request: FastifyRequest) => request.query as Readonly<Record<string, unknown>>;

/** Whether a push that was let in is rehearsed only, which a door that knows growth-api has done there. */
export const isDryRun = (request: FastifyRequest): boolean => queryOf(request)[DRY_RUN] === 'true';

/** @throws ProblemError 400 for other parameters and values: an ignored one would mislead the sender */
const readDryRun = (query: Readonly<Record<string, unknown>>, canRehearse: boolean): boolean => {
  const known = canRehearse ? [DRY_RUN] : [];
  const faults = Object.keys(query)
    .filter((name) => !known.includes(name))
    .slice(0, MOST_FAULTS)
    .map((name) => unknownParameter(name, known, name === DRY_RUN ? REHEARSE_THERE : undefined));
  const [first] = faults;
  if (first) throw refusal('unknown-parameter', `Nothing was taken: ${first.message}, ${first.fix}.`, faults);
  const given = query[DRY_RUN];
  if (given === undefined || given === 'true' || given === 'false') return given === 'true';
  const fix = 'write true or false, once';
  const fault = { parameter: DRY_RUN, rule: 'one-of', message: `${DRY_RUN} is neither true nor false`, fix };
  throw refusal('invalid-parameter', `Nothing was taken: ${fault.message}, ${fix}.`, [fault]);
};

const DRY_RUN = 'dryRun';
const LINES_ARE_NOT_REHEARSED = 'Nothing was taken: lines are taken one by one. Rehearse a batch of them.';
const REHEARSE_THERE =
  'this door does not know growth-api (GROWTH_API_URL): ask it, POST /v1/rehearsals?feed= there.';

/** Dry runs at once, each of which waits for growth-api. */
const MOST_DRY_RUNS = 4;

/** Admits pushes. Uploads of lines may last for hours, and dry runs wait for another service: both have room of their own. */
const admissionOf = (config: FeedConfig) => {
  const { batchBytes, maxRequests, maxUploads, maxBytesInFlight: maxBytes } = config;
  const pushes = new Admission({ maxRequests, maxBytes });
  const uploads = new Admission({ maxRequests: maxUploads, maxBytes });
  const dryRuns = new Admission({ maxRequests: MOST_DRY_RUNS, maxBytes });
  // In memory are an unfinished line, and the lines of a chunk as records.
  const uploadBytes = 2 * config.eventBytes;
  return (mode: ContentMode | 'dry-run', request: FastifyRequest, reply: FastifyReply): void => {
    const isUpload = mode === 'lines';
    const room = isUpload ? uploads : mode === 'dry-run' ? dryRuns : pushes;
    const most = isUpload ? uploadBytes : batchBytes;
    // A body of unknown length counts with the maximum.
    const announced = Number(request.headers['content-length'] ?? most);
    const leave = room.enter(Math.min(announced, most));
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
