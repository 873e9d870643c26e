import type { ServedState } from '@silkgauge/contract';
import {
  isFullPage,
  readStates,
  type GrowthFilter,
  type Queryable,
  type StatesPage,
} from '@silkgauge/read-model';
import type { JoinedStates } from '../states/joined-states.ts';
import { readMarkedStates, type MarkedPage } from '../states/marked-states.ts';
import { allPublishedStates } from '../published/published.ts';
import type { Publications } from '../published/published-figures.ts';
import type { TableQuery } from '../query/table-queries.ts';
import { COLUMNS } from './columns.ts';
import { csvLine } from './csv.ts';
import { measurementRows } from './measurement-rows.ts';

/** States in memory at once. */
const STATES_AT_A_TIME = 500;

export interface TableSources {
  readonly db: Queryable;
  readonly publications: Publications;
  readonly joined: JoinedStates;
}

/** The table in chunks of text; the next states are read when the last chunk was taken. */
export async function* tableText(sources: TableSources, query: TableQuery): AsyncGenerator<string, void> {
  yield csvLine(COLUMNS.map(({ name }) => name));
  for await (const states of lotsOf(sources, query)) yield states.map(linesOf).join('');
}

const linesOf = (state: ServedState): string =>
  measurementRows(state)
    .map((row) => csvLine(COLUMNS.map(({ cell }) => cell(row))))
    .join('');

async function* lotsOf(
  { db, publications, joined }: TableSources,
  { filter, notices, asOf, publishedBy }: TableQuery,
): AsyncGenerator<readonly ServedState[], void> {
  const limit = STATES_AT_A_TIME;
  if (publishedBy !== null) {
    yield* allPublishedStates(publications, filter, { until: publishedBy, notices, limit });
    return;
  }
  const states = await joined.at(asOf);
  const isMarked = notices && states.markedBy(notices);
  let after: { readonly key: string; readonly period: string } | null = null;
  do {
    const page: MarkedPage = isMarked
      ? await readMarkedStates(db, filter, isMarked, { asOf, after, limit })
      : await pageOf(db, filter, { asOf, after, limit });
    const show = await states.show(page.rows);
    yield page.rows.map((row) => JSON.parse(show(row)) as ServedState);
    after = page.next;
  } while (after !== null);
}

async function pageOf(db: Queryable, filter: GrowthFilter, page: StatesPage): Promise<MarkedPage> {
  const rows = await readStates(db, filter, page);
  const last = rows.at(-1);
  return { rows, next: last && isFullPage(rows, page.limit) ? { key: last.key, period: last.period } : null };
}
