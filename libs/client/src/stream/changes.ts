import { UnexpectedAnswer } from '../errors.ts';
import { addressOf, type Api, type Filter } from '../http/ask.ts';
import { isObject, parsed } from '../http/bounded.ts';
import { patiently } from '../http/pages.ts';
import type { ClaimState, GrowthState, NoticeState } from '../types.ts';
import { connections, type Connecting } from './connections.ts';

/** A change of the log, as the stream tells it: `id` is its sequence. */
export type Change =
  | { readonly type: 'growth-updated'; readonly id: string; readonly data: GrowthState }
  | { readonly type: 'notice-updated'; readonly id: string; readonly data: NoticeState }
  | { readonly type: 'claim-updated'; readonly id: string; readonly data: ClaimState };

/** In place of changes that are no longer kept: the states at `snapshot`, and the stream behind `after`. */
export interface Resync {
  readonly type: 'resync';
  readonly snapshot: string;
  readonly after: string;
}

const TYPES: readonly string[] = ['growth-updated', 'notice-updated', 'claim-updated'];

/** The sequence of the newest version of a state; 0 of an empty log. */
export async function endOfLog(api: Api): Promise<string> {
  const { items } = await patiently(api, addressOf(api.api, '/v1/changes?latest=1'));
  const newest: unknown = Array.isArray(items) ? items[0] : undefined;
  const sequence = isObject(newest) ? newest['sequence'] : '0';
  if (typeof sequence !== 'string' || !/^\d+$/.test(sequence))
    throw new UnexpectedAnswer('/v1/changes answered a change without a sequence');
  return sequence;
}

/**
 * Changes after a sequence, over any number of connections: one goes on behind the last change that was taken from
 * here. Events of types that are not known are passed over.
 */
export async function* changesAfter(
  connecting: Connecting,
  filter: Filter,
  after: string,
): AsyncGenerator<Change | Resync> {
  let position = after;
  const address = addressOf(connecting.api, '/v1/stream', filter);
  for await (const { id, event, data } of connections(connecting, address, () => position)) {
    if (event === 'resync') {
      const resync = resyncIn(data);
      yield resync;
      position = resync.after;
    } else if (event !== undefined && TYPES.includes(event)) {
      if (id === undefined || !/^\d+$/.test(id))
        throw new UnexpectedAnswer(`an event ${event} without a sequence`);
      const said = parsed(data, `event ${id}`);
      if (!isObject(said)) throw new UnexpectedAnswer(`event ${id} is no object`);
      yield { type: event, id, data: said } as unknown as Change;
      position = id;
    }
  }
}

function resyncIn(data: string): Resync {
  const said = parsed(data, 'a resync');
  const { snapshot, after } = isObject(said) ? said : {};
  if (typeof snapshot !== 'string' || typeof after !== 'string' || !/^\d+$/.test(after))
    throw new UnexpectedAnswer('a resync without snapshot or after');
  return { type: 'resync', snapshot, after };
}
