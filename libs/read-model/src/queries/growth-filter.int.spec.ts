import { type Flag, type Verdict } from '@silkgauge/codelists';
import fc from 'fast-check';
import {
  DIMENSIONS,
  parseSeriesKey,
  passesFilter,
  type Filtered,
  type GrowthFilter,
  type StateFilter,
  passesSeries,
  type Dimension,
  type FilterName,
} from '@silkgauge/contract';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { codeGraphs } from '../code-graphs.ts';
import { createReadModel, inTransaction, type ReadModel } from '../read-model.ts';
import { appendChanges } from '../statements/commit-batch.ts';
import { registerSeries } from '../statements/series.ts';
import { countStates } from './count-states.ts';
import { readSeries } from './registers.ts';
import type { Sort, StatePlace } from './select-states.ts';
import { filteredVersion, wordsOf } from './state-words.ts';
import { readMatchingChanges, readStateKeys, readStates, sequenceBefore } from './states.ts';

const CODES: Record<(typeof DIMENSIONS)[number], readonly string[]> = {
  reporter: ['GACC', 'ZAEZ'],
  area: ['CN', 'CN-41'],
  indicator: ['CBEC', 'GOODS'],
  coverage: ['FULL', '_U'],
  flow: ['X', '_T'],
  mode: ['9610', '_T'],
  product: ['HS85', '_T'],
  counterpart: ['US', '_T'],
  currency: ['CNY', 'USD'],
};
const PERIODS = [
  '2019',
  '2020',
  '2020-S1',
  '2020-Q2',
  '2020-02',
  '2020-02-29',
  '2020-02-15/P20D',
  '_U',
  '2020-01',
  '2020-03',
];

const VERDICTS: Verdict[] = ['agrees', 'within-rounding', 'conflicts', 'unchecked'];
const FLAGS: Flag[] = ['small-base', 'calendar-effect', 'partial-period'];
const REASONS: NonNullable<GrowthFilter['reason']>[number][] = ['reported', 'restated', 'withdrawn'];

interface Version extends Filtered {
  readonly key: string;
  readonly sequence: number;
  readonly version: number;
  readonly document: string;
  readonly knownAt: Date;
}

const AREAS = codeGraphs().areas;

let database: TestDatabase;
let readModel: ReadModel;
/** Versions of every third combination of the codes above, each with two periods, in order of sequence. */
const versions: Version[] = [];
const keys: { key: string; domain: 'customs' | 'platform'; periods: string[] }[] = [];
/** Months of sales with a later month, and without one. */
const MONTHS = { over: '2020-01', running: '2020-03' };

/** A document with words that follow from a number, and the words of its past in `previous`. */
function documentOf(seed: number, isSale = false): string {
  const pick = (words: readonly string[], by: number) => words[Math.floor(seed / by) % words.length] ?? '';
  const side = (by: number) => ({ verdict: pick(VERDICTS, by), gap: null });
  return JSON.stringify({
    level: { unit: '","verdict":"conflicts" \u0000', ...side(1) },
    growth: { GY: side(4) },
    other: { 'growth-change': side(2) },
    ...(isSale && { counts: { events: '1', units: '1' } }),
    flags: isSale ? [] : FLAGS.filter((_, at) => Math.floor(seed / 3) & (1 << at)),
    change: {
      reason: pick(REASONS, 5),
      previous: { level: { verdict: 'not-comparable' }, flags: ['small-base'] },
      causes: [],
    },
  });
}

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  for (let at = 0; at < 512; at += 3) {
    const key = DIMENSIONS.map((name, bit) => CODES[name][(at >> bit) & 1]).join('.');
    const periods = PERIODS.filter((_, index) => (at * 7 + index) % 4 === 0);
    keys.push({ key, domain: at % 2 === 0 ? 'customs' : 'platform', periods });
  }
  for (const round of [1, 2, 3]) await commitRound(round);
});

/** Commits one version of each key, of every second key in round 2, and of the first keys in round 3. */
async function commitRound(round: number): Promise<void> {
  const ofRound = keys.filter((_, at) => (round === 1 ? true : round === 2 ? at % 2 === 0 : at < 5));
  const first = versions.length;
  for (const { key, domain, periods } of ofRound) {
    const series = parseSeriesKey(key);
    if (!series) throw new Error(key);
    for (const period of periods) {
      const seed = versions.length * 7 + round;
      const document = documentOf(seed, domain === 'platform' && Object.values(MONTHS).includes(period));
      // Append times of different keys are in no order.
      const knownAt = new Date(round * 1_000_000 + ((seed * 7_919) % 1_000) * 500);
      const sequence = versions.length + 1;
      const one = filteredVersion({ series, domain, period }, () => document);
      versions.push({ ...one, key, version: round, sequence, document, knownAt });
    }
  }
  await inTransaction(readModel.pool, async (tx) => {
    const ids = new Map<string, string>();
    for (const { key, domain } of ofRound) {
      const [row] = await registerSeries(tx, domain, [key]);
      ids.set(key, row?.series_id ?? '');
    }
    const changes = versions
      .slice(first)
      .map(({ key, ...one }) => ({ ...one, seriesId: ids.get(key) ?? '' }));
    await appendChanges(tx, changes);
    await tx.query(
      `insert into sale_month (platform, month, sequence, known_at)
       select distinct reporter, $1, 1, to_timestamp(0) from series where domain = 'platform' on conflict do nothing`,
      [MONTHS.running],
    );
  });
}
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

const some = (values: readonly string[]) => fc.subarray([...values, 'ABSENT'], { minLength: 1 });
const day = fc.constantFrom(
  '2019-01-01',
  '2020-01-01',
  '2020-02-15',
  '2020-02-29',
  '2020-03-05',
  '2020-06-30',
  '2020-12-31',
);
/** The codes of a dimension, and prefixes of them. */
const codes = (values: readonly string[]) =>
  some([...values, ...values.map((code) => `${code.slice(0, 2)}*`), 'C_*', '_*']);
/** Values of each filter of the table. */
const VALUES: { readonly [Name in FilterName]: fc.Arbitrary<NonNullable<StateFilter[Name]>> } = {
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, codes(CODES[name])])) as Record<
    Dimension,
    fc.Arbitrary<string[]>
  >),
  within: some(['CN', 'CN-41']),
  domain: fc.constantFrom('customs', 'platform'),
  period: some(PERIODS),
  from: day,
  to: day,
  verdict: fc.subarray(VERDICTS, { minLength: 1 }),
  flag: fc.subarray(FLAGS, { minLength: 1 }),
};
const states: fc.Arbitrary<StateFilter> = fc.record(VALUES, { requiredKeys: [] });
/** Filters of one condition besides a selection: several conditions at once let little pass. */
const filters: fc.Arbitrary<GrowthFilter> = fc
  .tuple(states, fc.option(fc.array(states, { minLength: 1, maxLength: 3 }), { nil: undefined }))
  .map(([own, sets]) => ({ ...own, ...(sets && { selection: { id: 'spec', sets } }) }));

type Clock = { readonly sequence: string } | { readonly instant: string };
const clocks: fc.Arbitrary<Clock | null> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 2_000 }).map((sequence) => ({ sequence: String(sequence) })),
  fc.integer({ min: 0, max: 4_000_000 }).map((ms) => ({ instant: new Date(ms).toISOString() })),
);

const isKnown = ({ sequence, knownAt }: Version, asOf: Clock | null) =>
  asOf === null ||
  ('sequence' in asOf ? sequence <= Number(asOf.sequence) : knownAt.toISOString() <= asOf.instant);

/** The newest known versions of the keys, `partial-period` of months of sales by what is known of the platform. */
function statesAsOf(asOf: Clock | null): Version[] {
  const newest = new Map<string, Version>();
  for (const one of versions) if (isKnown(one, asOf)) newest.set(`${one.key}/${one.period}`, one);
  const isMonthKnown = asOf === null || 'instant' in asOf || Number(asOf.sequence) >= 1;
  return [...newest.values()].map((one) => {
    if (!one.document.includes('"counts"')) return one;
    const isRunning = !isMonthKnown || one.period >= MONTHS.running;
    if (!isRunning || !one.said) return one;
    return { ...one, said: { ...one.said, words: new Set([...one.said.words, 'partial-period']) } };
  });
}

const named = (rows: readonly { key: string; period: string }[]) =>
  rows.map(({ key, period }) => `${key}/${period}`).sort();

describe('a growth filter', () => {
  it('matches the same states in the list, the keys, the count and memory, as of any clock', async () => {
    await fc.assert(
      fc.asyncProperty(filters, clocks, async (filter, asOf) => {
        const expected = named(statesAsOf(asOf).filter((state) => passesFilter(filter, state, AREAS)));
        const page = { asOf, after: null, limit: 10_000 };
        expect(named(await readStates(readModel.pool, filter, page))).toEqual(expected);
        expect(named(await readStateKeys(readModel.pool, filter, page))).toEqual(expected);
        expect((await countStates(readModel.pool, filter, asOf)).states).toBe(expected.length);
      }),
      { numRuns: 200 },
    );
  });

  it('matches the same changes in the log and memory, with reasons and from an instant on', async () => {
    const reasons = fc.option(fc.subarray(REASONS, { minLength: 1 }), { nil: undefined });
    const since = fc.option(fc.integer({ min: 0, max: 4_000_000 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(filters, reasons, since, async (filter, wanted, ms) => {
        const asked = { ...filter, ...(wanted && { reason: wanted }) };
        const expected = versions
          .filter((one) => passesFilter(asked, one, AREAS) && (ms === null || one.knownAt.getTime() > ms))
          .map(({ sequence }) => String(sequence));
        const range = {
          after: '0',
          until: '1000000',
          limit: 10_000,
          since: ms === null ? null : new Date(ms).toISOString(),
        };
        const rows = await readMatchingChanges(readModel.pool, asked, range);
        expect(rows.map(({ sequence }) => sequence)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the words of each version beside it', async () => {
    const { rows } = await readModel.pool.query<{ document: string; words: string[] }>(
      'select document, words from change',
    );
    expect(rows.length).toBe(versions.length);
    for (const { document, words } of rows) expect(new Set(words)).toEqual(wordsOf(document));
    expect([...wordsOf('{}')]).toEqual([]);
  });

  it('finds the sequence before the first change after an instant', async () => {
    for (const ms of [0, 1_000_400, 1_499_500, 2_000_000, 3_499_500, 4_000_000]) {
      const first = versions.find(({ knownAt }) => knownAt.getTime() > ms);
      const before = first ? String(first.sequence - 1) : null;
      expect(await sequenceBefore(readModel.pool, new Date(ms).toISOString())).toBe(before);
    }
  });

  it('ignores periods and words for series', async () => {
    await fc.assert(
      fc.asyncProperty(states, async (filter) => {
        const expected = keys.filter(({ key, domain }) => {
          const series = parseSeriesKey(key);
          return series && passesSeries(filter, { series, domain }, AREAS);
        });
        const rows = await readSeries(readModel.pool, filter, null, 10_000);
        expect(rows.map((row) => row.key)).toEqual(expected.map(({ key }) => key).sort());
      }),
      { numRuns: 50 },
    );
  });
});

const sorts: fc.Arbitrary<Sort> = fc.record({
  by: fc.constantFrom('key', 'period', 'knownAt'),
  descending: fc.boolean(),
});

/** Texts that sort as the states do. */
const orderOf = (sort: Sort, { key, period, bounds, knownAt }: Version): string[] => {
  if (sort.by === 'key') return [key, period];
  return sort.by === 'period' ? [bounds?.start ?? '', period, key] : [knownAt.toISOString(), key, period];
};
const compare = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

describe('pages of states', () => {
  it('add up to the whole list in its order, for every sort and limit', async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 20, max: 400 }), async (filter, sort, limit) => {
        const expected = statesAsOf(null).filter((state) => passesFilter(filter, state, AREAS));
        expected.sort((a, b) => compare(orderOf(sort, a), orderOf(sort, b)) * (sort.descending ? -1 : 1));
        const until = String(versions.length);
        const found: string[] = [];
        const foundKeys: string[] = [];
        for (let after: StatePlace | null = null; ;) {
          const query = { asOf: null, until, sort, after, limit };
          const rows = await readStates(readModel.pool, filter, query);
          found.push(...rows.map(({ sequence }) => sequence));
          foundKeys.push(
            ...(await readStateKeys(readModel.pool, filter, query)).map((row) => `${row.key}/${row.period}`),
          );
          const last = rows.at(-1);
          if (!last) break;
          after = { key: last.key, period: last.period, knownAt: last.known_at.toISOString() };
        }
        expect(found).toEqual(expected.map(({ sequence }) => String(sequence)));
        expect(foundKeys).toEqual(expected.map(({ key, period }) => `${key}/${period}`));
      }),
      { numRuns: 80 },
    );
  });
});
