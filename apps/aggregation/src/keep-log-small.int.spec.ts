import { parseSeriesKey } from '@silkgauge/contract';
import {
  advanceRelay,
  appendChanges,
  createReadModel,
  inTransaction,
  readStateChanges,
  readFolds,
  readHistory,
  readState,
  registerSeries,
  downsampledUntil,
  upsertJobs,
  type NewChange,
  type ReadModel,
} from '@silkgauge/read-model';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { LogKeeper } from './keep-log-small.ts';

const SALES = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
const CUSTOMS = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const DAY = 86_400_000;
let database: TestDatabase;
let readModel: ReadModel;
let keeper: LogKeeper;
const ids = new Map<string, string>();
const versions = new Map<string, number>();

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  keeper = new LogKeeper({ readModel, keepMs: DAY, log: () => undefined, reach: 7 });
  versions.clear();
  for (const [domain, key] of [
    ['platform', SALES],
    ['customs', CUSTOMS],
  ] as const) {
    const series = parseSeriesKey(key);
    if (!series) throw new Error(key);
    const [row] = await registerSeries(readModel.pool, domain, [key]);
    ids.set(key, row?.series_id ?? '');
  }
});
afterEach(async () => {
  await readModel.close();
  await database.drop();
});

/** Causes of a version; sales with the offsets folded into it. */
type Cause = { topic: string; from?: number; to?: number };

/** One version at a time of day such as `10:05`, by append time. */
function version(key: string, period: string, at: string, { topic, from, to }: Cause): NewChange {
  const name = `${key}/${period}`;
  const next = (versions.get(name) ?? 0) + 1;
  versions.set(name, next);
  const folded =
    from === undefined || to === undefined
      ? {}
      : {
          folded: { events: String(to - from + 1), topic, partition: 0, from: String(from), to: String(to) },
        };
  const change = {
    reason: 'sales',
    previous: null,
    causes: [{ source: '/s', id: '1', topic, partition: 0, offset: '1' }],
    ...folded,
  };
  return {
    seriesId: ids.get(key) ?? '',
    period,
    version: next,
    knownAt: new Date(`2026-01-01T${at}:00Z`),
    document: JSON.stringify({ level: {}, change }),
  };
}

const sales = (from: number, to: number): Cause => ({ topic: 'x.platform.sales', from, to });

async function commit(...changes: NewChange[]): Promise<void> {
  await inTransaction(readModel.pool, (tx) => appendChanges(tx, changes));
}

const deskAt = (sequence: string) =>
  readModel.pool.query('update desk_position set sequence = $1', [sequence]);

const older = (hours: number) =>
  readModel.pool.query(`update change_mark set marked_at = marked_at - $1 * interval '1 hour'`, [hours]);

/** Marks all versions as published more than a day ago. */
async function publishAndAge(): Promise<void> {
  const { rows } = await readModel.pool.query<{ last: string }>('select last from change_cursor');
  await advanceRelay(readModel.pool, 'growth-updated', rows[0]?.last ?? '0');
  await deskAt(rows[0]?.last ?? '0');
  await keeper.round();
  await readModel.pool.query(`update change_mark set marked_at = marked_at - interval '25 hours'`);
}

const history = async (key: string, period: string) =>
  (await readHistory(readModel.pool, key, period, 0, 1_000)).map(({ version }) => version);

describe('the history of sales', () => {
  it('after a day keeps the first and the last version of each hour, and the present one', async () => {
    for (const [i, at] of [
      '09:10',
      '09:20',
      '09:59',
      '10:00',
      '10:30',
      '11:00',
      '11:01',
      '11:02',
      '11:03',
    ].entries()) {
      await commit(version(SALES, '2024-01', at, sales(10 * i, 10 * i + 9)));
    }
    const before = await readState(readModel.pool, SALES, '2024-01', null);
    const folds = await readFolds(readModel.pool, SALES, '2024-01', 9);
    await publishAndAge();
    expect(await keeper.round()).toBe(3);
    expect(await history(SALES, '2024-01')).toEqual([1, 3, 4, 5, 6, 9]);
    expect(await readState(readModel.pool, SALES, '2024-01', null)).toEqual(before);
    expect(await downsampledUntil(readModel.pool)).toBe('8');
    expect(keeper.figures).toMatchObject({ last: 9, thinnedUntil: 8, scannedUntil: 9, removed: 3 });
    // Explanations still work for each version that is left.
    expect(await readFolds(readModel.pool, SALES, '2024-01', 9)).toEqual(folds);
    expect(folds).toEqual([
      { topic: 'x.platform.sales', partition: 0, from: '0', to: '89', events: '90', versions: '9' },
    ]);
    expect(await readFolds(readModel.pool, SALES, '2024-01', 5)).toMatchObject([
      { to: '49', events: '50', versions: '5' },
    ]);
    expect(await keeper.round()).toBe(0);
  });

  it('keeps every version for a day after its commit, also of old events', async () => {
    for (let i = 0; i < 20; i++) await commit(version(SALES, '2024-01', '09:00', sales(i, i)));
    await advanceRelay(readModel.pool, 'growth-updated', '20');
    expect(await keeper.round()).toBe(0);
    await readModel.pool.query(`update change_mark set marked_at = marked_at - interval '23 hours'`);
    expect(await keeper.round()).toBe(0);
    expect(await downsampledUntil(readModel.pool)).toBe('0');
  });

  it('leaves unpublished versions', async () => {
    for (let i = 0; i < 20; i++) await commit(version(SALES, '2024-01', '09:00', sales(i, i)));
    await publishAndAge();
    await readModel.pool.query(`update relay_position set sequence = 10`);
    await keeper.round();
    expect(await history(SALES, '2024-01')).toEqual([1, ...Array.from({ length: 10 }, (_, i) => i + 11)]);
    await publishAndAge();
    await keeper.round();
    expect(await history(SALES, '2024-01')).toEqual([1, 20]);
  });

  it('adds up several steps, and goes on after a step within one hour', async () => {
    for (let i = 0; i < 50; i++) await commit(version(SALES, '2024-01', '09:00', sales(2 * i, 2 * i + 1)));
    await publishAndAge();
    expect(await keeper.round()).toBe(48);
    expect(await readFolds(readModel.pool, SALES, '2024-01', 50)).toMatchObject([
      { from: '0', to: '99', events: '100', versions: '50' },
    ]);
  });

  it('keeps what the desk has not read, for seven days more', async () => {
    for (let i = 0; i < 30; i++) await commit(version(SALES, '2024-01', '09:00', sales(i, i)));
    await publishAndAge();
    await deskAt('10');
    expect(await keeper.round()).toBe(9);
    expect(await history(SALES, '2024-01')).toEqual([1, ...Array.from({ length: 20 }, (_, i) => i + 11)]);
    expect(keeper.figures).toMatchObject({ last: 30, read: 10, scannedUntil: 10 });
    await older(7 * 24 - 2);
    expect(await keeper.round()).toBe(0);
    await older(2);
    expect(await keeper.round()).toBe(19);
    expect(await history(SALES, '2024-01')).toEqual([1, 30]);
  });

  it('keeps what an active subscription has not read, by its slot where it is live', async () => {
    for (let i = 0; i < 30; i++) await commit(version(SALES, '2024-01', '09:00', sales(i, i)));
    await publishAndAge();
    for (const [id, slot, status, live, position] of [
      ['waiting', 3, 'active', false, 8],
      ['live', 4, 'active', true, 0],
      ['off', 5, 'disabled', false, 2],
    ]) {
      await readModel.pool.query(
        `insert into notifier.subscription (id, owner, slot, request, secrets, status) values ($1, 'o', $2, '{}', '[]', $3)`,
        [id, slot, status],
      );
      await readModel.pool.query(
        'insert into notifier.progress (subscription, live, position) values ($1, $2, $3)',
        [id, live, position],
      );
    }
    await readModel.pool.query('update notifier.slot set position = 20 where slot = 4');
    expect(await keeper.round()).toBe(7);
    await readModel.pool.query(`update notifier.progress set position = 30 where subscription = 'waiting'`);
    expect(await keeper.round()).toBe(12);
    expect(await history(SALES, '2024-01')).toEqual([1, ...Array.from({ length: 10 }, (_, i) => i + 21)]);
  });

  it('is thinned by one process at a time', async () => {
    for (let i = 0; i < 30; i++) await commit(version(SALES, '2024-01', '09:00', sales(i, i)));
    await publishAndAge();
    const other = new LogKeeper({ readModel, keepMs: DAY, log: () => undefined, reach: 3 });
    await Promise.all([keeper.round(), other.round()]);
    await keeper.round();
    expect(await history(SALES, '2024-01')).toEqual([1, 30]);
    const { rows } = await readModel.pool.query<{ removed: string }>('select removed from change_retention');
    expect(rows).toEqual([{ removed: '28' }]);
  });
});

it('jobs end 180 days after their newest report', async () => {
  const { pool } = readModel;
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
  const report = (job: string, days: number) => ({
    ...{ job, source: '/spec', file: 'f', sha256: '0', sequence: 1, state: 'done' as const, reason: null },
    ...{ counts: '{}', faults: '[]', startedAt: daysAgo(300), updatedAt: daysAgo(days) },
  });
  await upsertJobs(pool, [report('old', 181), report('new', 179)]);
  await keeper.round();
  expect((await pool.query('select job from job')).rows).toEqual([{ job: 'new' }]);
});

describe('the history of figures', () => {
  it('is never thinned, also among sales of the same state', async () => {
    for (let i = 0; i < 10; i++) {
      await commit(
        version(CUSTOMS, '2020', '09:00', { topic: 'x.customs.figures' }),
        version(SALES, '2024-01', '09:00', i % 2 === 0 ? sales(i, i) : { topic: 'x.platform.figures' }),
        version(SALES, '2024-02', '09:00', { topic: 'x.policy.notices' }),
      );
    }
    await publishAndAge();
    await keeper.round();
    expect(await history(CUSTOMS, '2020')).toHaveLength(10);
    expect(await history(SALES, '2024-02')).toHaveLength(10);
    expect(await history(SALES, '2024-01')).toEqual([1, 2, 4, 6, 8, 10]);
  });
});

describe('thinning under load', () => {
  it('delays no writer, and a reader of the highest versions ends at the same states', async () => {
    for (let i = 0; i < 200; i++) {
      await commit(
        ...['2024-01', '2024-02', '2024-03'].map((period) => version(SALES, period, '09:00', sales(i, i))),
      );
    }
    await publishAndAge();
    const rounds = keeper.round();
    // A statement timeout of the writers: a lock would make them fail.
    await inTransaction(readModel.pool, async (tx) => {
      await tx.query(`set local lock_timeout = '2s'`);
      for (let i = 0; i < 50; i++) await appendChanges(tx, [version(SALES, '2024-01', '12:00', sales(i, i))]);
    });
    expect(await rounds).toBeGreaterThan(500);
    const left = new Map<string, number>();
    for (const row of await readStateChanges(readModel.pool, '0', 10_000)) left.set(row.period, row.version);
    expect([...left]).toEqual(
      expect.arrayContaining([
        ['2024-01', 250],
        ['2024-02', 200],
        ['2024-03', 200],
      ]),
    );
  });

  it('skips its turn while another process thins', async () => {
    await commit(version(SALES, '2024-01', '09:00', sales(0, 0)));
    await publishAndAge();
    await inTransaction(readModel.pool, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(7401010)');
      expect(await keeper.round()).toBe(0);
      expect(keeper.figures?.scannedUntil).toBe(0);
    });
  });
});
