import {
  isFullPage,
  readToldChanges,
  type Queryable,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import { isMatch } from '../filter/filter-index.ts';
import { readFilters } from '../filter/read-filter.ts';
import { LogEntry } from '../log/log-entry.ts';
import { Faults } from '../subscription/faults.ts';
import type { SubscriptionRequest } from '../subscription/subscription-request.ts';
import { MOST_WAITING } from './shown.ts';

/** Pages of the log that are looked through for what is due. */
const LOOKED_PAGES = 5;
const PAGE_ROWS = 1_000;

/** Matching changes behind the position of a subscription that is not live, as far as a few pages show. */
export async function changesBehind(db: Queryable, row: SubscriptionWithProgress): Promise<number> {
  if (row.live) return 0;
  const { types, filters } = JSON.parse(row.request) as SubscriptionRequest;
  const filtered = { types, filters: readFilters(filters, '', new Faults()) };
  let found = 0;
  let after = row.position;
  for (let page = 0; page < LOOKED_PAGES && found < MOST_WAITING; page += 1) {
    const rows = await readToldChanges(db, after, PAGE_ROWS);
    found += rows.filter((one) => isMatch(filtered, new LogEntry(one))).length;
    after = rows.at(-1)?.sequence ?? after;
    if (!isFullPage(rows, PAGE_ROWS)) break;
  }
  return found;
}
