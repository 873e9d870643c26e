import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedCoding, type Coding } from './accepted.ts';
import { LAST_CHANGES } from './last-changes.ts';
import { PROBLEM_MEDIA_TYPE, type ProblemOfStatus } from './problem.ts';

/** Strong entity tag of a body and its content coding; equal in every process for equal bytes. */
export function entityTag(body: string | Buffer, coding: Coding | 'identity' = 'identity'): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 27)}${coding === 'identity' ? '' : `-${coding}`}"`;
}

export interface Validators {
  readonly tag: string;
  /** When the answer changed at the latest, as in `Last-Modified`; undefined if no time is known. */
  readonly lastModified: string | undefined;
  /** The date that was told with this answer, and with no other one of its address. */
  readonly told?: string | undefined;
}

/**
 * True if the client has this answer (RFC 9110, section 13.2.2): `If-None-Match` by weak comparison, and only
 * without it `If-Modified-Since`.
 */
export function isKnown(headers: IncomingHttpHeaders, { tag, lastModified, told }: Validators): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = headers;
  if (tags !== undefined)
    return tags.trim() === '*' || tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  if (since === undefined) return false;
  // A date that cannot be parsed is not a number, and no comparison with it holds.
  const known = Date.parse(since);
  const isOver = lastModified !== undefined && Date.parse(lastModified) <= known;
  return isOver || (told !== undefined && Date.parse(told) === known);
}

/** Adds names to the `Vary` header of an answer. */
export function addVary(reply: FastifyReply, ...names: readonly string[]): void {
  const before = reply.getHeader('vary');
  const all = new Set([...(typeof before === 'string' ? before.split(', ') : []), ...names]);
  void reply.header('vary', [...all].join(', '));
}

/** Headers of a body, which an answer 304 lacks. */
const OF_THE_BODY = ['content-type', 'content-length', 'content-encoding', 'content-disposition'];

/** Takes back the headers of an answer that an error takes the place of. */
export function withdrawAnswer(reply: FastifyReply): void {
  for (const name of [...OF_THE_BODY, 'last-modified', 'etag']) void reply.removeHeader(name);
  if (reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache');
}

/** Answers 304, without a body. */
export function notModified(reply: FastifyReply): FastifyReply {
  for (const name of OF_THE_BODY) void reply.removeHeader(name);
  return reply.code(304);
}

/** Shorter texts in bytes stay uncompressed: they fit into one packet either way. */
const WORTH_COMPRESSING = 1_400;
const compress = promisify(gzip);

/**
 * Tags answers to GET and HEAD, sends 304 for a known tag or date, 406 where no coding is accepted, and gzips
 * text: states shrink to a tenth. A handler that sets a tag, as for page files, has chosen the coding. An answer
 * whose handler knows no time of the last change has the time since when it is the same.
 */
export function tagAnswers(fastify: Pick<FastifyInstance, 'addHook'>, problemOf: ProblemOfStatus): void {
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (reply.statusCode !== 200 || !readOnly || !isText) return payload;
    const chosen = reply.getHeader('etag');
    const coding = typeof chosen === 'string' ? 'identity' : codingOf(request, reply, payload);
    if (coding === null) return notAcceptable(reply, problemOf);
    const tag = typeof chosen === 'string' ? chosen : entityTag(payload, coding);
    const given = reply.getHeader('last-modified');
    const proved = typeof given === 'string' ? given : undefined;
    const { told, lastModified } = LAST_CHANGES.of(request, tag, proved);
    void reply.headers({ etag: tag, 'last-modified': lastModified });
    if (isKnown(request.headers, { tag, lastModified: proved, told })) {
      void notModified(reply);
      return null;
    }
    if (coding === 'identity') return payload;
    const compressed = await compress(payload, { level: 5 });
    void reply.header('content-encoding', coding).header('content-length', compressed.length);
    return compressed;
  });
}

function codingOf(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
): ReturnType<typeof acceptedCoding> {
  const accepted = headers['accept-encoding'];
  if (Buffer.byteLength(payload) < WORTH_COMPRESSING && acceptedCoding(accepted, []) === 'identity')
    return 'identity';
  addVary(reply, 'accept-encoding');
  return acceptedCoding(accepted, ['gzip']);
}

function notAcceptable(reply: FastifyReply, problemOf: ProblemOfStatus): string {
  withdrawAnswer(reply);
  void reply.code(406).header('content-type', PROBLEM_MEDIA_TYPE);
  return JSON.stringify(problemOf(406, NO_CODING));
}

export const NO_CODING = 'Accept-Encoding leaves no coding: this is sent with gzip or identity.';
