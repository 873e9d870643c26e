import { shown, unknownParameter } from '@silkgauge/contract';
import { parseJson } from '@silkgauge/kafka';
import type { FastifyRequest } from 'fastify';
import { refusal } from './problems.ts';

const JSON_TYPE = 'application/json';
/** RFC 7396. */
export const MERGE_PATCH = 'application/merge-patch+json';

/** The JSON of a body of the media type. @throws ProblemError 415 or 400 */
export const bodyOf = (request: FastifyRequest, mediaType: string = JSON_TYPE): unknown => {
  const given = request.headers['content-type'];
  const [type = '', ...parameters] = (given ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every((one) => !one.includes('charset') || /charset="?utf-?8"?\s*$/.test(one));
  if (type.trim() !== mediaType || !isUtf8) {
    const refused = given === undefined ? 'There is no Content-Type.' : `${shown(given)} is not taken.`;
    const header = request.method === 'PATCH' ? 'accept-patch' : 'accept-post';
    throw refusal('unsupported-media-type', `${refused} Send ${mediaType}, in UTF-8.`, undefined, {
      [header]: mediaType,
    });
  }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const parsed = parseJson(body);
  if (parsed.ok) return parsed.value;
  throw refusal('invalid-request', `The body cannot be read: ${parsed.fault.reason}`);
};

/** Query parameters by name, each given once. @throws ProblemError 400 */
export const queryOf = <const Name extends string>(
  request: FastifyRequest,
  known: readonly Name[],
): Readonly<Partial<Record<Name, string>>> => {
  const given = Object.entries(request.query as Readonly<Record<string, string | readonly string[]>>);
  const unknown = given.filter(([name]) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    const faults = unknown.slice(0, 20).map(([name]) => unknownParameter(name, known));
    throw refusal('unknown-parameter', faults[0]?.message ?? '', faults);
  }
  const [twice] = given.flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]));
  if (twice !== undefined) throw badParameter(twice, 'is given more than once', 'Give it once.');
  return Object.fromEntries(given) as Partial<Record<Name, string>>;
};

/** The error of a query parameter. */
export const badParameter = (parameter: string, what: string, fix: string) => {
  const message = `${parameter} ${what}.`;
  return refusal('invalid-parameter', message, [{ parameter, rule: 'parameter', message, fix }]);
};

/** ETag of a version. */
export const tagOf = (version: number): string => `"${String(version)}"`;

/**
 * Whether `If-Match` names a version (RFC 9110, section 13.1.1); a weak tag matches none.
 *
 * @throws ProblemError 428 without the header, 412 where it names another version
 */
export const requireMatch = (header: string | undefined, version: number): void => {
  if (header === undefined)
    throw refusal('precondition-required', 'Send If-Match with the ETag of what is to be changed.');
  const isMatch = header.split(',').some((tag) => ['*', tagOf(version)].includes(tag.trim()));
  const detail = `The version now is ${tagOf(version)}, not ${shown(header)}: read it again, then decide.`;
  if (!isMatch) throw refusal('precondition-failed', detail);
};
