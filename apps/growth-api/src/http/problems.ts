import { problem, type ProblemName } from '@silkgauge/contract';
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
