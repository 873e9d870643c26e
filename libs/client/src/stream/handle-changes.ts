import type { Api, Filter } from '../http/ask.ts';
import { changesAfter, endOfLog, type Change, type Kind, type UsualKind } from './changes.ts';
import type { CursorStore } from './cursor.ts';
import { presentAt } from './snapshots.ts';

export interface StreamOptions<K extends Kind = UsualKind> extends Api {
  /** What comes: `['alert', 'bulletin']`. Absent: states, notices and claims. */
  readonly kinds?: readonly K[];
  /** Filters of `GET /v1/stream`. */
  readonly filter?: Filter;
  /** Where to go on, and where each handled change is noted; without one the stream starts now. */
  readonly cursor?: CursorStore;
  /** Milliseconds of silence after which the connection is made anew: 45,000. */
  readonly quiet?: number;
  /** Most characters of one event: 16 Mi. */
  readonly largest?: number;
}

/**
 * Hands each change to `handle`, in order, one at a time; what `handle` does not wait for is not held back. The cursor
 * is written after `handle` has returned, so a change comes again after a crash in between; the first start writes the
 * end of the log. Where changes are no longer kept (`resync`), the present states, alerts, releases and bulletins come
 * in their place, as far as `kinds` has them; notices and claims among those changes do not come.
 *
 * Returns once the signal aborts or the service answers 204. @throws what `handle` throws; Refused at 401, 403 and
 * whatever else will not change
 */
export async function stream<K extends Kind = UsualKind>(
  options: StreamOptions<K>,
  handle: (change: Change<K>) => unknown,
): Promise<void> {
  try {
    await handled(options, handle);
  } catch (error) {
    if (error !== options.signal?.reason) throw error;
  }
}

async function handled<K extends Kind>(
  options: StreamOptions<K>,
  handle: (change: Change<K>) => unknown,
): Promise<void> {
  const { cursor, filter = {}, kinds } = options;
  if ('kinds' in filter) throw new TypeError('kinds is no filter: give it beside filter');
  let after = await cursor?.read();
  if (after === undefined) {
    after = await endOfLog(options, kinds);
    // A stop before the first change must not move the start.
    await cursor?.write(after);
  }
  for await (const change of changesAfter(options, filter, after, kinds)) {
    if (change.type === 'resync') {
      for await (const present of presentAt(options, change)) await handle(present as Change<K>);
      await cursor?.write(change.after);
    } else {
      await handle(change);
      await cursor?.write(change.id);
    }
  }
}
