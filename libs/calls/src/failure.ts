import { problem, type ProblemName, type Parsed, type QueryFault } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

interface More {
  readonly errors?: readonly unknown[];
  /** Extension members (RFC 9457, section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Error for a problem of the contract; the caller throws it. */
export function failure(
  name: ProblemName,
  detail: string,
  { errors, members, headers = {}, cause }: More = {},
): ProblemError {
  return new ProblemError({ ...problem(name, { detail }), ...members, ...(errors && { errors }) }, headers, {
    cause,
  });
}

/** @throws ProblemError 400 with every fault */
export function accepted<T>(parsed: Parsed<T>): T {
  if ('faults' in parsed) throw badRequest(parsed.faults);
  return parsed.value;
}

export function badRequest(errors: readonly QueryFault[]): ProblemError {
  const detail = errors.map(({ message, fix }) => `${message.replace(/\.$/, '')}: ${ended(fix)}`).join(' ');
  const name = errors.some(({ rule }) => rule === 'unknown-parameter')
    ? 'unknown-parameter'
    : 'invalid-parameter';
  return failure(name, detail, { errors });
}

const ended = (sentence: string): string => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`);
