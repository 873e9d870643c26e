import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedCoding, type Coding } from './accepted-coding.ts';

/** Strong entity tag of a body and its content coding; equal in every process for equal bytes. */
export function entityTag(body: string | Buffer, coding: Coding | null = null): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 27)}${coding === null ? '' : `-${coding}`}"`;
}

/** Weak comparison of `If-None-Match` (RFC 9110, section 13.1.2). False for `*` or a list with the tag. */
export function noneMatches(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return false;
  return !ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}

/** Headers of a body, which an answer 304 lacks. */
const OF_THE_BODY = ['content-type', 'content-length', 'content-encoding'];

/** Shorter texts in bytes stay uncompressed: they fit into one packet either way. */
const WORTH_COMPRESSING = 1_400;
const compress = promisify(gzip);

/**
 * Tags answers to GET and HEAD, sends 304 for a known tag, and gzips text: states shrink to a tenth. A
 * handler that sets a tag, as for page files, has chosen the coding.
 */
export function tagAnswers(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (reply.statusCode !== 200 || !readOnly || !isText) return payload;
    const known = reply.getHeader('etag');
    const isOurs = typeof known !== 'string' && Buffer.byteLength(payload) >= WORTH_COMPRESSING;
    const coding = isOurs ? acceptedCoding(request.headers['accept-encoding'], ['gzip']) : null;
    if (isOurs) reply.header('vary', 'accept-encoding');
    const tag = typeof known === 'string' ? known : entityTag(payload, coding);
    reply.header('etag', tag);
    const ifNoneMatch = request.headers['if-none-match'];
    if (ifNoneMatch !== undefined && !noneMatches(ifNoneMatch, tag)) {
      reply.code(304);
      for (const name of OF_THE_BODY) reply.removeHeader(name);
      return null;
    }
    if (coding === null) return payload;
    const compressed = await compress(payload, { level: 5 });
    reply.header('content-encoding', coding).header('content-length', compressed.length);
    return compressed;
  });
}
