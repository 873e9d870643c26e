import { failure } from '@silkgauge/calls';
import type { Fault } from '@silkgauge/contract';
import type { ProblemError } from '@silkgauge/service';

/** 422 with all faults of a subscription or of what is asked of one. */
export function invalid(errors: readonly Fault[]): ProblemError {
  const detail = errors.map(
    ({ pointer, message, fix }) => `${pointer === '' ? '' : `${pointer}: `}${message} ${fix}`,
  );
  return failure('invalid-subscription', detail.join(' '), { errors });
}

export const notFound = (): ProblemError => failure('not-found', 'There is no such subscription of yours.');
