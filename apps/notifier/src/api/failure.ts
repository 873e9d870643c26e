import { problem, type Fault, type ProblemName } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

interface FailureDetails {
  readonly errors?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Error for a problem of the contract; the caller throws it. */
export function failure(
  name: ProblemName,
  detail: string,
  { errors, headers = {}, cause }: FailureDetails = {},
): ProblemError {
  return new ProblemError({ ...problem(name, { detail }), ...(errors && { errors }) }, headers, { cause });
}

/** 422 with all faults of a subscription or of what is asked of one. */
export function invalid(errors: readonly Fault<string>[]): ProblemError {
  const detail = errors.map(
    ({ pointer, message, fix }) => `${pointer === '' ? '' : `${pointer}: `}${message} ${fix}`,
  );
  return failure('invalid-subscription', detail.join(' '), { errors });
}

export const notFound = (): ProblemError => failure('not-found', 'There is no such subscription of yours.');
