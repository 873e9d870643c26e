import { problem, type ProblemName } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

interface More {
  readonly errors?: readonly unknown[];
  /** Members of this kind of problem alone. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A problem of the contract, ready to be thrown. */
export function failure(
  name: ProblemName,
  detail: string,
  { errors, members, headers = {}, cause }: More = {},
): ProblemError {
  return new ProblemError({ ...problem(name, { detail }), ...members, ...(errors && { errors }) }, headers, {
    cause,
  });
}
