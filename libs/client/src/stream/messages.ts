import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { UnexpectedAnswer } from '../errors.ts';

export interface MessageLimits {
  /** Characters of one event. */
  readonly largest: number;
  /** Milliseconds without a byte, comments included, after which the connection counts as broken. */
  readonly quiet: number;
  readonly onRetry: (milliseconds: number) => void;
}

/** Says that the connection was silent. */
class Silent extends Error {
  override readonly name = 'Silent';
}

/**
 * The events of a body, in order; holds those of one chunk. An event without its blank line is none.
 * @throws Silent, UnexpectedAnswer for an event that is too large, or what the connection throws
 */
export async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  { largest, quiet, onRetry }: MessageLimits,
): AsyncGenerator<EventSourceMessage> {
  let [ready, tooLarge]: [EventSourceMessage[], boolean] = [[], false];
  const parser = createParser({
    onEvent: (message) => ready.push(message),
    onRetry,
    onError: ({ type }) => {
      tooLarge ||= type === 'max-buffer-size-exceeded';
    },
    maxBufferSize: largest,
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), quiet);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      const some = ready;
      ready = [];
      yield* some;
      if (tooLarge) throw new UnexpectedAnswer(`an event of more than ${String(largest)} characters`);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function inTime<T>(reading: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Silent(`nothing for ${String(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([reading, silence]);
  } finally {
    clearTimeout(timer);
    // A reading that lost the race fails once the reader is cancelled.
    reading.catch(() => undefined);
  }
}
