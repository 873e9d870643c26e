import { isNativeError } from 'node:util/types';

/**
 * Classes by what the caller does: `Fenced` - a newer holder is at work: claim again or step down;
 * `SendFailed` - the broker may or may not have the records: send again those still due;
 * `TooLarge` - the topic never takes a record of that size: send records alone to find it;
 * `SenderClosed` - the sender is used up: open a new one;
 * `Refused` - a broker answered with an error code, which says whether to ask again;
 * `Unreachable` - no broker answered: the request may have been carried out;
 * `NoToken` - the token server gave no token, and no broker was asked;
 * `Halted` - neither a pause nor a claim repairs the fault: an operator has to look, or a time has to come;
 * `NotYet` - nothing can be claimed for a reason that is told elsewhere, once for all partitions: wait.
 */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  readonly code = 'fenced';
}

export class SendFailed extends Error {
  override readonly name = 'SendFailed';
  readonly code = 'send-failed';
}

export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly code = 'too-large';
}

export class SenderClosed extends Error {
  override readonly name = 'SenderClosed';
  readonly code = 'sender-closed';
}

/** Error codes of Kafka's protocol: no such topic or partition, and no leader now. */
export const UNKNOWN_TOPIC = 3;
export const LEADER_NOT_AVAILABLE = 5;

export class Refused extends Error {
  override readonly name = 'Refused';
  /** The error code of Kafka's protocol. */
  readonly code: number;
  /** Whether a repetition of the request may succeed. */
  readonly isPassing: boolean;
  /** The whole answer, with results for the rest of the request; absent if there is none. */
  readonly answer: unknown;

  constructor(
    code: number,
    message: string,
    options: { readonly isPassing: boolean; readonly answer?: unknown; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.isPassing = options.isPassing;
    this.answer = options.answer;
  }
}

export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly code = 'unreachable';
}

export class NoToken extends Error {
  override readonly name = 'NoToken';
  readonly code = 'no-token';
}

export class Halted extends Error {
  override readonly name = 'Halted';
  readonly code = 'halted';
  /** When the partition goes on by itself, in milliseconds since 1970; null where only an operator moves it. */
  readonly goesOnAt: number | null;

  constructor(message: string, goesOnAt: number | null = null) {
    super(message);
    this.goesOnAt = goesOnAt;
  }
}

export class NotYet extends Error {
  override readonly name = 'NotYet';
  readonly code = 'not-yet';
}

/** INVALID_PRODUCER_EPOCH and PRODUCER_FENCED: a newer producer has the transactional id. */
export const FENCED_CODES: ReadonlySet<number> = new Set([47, 90]);

/** Whether a repetition may succeed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refused && error.isPassing);

/** An error and its causes, outermost first; kafkajs wraps errors. */
export const causes = (error: unknown): Error[] => {
  const chain: Error[] = [];
  let next = error;
  while (isNativeError(next) && !chain.includes(next)) {
    chain.push(next);
    next = next.cause;
  }
  return chain;
};

/** The message of the outermost `Refused` or `Unreachable` in the chain, or else of the innermost error. */
export const causedBy = (error: unknown): string => {
  const chain = causes(error);
  const ours = chain.find((cause) => cause instanceof Refused || cause instanceof Unreachable);
  return (ours ?? chain.at(-1))?.message ?? String(error);
};

/** Whether an error or one of its causes has one of these error codes of Kafka's protocol. */
export const hasCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  causes(error).some((cause) => codes.has(Number((cause as { code?: unknown }).code)));
