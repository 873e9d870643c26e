import { asksForWords, type GrowthFilter } from '@silkgauge/contract';
import {
  readSeriesSizes,
  readStateKeys,
  type Queryable,
  type StatePlace,
  type StatesQuery,
} from '@silkgauge/read-model';
import { placeOfKey } from '../states/marked-states.ts';

/** Keys that one statement finds: a place is looked for once for so many states, and they are short. */
const KEYS_AT_A_TIME = 5_000;
/** Series whose sizes one statement tells. */
const SERIES_AT_A_TIME = 1_000;

export interface KeysQuery
  extends Pick<StatesQuery, 'asOf' | 'changedAfter'>, Required<Pick<StatesQuery, 'sort'>> {
  /** In order of key: only series behind this one. */
  readonly behind?: string | null;
}

/** Behind all periods of a series. */
const LAST_PERIOD = '~';

/**
 * Keys of a filter in an order, in pages. In order of key they are found series by series, so that the last page
 * costs what the first one did; some of them may have had no state as of `asOf`. Few states have the words of a
 * filter, and an index finds those.
 */
export function keysInPages(
  db: Queryable,
  filter: GrowthFilter,
  query: KeysQuery,
): AsyncGenerator<readonly StatePlace[], void> {
  const { by, descending } = query.sort;
  const isBySeries = by === 'key' && !descending && !hasWords(filter);
  if (isBySeries) return keysBySeries(db, filter, query);
  const { behind = null, ...others } = query;
  return keysByPlace(db, filter, others, behind === null ? null : { key: behind, period: LAST_PERIOD });
}

const hasWords = (filter: GrowthFilter): boolean =>
  asksForWords(filter) || filter.selection?.sets.some(asksForWords) === true;

async function* keysBySeries(
  db: Queryable,
  filter: GrowthFilter,
  { sort, behind = null, changedAfter = null }: KeysQuery,
): AsyncGenerator<readonly StatePlace[], void> {
  for await (const keys of seriesInRuns(db, filter, { behind, changedAfter }))
    yield* keysByPlace(db, { ...filter, keys }, { sort, changedAfter, asOf: null });
}

/** Keys of series in order, in runs whose states fit into one page of keys, as far as a series does. */
async function* seriesInRuns(
  db: Queryable,
  filter: GrowthFilter,
  { behind, changedAfter }: Required<Pick<KeysQuery, 'behind' | 'changedAfter'>>,
): AsyncGenerator<readonly string[], void> {
  for (let after = behind; ;) {
    const series = await readSeriesSizes(db, filter, { after, limit: SERIES_AT_A_TIME, changedAfter });
    let run: string[] = [];
    let states = 0;
    for (const { key, states: more } of series) {
      if (run.length > 0 && states + more >= KEYS_AT_A_TIME) {
        yield run;
        [run, states] = [[], 0];
      }
      run.push(key);
      states += more;
    }
    if (run.length > 0) yield run;
    if (series.length < SERIES_AT_A_TIME) return;
    after = series.at(-1)?.key ?? null;
  }
}

/** Each page looks for its place anew. */
async function* keysByPlace(
  db: Queryable,
  filter: GrowthFilter,
  query: Omit<KeysQuery, 'behind'>,
  behind: StatePlace | null = null,
): AsyncGenerator<readonly StatePlace[], void> {
  for (let after = behind; ;) {
    const page = { ...query, after, limit: KEYS_AT_A_TIME };
    const keys: readonly StatePlace[] = (await readStateKeys(db, filter, page)).map(placeOfKey);
    yield keys;
    after = keys.at(-1) ?? null;
    if (keys.length < KEYS_AT_A_TIME) return;
  }
}
