import type { CursorStore } from '../stream/cursor.ts';
import type { GrowthState } from '../types.ts';
import { checkFilter } from './filter.ts';
import { fromApi, type ApiSource } from './from-api.ts';
import { Following, type Taking } from './following.ts';
import type { StateChange } from './newest.ts';

/** Over HTTP; a cursor keeps what was handed out, for the next start. */
export type ApiOptions = ApiSource & { readonly cursor?: CursorStore };

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

/** The newest state of each key, over HTTP. */
export function followApi(options: ApiOptions): Followed {
  checkFilter(options.filter ?? {}, false);
  const { cursor, signal } = options;
  const source = async (taking: Taking) => {
    const known = BigInt((await cursor?.read()) ?? -1);
    await fromApi({ ...options, signal: taking.signal }, known, taking);
  };
  return new Following(source, cursor, signal);
}
