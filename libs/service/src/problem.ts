import { STATUS_CODES } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** Problem details (RFC 9457), with extension members such as `errors`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Thrown in a request; {@link ProblemFilter} answers with the problem and the headers. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code = 'problem';
  readonly problem: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: ProblemBody, headers: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.problem = problem;
    this.headers = headers;
  }
}

/** The problem of a status without a name: type `about:blank` (RFC 9457, section 4.2.1). */
export const plainProblem = (
  status: number,
  detail?: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ProblemBody => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  ...(detail === undefined ? {} : { detail }),
  ...extensions,
});

/** Makes the problem for a status and an optional detail. */
export type ProblemOfStatus = (
  status: number,
  detail?: string,
) => { readonly title: string; readonly detail?: string };

/** A problem as it is sent in place of problem details. */
export interface WrittenProblem {
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes the problems of paths whose clients read another form, from the problem and what was thrown; undefined
 * where problem details are sent.
 */
export type WriteProblem = (
  request: FastifyRequest,
  problem: { readonly title: string; readonly detail?: string; readonly status?: number },
  error: unknown,
) => WrittenProblem | undefined;
