import type { Problem } from './types.ts';

/** One fault of what was sent; `index` counts in the caller's list. */
export interface Fault {
  readonly index?: number;
  readonly pointer?: string;
  readonly parameter?: string;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

/** The other side will not have it: the same request will not pass later either. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  /** What the other side said (RFC 9457); undefined where its answer was no problem document. */
  readonly problem: Problem | undefined;
  readonly faults: readonly Fault[];
  /** Of a push: how many events before the refused batch were accepted. */
  readonly accepted: number;
  /** Milliseconds that `Retry-After` asked for, of an answer that may change. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    problem: Problem | undefined,
    {
      faults = [],
      accepted = 0,
      retryAfter,
    }: {
      readonly faults?: readonly Fault[];
      readonly accepted?: number;
      readonly retryAfter?: number | undefined;
    } = {},
  ) {
    super(
      [`${String(status)} ${problem?.detail ?? problem?.title ?? 'refused'}`, ...faults.map(told)].join('\n'),
    );
    this.status = status;
    this.problem = problem;
    this.faults = faults;
    this.accepted = accepted;
    this.retryAfter = retryAfter;
  }
}

const told = ({ index, pointer, parameter, message, fix }: Fault): string => {
  const place = [index === undefined ? '' : `event ${String(index)}`, pointer ?? parameter ?? '']
    .filter(Boolean)
    .join(' ');
  return `  ${place}: ${message}; ${fix}`;
};

/** The other side could not be reached, or asked for more patience than there was: try again later. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
  /** Of a push: how many events before the batch that was given up were accepted. */
  readonly accepted: number;

  constructor(message: string, cause: unknown, accepted = 0) {
    super(message, { cause });
    this.accepted = accepted;
  }
}

/** The other side said what the contract does not allow. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** A delivery whose signature, time or form is not right: answer 400 and do nothing. */
export class Unverified extends Error {
  override readonly name = 'Unverified';
}
