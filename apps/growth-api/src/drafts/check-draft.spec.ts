import { LARGEST_DRAFT, parseSeriesKey, type DraftFindings } from '@silkgauge/contract';
import { BUDGET, Turns, type Queryable, type StateChange } from '@silkgauge/read-model';
import { longestBlock } from '@silkgauge/testing';
import type { HeldSeries } from '../states/available-states.ts';
import { checkDraft } from './check-draft.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const YEARS = ['2017', '2018', '2019', '2020'];
const series = parseSeriesKey(KEY);
if (!series) throw new Error('no series key');
const heldOf = (years: readonly string[]): readonly HeldSeries[] => [
  {
    ...{ series, domain: 'customs' },
    periods: years.map((code) => ({ code, bounds: { start: `${code}-01-01`, end: `${code}-12-31` } })),
  },
];

const state = (period: string, bytes: number): StateChange => ({
  ...{ sequence: '1', key: KEY, domain: 'customs', period, version: 1, known_at: new Date(0) },
  document: `{"level":{"verdict":"unchecked","gap":null},"growth":{},"other":{},"flags":[]${' '.repeat(bytes)}}`,
});

type Query = (query: {
  readonly values: readonly unknown[];
}) => Promise<{ readonly rows: readonly unknown[] }>;

function check(
  text: string,
  years: readonly string[],
  query: Query,
  turns = () => new Turns(),
): Promise<DraftFindings> {
  const db = { query } as unknown as Queryable;
  const request = { text, lang: undefined, asOf: null, document: null, filter: { dimensions: {} } };
  return checkDraft({ db, smallBases: {}, turns }, request, {
    asOf: null,
    sequence: '1',
    held: heldOf(years),
  });
}
const textOf = (years: readonly string[]): string =>
  years.map((year) => `In ${year} CBEC of China was 5 billion yuan.`).join(' ');

it('states that a page cuts off are read with the next one, and names without a state are not left', async () => {
  const cut = (periods: readonly string[]): readonly StateChange[] => [state(periods[0] ?? '', BUDGET.page)];
  const found = await check('CBEC of China was 5 billion yuan.', YEARS, ({ values: [, periods] }) =>
    Promise.resolve({ rows: cut(periods as readonly string[]) }),
  );
  expect(found.searched).toEqual({ states: 4, left: 0 });
  const none = await check(textOf(YEARS), YEARS, () => Promise.resolve({ rows: [] }));
  expect(none.searched).toEqual({ states: 0, left: 0 });
});

/** Half of whose time is over as soon as something was read. */
class LateTurns extends Turns {
  isLate = false;
  override get areLate(): boolean {
    return this.isLate;
  }
}

it('what the time leaves unread is told', async () => {
  const turns = new LateTurns();
  const years = Array.from({ length: 400 }, (_, at) => String(1900 + at));
  const found = await check(
    'CBEC of China was 5 billion yuan.',
    years,
    ({ values: [, periods] }) => {
      turns.isLate = true;
      return Promise.resolve({ rows: (periods as readonly string[]).map((period) => state(period, 0)) });
    },
    () => turns,
  );
  expect(found.searched).toEqual({ states: 200, left: 200 });
});

it('the largest text of numbers leaves the event loop its turns', async () => {
  const years = Array.from({ length: 100 }, (_, at) => String(1950 + at));
  const text = `${textOf(years)} ${'2 yuan in China, '.repeat(LARGEST_DRAFT)}`.slice(0, LARGEST_DRAFT);
  const rows = ({ values: [, periods] }: Parameters<Query>[0]) =>
    Promise.resolve({ rows: (periods as readonly string[]).map((period) => state(period, 0)) });
  await check(text, years, rows);
  const { block, found } = await longestBlock(() => check(text, years, rows));
  expect(found.findings.length).toBeGreaterThan(500);
  expect(block).toBeLessThan(50);
});
