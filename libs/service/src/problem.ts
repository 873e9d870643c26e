import { STATUS_CODES } from 'node:http';

/** RFC 9457. Members beyond the first four are the problem's own, such as `errors`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Thrown anywhere in a request, answered as it stands by the one filter. */
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

/** The problem of a status alone: type `about:blank`, the status phrase as title, as RFC 9457 section 4.2.1 has it. */
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

/** Words the problem of a status, where nothing but the status and a sentence is known. */
export type ProblemOfStatus = (status: number, detail?: string) => object;
