import type { StateDocument } from '@silkgauge/contract';
import { isFullPage, readStates, stateJson, type Queryable } from '@silkgauge/read-model';
import { allPublishedStates } from '../published.ts';
import type { Publications } from '../published-world.ts';
import type { TableQuery } from '../query/table-queries.ts';
import { COLUMNS } from './columns.ts';
import { csvLine } from './csv.ts';
import { measurementRows, type TabledState } from './measurement-rows.ts';

/** States in memory at a time. */
const STATES_AT_A_TIME = 500;

/** The table as text, some states at a time: the next are read when the last have been taken. */
export async function* tableText(
  db: Queryable,
  publications: Publications,
  query: TableQuery,
): AsyncGenerator<string, void> {
  yield csvLine(COLUMNS.map(({ name }) => name));
  for await (const states of lotsOf(db, publications, query)) yield states.map(linesOf).join('');
}

const linesOf = (state: TabledState): string =>
  measurementRows(state)
    .map((row) => csvLine(COLUMNS.map(({ cell }) => cell(row))))
    .join('');

async function* lotsOf(
  db: Queryable,
  publications: Publications,
  { filter, asOf, publishedBy }: TableQuery,
): AsyncGenerator<readonly TabledState[], void> {
  const limit = STATES_AT_A_TIME;
  if (publishedBy !== null) {
    yield* allPublishedStates(publications, filter, publishedBy, limit);
    return;
  }
  let after: { readonly key: string; readonly period: string } | null = null;
  do {
    const rows = await readStates(db, filter, { asOf, after, limit });
    yield rows.map((row) => JSON.parse(stateJson(row)) as TabledState & StateDocument);
    const last = rows.at(-1);
    after = last && isFullPage(rows, limit) ? { key: last.key, period: last.period } : null;
  } while (after !== null);
}
