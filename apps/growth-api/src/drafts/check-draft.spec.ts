import { LARGEST_DRAFT, parseSeriesKey, type DraftFindings } from '@silkgauge/contract';
import { BUDGET, Turns, type Queryable, type StateChange } from '@silkgauge/read-model';
import { longestBlock } from '@silkgauge/testing';
import { dayText } from '@silkgauge/words';
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
  held: readonly HeldSeries[],
  query: Query,
  turns = () => new Turns(),
): Promise<DraftFindings> {
  const db = { query } as unknown as Queryable;
  const request = { text, lang: undefined, asOf: null, document: null, filter: {} };
  return checkDraft({ db, smallBases: {}, turns }, request, {
    ...{ asOf: null, sequence: '1', held },
  });
}
const textOf = (years: readonly string[]): string =>
  years.map((year) => `In ${year} CBEC of China was 5 billion yuan.`).join(' ');

it('states that a page cuts off are read with the next one, and names without a state are not left', async () => {
  const cut = (periods: readonly string[]): readonly StateChange[] => [state(periods[0] ?? '', BUDGET.page)];
  const found = await check('CBEC of China was 5 billion yuan.', heldOf(YEARS), ({ values: [, periods] }) =>
    Promise.resolve({ rows: cut(periods as readonly string[]) }),
  );
  expect(found.searched).toEqual({ states: 4, left: 0 });
  const none = await check(textOf(YEARS), heldOf(YEARS), () => Promise.resolve({ rows: [] }));
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
    heldOf(years),
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
  await check(text, heldOf(years), rows);
  // What else runs on the machine holds up one run, not each of three.
  const blocks: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { block, found } = await longestBlock(() => check(text, heldOf(years), rows));
    expect(found.findings.length).toBeGreaterThan(500);
    blocks.push(block);
  }
  expect(Math.min(...blocks)).toBeLessThan(50);
});

/** A number that rises and falls from day to day, and reaches its highest at day 40 of a thousand. */
const levelOn = (day: string): string => {
  const at = DAYS.indexOf(day) % 1_000;
  return String(at === 40 ? 5_000 : 1_000 + ((at * 7_919) % 997));
};
const DAYS = Array.from({ length: 10_000 }, (_, at) =>
  new Date(Date.UTC(1994, 0, 1 + at)).toISOString().slice(0, 10),
);
const LAST = DAYS.at(-1) ?? '';

describe('a record of a series of 10,000 days', () => {
  const days = DAYS.map((code) => ({ code, bounds: { start: code, end: code } }));
  const rows = ({ values: [, periods] }: Parameters<Query>[0]) =>
    Promise.resolve({
      rows: (periods as readonly string[]).map((period) => {
        const level = { value: levelOn(period), low: levelOn(period), high: levelOn(period), unit: 'CNY' };
        const sides = {
          reported: { ...level, status: '_U', formula: 'reported@1' },
          verdict: 'unchecked',
          gap: null,
        };
        const document = JSON.stringify({ level: sides, growth: {}, other: {}, flags: [] });
        return { ...state(period, 0), document };
      }),
    });
  const text = `On ${dayText(LAST, 'en')} CBEC of China hit a record low.`;
  const checked = (turns?: () => Turns) =>
    check(text, [{ series, domain: 'customs', periods: days }], rows, turns);

  it('is read by pages, and leaves the event loop its turns', async () => {
    await checked();
    const { block, found } = await longestBlock(() => checked());
    expect(found.findings).toMatchObject([
      { text: 'a record low', verdict: 'conflicts', record: { known: 9_999, since: DAYS[0], unread: 0 } },
    ]);
    expect(found.searched).toEqual({ states: 10_000, left: 0 });
    expect(block).toBeLessThan(50);
  });

  it('is not told where the time leaves days unread', async () => {
    const turns = new LateTurns();
    let pages = 0;
    const found = await check(
      `On ${dayText(DAYS[9_040] ?? '', 'en')} CBEC of China hit a record.`,
      [{ series, domain: 'customs', periods: days }],
      (query) => {
        pages += 1;
        turns.isLate = pages === 4;
        return rows(query);
      },
      () => turns,
    );
    expect(found.findings).toMatchObject([
      { verdict: 'unknown', reason: 'record', record: { unread: 8_440 } },
    ]);
    expect(found.searched).toEqual({ states: 601, left: 8_440 });
    expect(found.findings[0]?.sentence?.en).toContain('8440 earlier levels were not read');
  });
});
