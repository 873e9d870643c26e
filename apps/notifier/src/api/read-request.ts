import {
  DEFAULT_PAGE,
  FaultList,
  LARGEST_PAGE,
  printable,
  unknownParameter,
  type QueryFault,
} from '@silkgauge/contract';
import type { FastifyRequest } from 'fastify';
import { isObject, reportUnknown, type Members } from '../subscription/faults.ts';
import { failure, invalid } from './failure.ts';

/** The JSON of a request. @throws ProblemError 415 for another media type, 400 for no JSON */
export function jsonOf({ headers }: Pick<FastifyRequest, 'headers'>, body: Buffer | undefined): unknown {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw failure('unsupported-media-type', 'The body is sent as application/json.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body ?? Buffer.alloc(0)));
  } catch (error) {
    throw failure('invalid-request', `The body is no JSON: ${(error as Error).message}.`);
  }
}

/** An object with some members, or nothing; @throws ProblemError as {@link jsonOf}, 422 for other members */
export function membersOf(
  request: Pick<FastifyRequest, 'headers'>,
  body: Buffer | undefined,
  known: readonly string[],
): Members {
  if (body === undefined || body.length === 0) return {};
  const given = jsonOf(request, body);
  const faults = new FaultList<string>();
  if (!isObject(given))
    faults.report('', 'object', 'The body must be an object.', `Write an object with ${known.join(', ')}.`);
  else reportUnknown(given, known, '', faults);
  if (faults.faults.length > 0 || !isObject(given)) throw invalid(faults.faults);
  return given;
}

export interface PageQuery {
  readonly after: string | null;
  readonly limit: number;
  readonly outcome: string | null;
}

const READERS: Readonly<Record<string, { readonly form: RegExp; readonly what: string }>> = {
  after: { form: /^[\w-]{1,64}$/, what: 'the "next" of a page before' },
  limit: { form: /^[1-9]\d{0,3}$/, what: `a whole number from 1 to ${String(LARGEST_PAGE)}` },
  outcome: { form: /^(delivered|failed|parked)$/, what: 'delivered, failed or parked' },
};

/** The query of a list. @throws ProblemError 400 with every fault */
export function pageQuery(raw: Readonly<Record<string, unknown>>, known: readonly string[]): PageQuery {
  const faults: QueryFault[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const reader = known.includes(name) ? READERS[name] : undefined;
    const isRight =
      typeof value === 'string' &&
      reader?.form.test(value) &&
      !(name === 'limit' && Number(value) > LARGEST_PAGE);
    if (!reader) faults.push(unknownParameter(name, known));
    else if (!isRight)
      faults.push({
        parameter: name,
        rule: name,
        message: `${name} is ${typeof value === 'string' ? JSON.stringify(printable(value)) : 'given more than once'}`,
        fix: `write ${reader.what}, once`,
      });
  }
  if (faults.length > 0) {
    const isUnknown = faults.some(({ rule }) => rule === 'unknown-parameter');
    const detail = faults.map(({ message, fix }) => `${message}: ${fix}.`).join(' ');
    throw failure(isUnknown ? 'unknown-parameter' : 'invalid-parameter', detail, { errors: faults });
  }
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : null);
  return { after: text('after'), limit: Number(text('limit') ?? DEFAULT_PAGE), outcome: text('outcome') };
}
