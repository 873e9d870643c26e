import { parseSeriesKey, type DraftFindings } from '@silkgauge/contract';
import { BUDGET, type Queryable, type StateChange } from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';
import { checkDraft } from './check-draft.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const YEARS = ['2017', '2018', '2019', '2020'];
const series = parseSeriesKey(KEY);
if (!series) throw new Error('no series key');
const periods = YEARS.map((code) => ({
  code,
  bounds: { start: `${code}-01-01`, end: `${code}-12-31` },
}));
const HELD: readonly HeldSeries[] = [{ series, domain: 'customs', periods }];

const state = (period: string, bytes: number): StateChange => ({
  ...{ sequence: '1', key: KEY, domain: 'customs', period, version: 1, known_at: new Date(0) },
  document: `{"level":{"verdict":"unchecked","gap":null},"growth":{},"other":{},"flags":[]${' '.repeat(bytes)}}`,
});

/** Checks a text on four years in a database that answers with these rows. */
function searched(rows: readonly StateChange[]): Promise<DraftFindings['searched']> {
  const db = { query: () => Promise.resolve({ rows }) } as unknown as Queryable;
  const text = YEARS.map((year) => `In ${year} CBEC of China was 5 billion yuan.`).join(' ');
  const request = { text, lang: undefined, asOf: null, filter: { dimensions: {} } };
  return checkDraft(db, request, { asOf: null, sequence: '1', held: HELD }).then((found) => found.searched);
}

it.each([
  [['2018'], 0, { states: 1, left: 0 }],
  [['2017', '2019'], BUDGET.page, { states: 2, left: 1 }],
  [YEARS, BUDGET.page, { states: 4, left: 0 }],
] as const)(
  'states that a page cuts off are left, and names without a state are not: %j',
  async (years, bytes, told) => {
    const rows = years.map((year, at) => state(year, at === years.length - 1 ? bytes : 0));
    expect(await searched(rows)).toEqual(told);
  },
);
