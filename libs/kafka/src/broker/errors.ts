import { isNativeError } from 'node:util/types';

/**
 * Divided by what the caller should do: `Fenced` - somebody newer is at work, claim again or step down;
 * `SendFailed` - the broker did not take it, the records may or may not be there, send again what is still due;
 * `TooLarge` - the topic takes no record of that size, however often it is sent: send it alone to know whether it is the one;
 * `SenderClosed` - the instance is used up, make a new one;
 * `Refused` - a broker answered with an error code, which says whether to ask again;
 * `Unreachable` - no broker answered, whether it did what it was asked is unknown;
 * `NoToken` - the token server gave none, no broker was asked.
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

export class Refused extends Error {
  override readonly name = 'Refused';
  /** The error code of Kafka's protocol. */
  readonly code: number;
  /** Whether the same request may be granted a moment later. */
  readonly isPassing: boolean;
  /** What the broker answered for the rest of the request; absent where it answered nothing else. */
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

/** INVALID_PRODUCER_EPOCH and PRODUCER_FENCED: a newer producer has the transactional id. */
export const FENCED_CODES: ReadonlySet<number> = new Set([47, 90]);

/** Whether what was asked may be granted when it is asked again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refused && error.isPassing);

/** An error and those it was made from, outermost first; kafkajs wraps them. */
export const causes = (error: unknown): Error[] => {
  const chain: Error[] = [];
  let next = error;
  while (isNativeError(next) && !chain.includes(next)) {
    chain.push(next);
    next = next.cause;
  }
  return chain;
};

/** The message of the innermost error of ours, or else of the innermost: the one that says what happened. */
export const causedBy = (error: unknown): string => {
  const chain = causes(error);
  const ours = chain.find((cause) => cause instanceof Refused || cause instanceof Unreachable);
  return (ours ?? chain.at(-1))?.message ?? String(error);
};

/** Whether the broker's answer behind an error is one of these error codes of the protocol. */
export const hasCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  causes(error).some((cause) => codes.has(Number((cause as { code?: unknown }).code)));
