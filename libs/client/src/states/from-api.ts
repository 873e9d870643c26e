import { addressOf, type Api, type Filter } from '../http/ask.ts';
import { isState, statesOf } from '../http/pages.ts';
import { changesAfter, endOfLog } from '../stream/changes.ts';
import type { Taking } from './following.ts';

export interface ApiSource extends Api {
  /** Filters of `GET /v1/growth` that a state does not leave: codes, `within`, `period`, `from`, `to`, `domain`. */
  readonly filter?: Filter;
  /** Milliseconds of silence after which the connection is made anew: 45,000. */
  readonly quiet?: number;
}

/**
 * Takes a snapshot as of the end of the log, then what comes after it; a resync is a snapshot again. States up to the
 * sequence `known` were handed out in an earlier life.
 */
export async function fromApi(source: ApiSource, known: bigint, taking: Taking): Promise<void> {
  const { filter = {} } = source;
  const { newest, onTaken, onCaughtUp } = taking;
  const end = await endOfLog(source);
  const take = async (address: URL) => {
    for await (const state of statesOf(source, address)) {
      newest.take(state, BigInt(state.sequence) <= known);
      onTaken();
    }
  };
  if (end !== '0') await take(addressOf(source.api, `/v1/growth?asOf=${end}&limit=1000`, filter));
  onTaken(end);
  onCaughtUp();
  for await (const change of changesAfter(source, filter, end)) {
    if (change.type === 'resync') {
      const { state } = change.snapshots;
      if (state !== undefined) await take(addressOf(source.api, state));
      onTaken(change.after);
    } else if (change.type === 'growth-updated') {
      if (isState(change.data)) newest.take(change.data);
      else newest.ignored += 1;
      onTaken(change.id);
    }
  }
}
