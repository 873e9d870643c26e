import { shown } from '@silkgauge/contract';
import { parseJson } from '@silkgauge/kafka';
import type { FastifyRequest } from 'fastify';
import { failure } from './failure.ts';

type Asked = Pick<FastifyRequest, 'headers' | 'body' | 'method'>;

/**
 * The JSON of a body, which is sent as a media type.
 *
 * @throws ProblemError 415 for another media type or charset, 400 for what is no JSON
 */
export function jsonBody(request: Asked, mediaType = 'application/json'): unknown {
  const given = request.headers['content-type'];
  const [type = '', ...parameters] = (given ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every((one) => !one.includes('charset') || /charset="?utf-?8"?\s*$/.test(one));
  if (type.trim() !== mediaType || !isUtf8) {
    const refused = given === undefined ? 'There is no Content-Type.' : `${shown(given)} is not taken.`;
    const header = request.method === 'PATCH' ? 'accept-patch' : 'accept-post';
    throw failure('unsupported-media-type', `${refused} Send ${mediaType}, in UTF-8.`, {
      headers: { [header]: mediaType },
    });
  }
  const parsed = parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  if (parsed.ok) return parsed.value;
  throw failure('invalid-request', `The body cannot be read: ${parsed.fault.reason}`);
}
