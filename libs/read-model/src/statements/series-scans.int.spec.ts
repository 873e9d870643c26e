import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { readChangesAt } from '../notifier/log.ts';
import { readChangedStates } from '../queries/available-states.ts';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { readChanges, readLatestChanges, readStateChanges, readToldChanges } from './changes.ts';
import { readLogEntries } from './desk.ts';

const SERIES = 4_700;
const VERSIONS = 4;
const CHANGES = SERIES * VERSIONS;
/** Beyond five runs a named statement may keep one plan for all its values. */
const RUNS = 8;

const END = String(CHANGES - 3);

const STEPS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['of a stream', () => readToldChanges(readModel.pool, END, 1_000)],
  ['of all changes', () => readChanges(readModel.pool, END, 1_000)],
  ['of states', () => readStateChanges(readModel.pool, END, 500)],
  ['of the newest states', () => readLatestChanges(readModel.pool, 500)],
  ['of the desk', () => readLogEntries(readModel.pool, END, 1_000)],
  ['of the notifier', () => readChangesAt(readModel.pool, [CHANGES - 1, CHANGES])],
  ['of the states that there are', () => readChangedStates(readModel.pool, END, String(CHANGES)).next()],
];

let database: TestDatabase;
let readModel: ReadModel;

beforeAll(async () => {
  database = await testDatabase();
  // Each session flushes its own scan counts, so the pool has one connection.
  readModel = createReadModel(database.url, { max: 1 });
  const { pool } = readModel;
  // A service starts before there are series, and its statements keep the plans of that time.
  for (const [, step] of STEPS) for (let run = 0; run < RUNS; run += 1) await step();
  await pool.query(
    `insert into series (domain, key, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
     select 'customs', 'GACC.CN.CBEC.FULL._T._T.P' || n || '._T.CNY', 'GACC', 'CN', 'CBEC', 'FULL', '_T', '_T', 'P' || n, '_T', 'CNY'
     from generate_series(1, $1) as n`,
    [SERIES],
  );
  await pool.query(
    `insert into change (sequence, series_id, period, version, known_at, document)
     select row_number() over (order by version, series_id), series_id, '2020', version, now(), '{"level":{},"growth":{},"other":{},"flags":[],"change":{"reason":"reported","previous":null,"causes":[]}}'
     from series cross join generate_series(1, $1) as version`,
    [VERSIONS],
  );
  await pool.query('update change_cursor set last = $1', [CHANGES]);
}, 120_000);

afterAll(async () => {
  await readModel?.close();
  await database?.drop();
});

async function scansOfSeries(): Promise<number> {
  await readModel.pool.query('select pg_stat_force_next_flush()');
  const { rows } = await readModel.pool.query<{ scans: number }>(
    `select seq_scan::int as scans from pg_stat_user_tables where relname = 'series'`,
  );
  return rows[0]?.scans ?? -1;
}

describe('a step behind the log, among many series', () => {
  it.each(STEPS)('reads no whole table of series: %s', async (_, step) => {
    const before = await scansOfSeries();
    for (let run = 0; run < RUNS; run += 1) expect(await step()).not.toEqual([]);
    expect((await scansOfSeries()) - before).toBe(0);
  });
});
