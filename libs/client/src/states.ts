import type { CursorStore } from './stream/cursor.ts';
import { deferred } from './states/deferred.ts';
import { checkFilter } from './states/filter.ts';
import { fromApi, type ApiSource } from './states/from-api.ts';
import { fromTopic, type TopicSource } from './states/from-topic.ts';
import { NewestStates, type StateChange } from './states/newest.ts';
import type { GrowthState } from './types.ts';

export { Refused, UnexpectedAnswer } from './errors.ts';
export type { Filter } from './http/ask.ts';
export type { ApiSource } from './states/from-api.ts';
export type { KafkaClient, TopicSource } from './states/from-topic.ts';
export type { StateChange } from './states/newest.ts';
export { file, type CursorStore } from './stream/cursor.ts';
export type { GrowthState } from './types.ts';

/** By topic, or over HTTP; there a cursor keeps what was handed out, for the next start. */
export type FollowOptions = TopicSource | (ApiSource & { readonly cursor?: CursorStore });

/** The newest states, and their changes. */
export interface Followed extends AsyncIterable<StateChange> {
  /** The newest state of each key; emptied ones too. */
  readonly states: ReadonlyMap<string, GrowthState>;
  /** Resolves once all that was there at the start is in `states`. */
  readonly caughtUp: Promise<void>;
  /** How many values were no state, nulls among them. */
  readonly ignored: number;
  stop(): Promise<void>;
}

/**
 * Keeps the newest state of each key: the highest version wins. `for await` gives each key that changed, with its newest
 * state and the one given before; a key that changes while the loop is busy comes once. One loop at a time.
 */
export function follow(options: FollowOptions): Followed {
  checkFilter(options.filter ?? {}, 'kafka' in options);
  const newest = new NewestStates();
  const stopping = new AbortController();
  const caughtUp = deferred();
  let seen: string | undefined;
  let [isCaughtUp, failure]: [boolean, { error: unknown } | undefined] = [false, undefined];
  let wake: () => void = () => undefined;
  const onTaken = (sequence?: string) => {
    seen = sequence;
    wake();
  };
  const onCaughtUp = () => {
    isCaughtUp = true;
    caughtUp.resolve();
  };
  const cursor = 'cursor' in options ? options.cursor : undefined;
  const signal = 'signal' in options ? options.signal : undefined;
  const stop = () => {
    stopping.abort();
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();

  const run = async () => {
    if ('kafka' in options)
      return fromTopic(options, { newest, onTaken: () => wake(), onCaughtUp, signal: stopping.signal });
    const known = BigInt((await cursor?.read()) ?? -1);
    const source = { ...options, signal: stopping.signal };
    return fromApi(source, { newest, known, onTaken, onCaughtUp });
  };
  const running = run()
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) failure = { error };
    })
    .finally(() => {
      caughtUp.reject(failure?.error ?? new Error('stopped before all was read'));
      signal?.removeEventListener('abort', stop);
      stop();
      wake();
    });

  async function* changes(): AsyncGenerator<StateChange> {
    for (;;) {
      const change = newest.next();
      if (change) yield change;
      else {
        // All that was taken is handled: the cursor may say so.
        const handled = seen;
        seen = undefined;
        if (isCaughtUp && handled !== undefined) await cursor?.write(handled);
        if (failure) throw failure.error;
        if (!newest.isEmpty || seen !== undefined) continue;
        if (stopping.signal.aborted) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  }

  return {
    states: newest.states,
    caughtUp: caughtUp.promise,
    get ignored() {
      return newest.ignored;
    },
    stop: async () => {
      stop();
      await running;
    },
    [Symbol.asyncIterator]: changes,
  };
}
