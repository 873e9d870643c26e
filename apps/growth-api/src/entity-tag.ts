import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A strong tag: the same bytes, the same tag, whichever process answers. */
export function entityTag(body: string | Buffer): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
}

/** RFC 9110 section 13.1.2: `*`, or a list of tags of which one is the same, weak or not. */
export function noneMatches(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return false;
  return !ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}

/** What tells of bytes that an answer 304 does not have. */
const OF_THE_BODY = ['content-type', 'content-length', 'content-encoding'];

/** Tags every successful answer to GET and HEAD, and spares whoever has it already the body. */
export function tagAnswers(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (reply.statusCode !== 200 || !readOnly || !isText) return payload;
    const known = reply.getHeader('etag');
    const tag = typeof known === 'string' ? known : entityTag(payload);
    reply.header('etag', tag);
    const ifNoneMatch = request.headers['if-none-match'];
    if (ifNoneMatch === undefined || noneMatches(ifNoneMatch, tag)) return payload;
    reply.code(304);
    for (const name of OF_THE_BODY) reply.removeHeader(name);
    return null;
  });
}
