import type { GrowthFilter } from '@silkgauge/contract';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type Queryable, type ReadModel } from '../read-model.ts';
import { readMatchingChanges, readStateKeys, readStates, sequenceBefore } from './states.ts';
import type { Sort } from './select-states.ts';

/** Series of the database, each with ten periods and two versions of each. */
const SERIES = 3_000;
/** Rows that a statement with an answer of at most ten may look at. */
const FEW = 700;

let database: TestDatabase;
let readModel: ReadModel;

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  const { pool } = readModel;
  await pool.query(
    `insert into series (key, domain, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
     select concat_ws('.', reporter, area, 'GOODS', 'FULL', 'X', '_T', 'HS' || n, 'US', 'CNY'), 'customs', reporter, area,
       'GOODS', 'FULL', 'X', '_T', 'HS' || n, 'US', 'CNY'
     from (select n, 'R' || n % 50 as reporter, case when n % 1000 = 7 then 'CN-Z-' || n else 'US-' || n % 90 end as area
           from generate_series(1, ${String(SERIES)}) n) s`,
  );
  const hasWords = 'version = 2 and year = 2015 and series_id % 500 = 3';
  const document = (
    words: string,
  ) => `'{"level":{"verdict":"unchecked","gap":null},"growth":{},"other":{},"flags":['
    || case when ${words} then '"small-base"' else '' end || '],"change":{"reason":"'
    || case when ${words} then 'withdrawn' else 'reported' end || '","previous":null,"causes":[]}}'`;
  await pool.query(
    `insert into change (sequence, series_id, period, version, known_at, document, words)
     select row_number() over (order by version, series_id, year), series_id, year::text, version,
       to_timestamp(version * 1e6 + series_id), ${document(hasWords)},
       array['unchecked'] || case when ${hasWords} then array['small-base', 'withdrawn'] else array['reported'] end
     from series, generate_series(2010, 2019) year, generate_series(1, 2) version`,
  );
  await pool.query(
    `insert into growth_state (series_id, period, period_start, period_end, version, sequence, known_at)
     select series_id, period, (period || '-01-01')::date, (period || '-12-31')::date, version, sequence, known_at
     from change where version = 2`,
  );
  await pool.query('update change_cursor set last = (select max(sequence) from change)');
  await pool.query('analyze');
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Rows of states and versions that the scans of a plan look at. */
function rowsLookedAt(plan: Plan): number {
  const own = ['change', 'growth_state'].includes(plan['Relation Name'] ?? '')
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsLookedAt(part), own);
}

/** Runs the statements of `read` and counts the rows that they look at. */
async function lookedAt(read: (db: Queryable) => Promise<readonly unknown[]>) {
  let rows = 0;
  const query = async (asked: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
    const [text, given] = typeof asked === 'string' ? [asked, values] : [asked.text, asked.values];
    const explained = await readModel.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${text}`,
      given,
    );
    rows += rowsLookedAt(explained.rows[0]?.['QUERY PLAN'][0].Plan as Plan);
    return readModel.pool.query(text, given);
  };
  const found = await read({ query } as unknown as Queryable);
  return { rows: Math.round(rows), found: found.length };
}

const by = (filter: GrowthFilter): GrowthFilter => filter;
const zones = ['CN'];
const asOf = { sequence: String(SERIES * 20) };

describe('a small answer is found without a look at all states', () => {
  it.each([
    ['flag', by({ flag: ['small-base'] }), 6],
    ['verdict that none has', by({ verdict: ['conflicts'] }), 0],
    ['flag and period', by({ flag: ['small-base'], period: ['2015'] }), 6],
    ['prefix', by({ area: ['CN-Z-*'], period: ['2012'] }), 3],
    ['place', by({ within: zones, period: ['2012'] }), 3],
    ['series', by({ keys: ['R7.CN-Z-7.GOODS.FULL.X._T.HS7.US.CNY'] }), 10],
    [
      'selection',
      by({
        selection: {
          id: 'spec',
          sets: [by({ flag: ['small-base'] }), by({ within: zones, period: ['2012'] })],
        },
      }),
      9,
    ],
  ])('by %s', async (_name, filter, expected) => {
    for (const query of [
      { asOf: null, after: null, limit: 100 },
      { asOf, after: null, limit: 100 },
    ]) {
      const states = await lookedAt((db) => readStates(db, filter, query));
      expect(states.found).toBe(expected);
      expect(states.rows).toBeLessThan(FEW);
      const keys = await lookedAt((db) => readStateKeys(db, filter, query));
      expect(keys.found).toBe(expected);
      expect(keys.rows).toBeLessThan(FEW);
    }
  });

  it.each<[Sort['by'], boolean, number]>([
    ['key', false, FEW],
    ['key', true, FEW],
    // Of one period all keys are sorted.
    ['period', false, 3 * SERIES + FEW],
    ['period', true, 3 * SERIES + FEW],
    // Ascending by append time, all versions that have a newer one come first.
    ['knownAt', true, FEW],
  ])('on a page by %s, descending: %s', async (order, descending, most) => {
    const query = { asOf: null, until: asOf.sequence, sort: { by: order, descending }, limit: 5 };
    const key = 'R5.US-5.GOODS.FULL.X._T.HS5.US.CNY';
    const after = { key, period: '2015', knownAt: '1970-01-24T03:33:25.000Z' };
    for (const place of [null, after]) {
      const { rows, found } = await lookedAt((db) => readStates(db, by({}), { ...query, after: place }));
      expect(found).toBe(5);
      expect(rows).toBeLessThan(most);
    }
  });

  it.each([
    ['reason', by({ reason: ['withdrawn'] }), 6],
    ['flag', by({ flag: ['small-base'] }), 6],
    ['prefix and period', by({ area: ['CN-Z-*'], period: ['2012'] }), 6],
  ])('in the log by %s', async (_name, filter, expected) => {
    const range = { after: '0', until: asOf.sequence, limit: 100 };
    const { rows, found } = await lookedAt((db) => readMatchingChanges(db, filter, range));
    expect(found).toBe(expected);
    expect(rows).toBeLessThan(FEW);
  });

  it('in the log from an instant on', async () => {
    const since = new Date((2e6 + SERIES - 1) * 1_000).toISOString();
    const { rows } = await lookedAt(async (db) => {
      const before = await sequenceBefore(db, since);
      expect(before).toBe(String(SERIES * 20 - 10));
      return readMatchingChanges(db, by({}), {
        after: before ?? '0',
        until: asOf.sequence,
        since,
        limit: 100,
      });
    });
    expect(rows).toBeLessThan(FEW);
  });

  it('from an instant before the whole log', async () => {
    const { rows } = await lookedAt(async (db) => {
      const before = await sequenceBefore(db, '1969-12-31T23:59:59Z');
      expect(before).toBe('0');
      return [];
    });
    expect(rows).toBeLessThan(FEW);
  });
});
