import { setImmediate as breathe } from 'node:timers/promises';
import { readFilters, type SubscriptionRequest } from '@silkgauge/contract';
import {
  isFullPage,
  readToldChanges,
  type Queryable,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import { isMatch } from '../filter/filter-index.ts';
import { LogEntry } from '../log/log-entry.ts';

/** Changes that are looked through for what is due of one subscription. */
const LOOKED = 5_000;
/** Changes that are judged for all of a list, which takes no more of the processor from deliveries. */
const JUDGED = 20_000;
const PAGE_ROWS = 1_000;

/**
 * Matching changes behind the positions of subscriptions that are not live, by id, as far as is looked. Those of a
 * list share what is read; where many are far behind, the last may be told less.
 */
export async function changesBehind(
  db: Queryable,
  rows: readonly SubscriptionWithProgress[],
): Promise<ReadonlyMap<string, number>> {
  const looks = rows.filter(({ live }) => !live).map(lookOf);
  let judged = 0;
  for (let reached = 0; judged < JUDGED;) {
    const open = looks.filter(({ left }) => left > 0);
    if (open.length === 0) break;
    const after = Math.max(reached, Math.min(...open.map(({ position }) => position)));
    const page = await readToldChanges(db, String(after), PAGE_ROWS);
    const entries = page.map((row) => new LogEntry(row));
    for (const look of open) {
      if (judged >= JUDGED) break;
      const behind = entries.filter(({ sequence }) => sequence > look.position).slice(0, look.left);
      look.found += behind.filter((entry) => isMatch(look, entry)).length;
      look.left -= behind.length;
      judged += behind.length;
      await breathe();
    }
    if (!isFullPage(page, PAGE_ROWS)) break;
    reached = entries.at(-1)?.sequence ?? after;
  }
  return new Map(looks.map(({ id, found }) => [id, found]));
}

function lookOf({ id, request, position }: SubscriptionWithProgress) {
  const { types, filters } = JSON.parse(request) as SubscriptionRequest;
  const filtered = { types, filters: readFilters(filters) };
  return { id, ...filtered, position: Number(position), left: LOOKED, found: 0 };
}
