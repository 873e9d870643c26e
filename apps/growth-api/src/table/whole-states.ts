import {
  isFullPage,
  readStatesOf,
  type Queryable,
  type StateChange,
  type StatePlace,
  type StatesQuery,
} from '@silkgauge/read-model';
import type { JoinedStates } from '../states/joined-states.ts';
import { placeBehind } from '../states/place-behind.ts';
import { allPublishedStates } from '../published/published.ts';
import { ALWAYS, type Publications } from '../published/published-figures.ts';
import type { WholeQuery } from './whole-query.ts';
import { readAhead } from './read-ahead.ts';
import { keysInPages, type KeysQuery } from './state-keys.ts';

/**
 * States of a lot: few, so that a lot is dropped while it is young; fewer where they fill a page of `BUDGET.page`
 * bytes. Of lots that are read ahead an answer has up to four in memory.
 */
export const STATES_AT_A_TIME = 200;

/** What states are read from, as a Nest provider. */
export class StateSources {
  readonly db: Queryable;
  readonly publications: Publications;
  readonly joined: JoinedStates;

  constructor(db: Queryable, publications: Publications, joined: JoinedStates) {
    this.db = db;
    this.publications = publications;
    this.joined = joined;
  }
}

/** A query whose states may be those alone that changed after a point in the log, or are behind a series. */
export type WholeStatesQuery = WholeQuery & Pick<KeysQuery, 'changedAfter' | 'behind'>;

/**
 * All states of a query as JSON texts, in lots. A query that is pinned to a sequence shows one moment without a
 * transaction: each statement reads as of that sequence, and holds back no vacuum while a reader is slow.
 */
export const wholeStates = (
  sources: StateSources,
  query: WholeStatesQuery,
): AsyncGenerator<readonly string[], void> => readAhead(statesOf(sources, query));

async function* statesOf(
  { db, publications, joined }: StateSources,
  { filter, notice: notices, publishedBy, release, ...query }: WholeStatesQuery,
): AsyncGenerator<readonly string[], void> {
  if (publishedBy !== null || release !== null) {
    const until = publishedBy ?? ALWAYS;
    const asked = { until, release, notices, sort: query.sort };
    for await (const states of allPublishedStates(publications, filter, asked))
      yield states.map((state) => JSON.stringify(state));
    return;
  }
  const { asOf } = query;
  const states = await joined.at(asOf);
  const isMarked = notices && states.markedBy(notices);
  for await (const names of keysInPages(db, filter, query)) {
    const wanted = isMarked ? names.filter(({ key, period }) => isMarked(key, period)) : names;
    for await (const rows of statesInLots(db, wanted, asOf)) {
      const show = await states.show(rows);
      yield rows.map(show);
    }
  }
}

/** The states of these names, each of which stands once, that there were as of `asOf`. */
export async function* statesInLots(
  db: Queryable,
  names: readonly StatePlace[],
  asOf: StatesQuery['asOf'],
): AsyncGenerator<readonly StateChange[], void> {
  for (let from = 0; from < names.length;) {
    const lot = names.slice(from, from + STATES_AT_A_TIME);
    const rows = await readStatesOf(db, lot, { asOf });
    yield rows;
    from += isFullPage(rows, lot.length) ? placeBehind(lot, rows.at(-1)) : lot.length;
  }
}
