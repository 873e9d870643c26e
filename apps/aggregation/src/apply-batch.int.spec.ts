import type { GrowthState, InputTopic, NoticeState } from '@silkgauge/contract';
import { Fenced } from '@silkgauge/kafka';
import {
  claimPosition,
  createReadModel,
  inTransaction,
  lockFacts,
  readChanges,
  readStateChanges,
  registerJson,
  stateJson,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  sale,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
  withdrawal,
} from '@silkgauge/testing';
import { BatchApplier } from './apply-batch.ts';
import { postgresStore } from './store/postgres-store.ts';

const ZONE = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const IMPORTS = 'USCENSUS.US.GOODS.IMPORTS.M._T.HS85.CN.USD';
const SHOP = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';

let database: TestDatabase;
let readModel: ReadModel;
let applier: BatchApplier;
let next: Record<string, bigint>;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  next = {};
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

async function push(topic: InputTopic, events: readonly SpecEvent[]) {
  const { epoch } = await claimPosition(readModel.pool, topic, 0);
  const expected = next[topic] ?? 0n;
  const batch = batchOf(topic, records(events, expected), { epoch, expected });
  next[topic] = batch.next;
  return applier.apply(topic, batch);
}

async function versions(key?: string): Promise<GrowthState[]> {
  const rows = await readStateChanges(readModel.pool, '0', 100_000);
  const states = rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
  return key === undefined ? states : states.filter((state) => state.key === key);
}

async function present(key: string): Promise<GrowthState | undefined> {
  return (await versions(key)).at(-1);
}

async function outcomes(id: string) {
  const { rows } = await readModel.pool.query<{ outcome: string; rule: string | null }>(
    'select outcome, rule from event where id = $1 order by event_id',
    [id],
  );
  return rows;
}

describe('figures', () => {
  it('implies the base of a level and a rate at the key of the comparison period', async () => {
    await push('customs.figures', [
      figure(ZONE, '2020-S1', { value: '4.72', multiplier: '1000000000' }),
      figure(ZONE, '2020-S1', { measure: 'growth', value: '119.43' }),
    ]);
    const now = await present(`${ZONE}/2020-S1`);
    expect(now?.level.reported).toMatchObject({ value: '4720000000', low: '4715000000', high: '4725000000' });
    expect(now?.growth['GY']).toMatchObject({ comparedWith: '2019-S1', verdict: 'unchecked' });
    const base = await present(`${ZONE}/2019-S1`);
    expect(Math.round(Number(base?.level.implied?.value) / 1e4)).toBe(215103);
    expect(base?.change.reason).toBe('restated');
    expect(base?.change.causes).toHaveLength(1);
  });

  it('keeps a version for each event, also when a revision comes in the same batch', async () => {
    await push('customs.figures', [
      figure(IMPORTS, '2019-12', { value: '10000000000' }),
      figure(IMPORTS, '2020-12', { value: '12445621557', publishedAt: '2021-02-07T21:12:35Z' }),
      figure(IMPORTS, '2020-12', {
        value: '12360669993',
        publishedAt: '2021-08-05T18:30:57Z',
        status: 'revised',
      }),
    ]);
    const history = await versions(`${IMPORTS}/2020-12`);
    expect(history.map((s) => s.level.reported?.value).filter(Boolean)).toEqual(
      expect.arrayContaining(['12445621557', '12360669993']),
    );
    expect(history.at(-1)?.level.reported).toMatchObject({ value: '12360669993', status: 'R' });
    expect(history.at(-1)?.growth['GY']?.computed?.value).toBe('23.6067');
    expect(history.map((s) => s.version)).toEqual(history.map((_, i) => i + 1));
    expect(history.at(-1)?.change.previous?.level?.reported?.value).toBe('12445621557');
  });

  it('scenario 13: reports out of order: the same present states in one batch, event by event, and in another order', async () => {
    const events = [
      figure(ZONE, '2020-S1', { value: '4.72', multiplier: '1000000000' }, 'a'),
      figure(ZONE, '2020-S1', { measure: 'growth', value: '119.43' }, 'b'),
      figure(ZONE, '2019-S1', { value: '2.20', multiplier: '1000000000' }, 'c'),
      figure(ZONE, '2021-S1', { measure: 'growth', value: '10.0' }, 'd'),
    ];
    await push('customs.figures', events);
    const content = async () => {
      const states = new Map((await versions()).map((s) => [s.key, s]));
      return [...states.values()]
        .map(({ key, level, growth, other, flags }) => ({ key, level, growth, other, flags }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    };
    const together = await content();
    await database.drop();
    await readModel.close();
    database = await testDatabase();
    readModel = createReadModel(database.url);
    applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
    next = {};
    for (const event of events.toReversed()) await push('customs.figures', [event]);
    expect(await content()).toEqual(together);
    expect(together.find((s) => s.key === `${ZONE}/2020-S1`)?.growth['GY']?.verdict).toBe('conflicts');
  });

  it('changes nothing for a repeat, and refuses the same identity with other content', async () => {
    await push('customs.figures', [figure(CHINA, '2020-S1', { measure: 'growth', value: '26.2' }, 'x')]);
    const before = await versions();
    const applied = await push('customs.figures', [
      figure(CHINA, '2020-S1', { measure: 'growth', value: '26.2' }, 'x'),
      figure(CHINA, '2020-S1', { measure: 'growth', value: '28.7' }, 'x'),
    ]);
    expect(applied).toMatchObject({ applied: 0, duplicates: 1, rejected: 1, changes: 0 });
    expect(await versions()).toEqual(before);
    expect(await outcomes('x')).toEqual([
      { outcome: 'applied', rule: null },
      { outcome: 'duplicate', rule: null },
      { outcome: 'rejected', rule: 'identity-conflict' },
    ]);
    const letters = await waitingDeadLetters(readModel.pool, 10);
    expect(letters.map((l) => [l.rule, l.offset])).toEqual([['identity-conflict', '2']]);
    expect(letters[0]?.value?.toString()).toContain('28.7');
  });

  it('has the outcome superseded for a print that changes no present value', async () => {
    await push('customs.figures', [
      figure(CHINA, '2020-S1', { measure: 'growth', value: '26.2', status: 'final' }, 'final'),
      figure(CHINA, '2020-S1', { measure: 'growth', value: '26.3', status: 'preliminary' }, 'early'),
    ]);
    expect(await outcomes('early')).toEqual([{ outcome: 'superseded', rule: null }]);
    expect((await present(`${CHINA}/2020-S1`))?.growth['GY']?.reported?.value).toBe('26.2');
  });

  it('restates all results of a withdrawn figure, and empties a state without figures', async () => {
    await push('customs.figures', [
      figure(ZONE, '2020-S1', { value: '4.72', multiplier: '1000000000' }, 'level'),
      figure(ZONE, '2020-S1', { measure: 'growth', value: '119.43' }, 'rate'),
    ]);
    await push('customs.figures', [withdrawal('level')]);
    const base = await present(`${ZONE}/2019-S1`);
    expect(base?.level.implied).toBeUndefined();
    expect(base?.change.reason).toBe('withdrawn');
    const now = await present(`${ZONE}/2020-S1`);
    expect(now?.level.reported).toBeUndefined();
    expect(now?.growth['GY']?.reported?.value).toBe('119.43');
    await push('customs.figures', [withdrawal('rate')]);
    const empty = await present(`${ZONE}/2020-S1`);
    expect(empty?.growth).toEqual({});
    expect(empty?.version).toBe((now?.version ?? 0) + 1);
  });

  it('applies a withdrawal that comes before its figure', async () => {
    await push('customs.figures', [withdrawal('late')]);
    await push('customs.figures', [figure(CHINA, '2020-S1', { measure: 'growth', value: '99' }, 'late')]);
    expect(await versions()).toEqual([]);
    expect(await outcomes('late')).toEqual([{ outcome: 'superseded', rule: null }]);
  });

  it('refuses figures about a series of the other domain, without a trace in a state', async () => {
    await push('customs.figures', [figure(CHINA, '2020', { value: '1', multiplier: '1000000000' })]);
    const before = await versions();
    await push('platform.figures', [
      figure(CHINA, '2020', { value: '9', multiplier: '1000000000' }, 'intruder'),
    ]);
    expect(await outcomes('intruder')).toEqual([{ outcome: 'rejected', rule: 'series-domain' }]);
    expect(await versions()).toEqual(before);
  });
});

it('series ids beyond 32 bits are written like others: figures, withdrawals and sales', async () => {
  const { pool } = readModel;
  await pool.query('alter table series alter column series_id restart with 3000000000');
  await push('customs.figures', [
    figure(ZONE, '2020-S1', { value: '4.72', multiplier: '1000000000' }),
    figure(ZONE, '2020-S1', { measure: 'growth', value: '119.43' }, 'rate'),
  ]);
  await push('customs.figures', [withdrawal('rate')]);
  await push('platform.sales', [
    sale({ amount: '1', orderedAt: '2020-03-01T00:00:00Z', buyerCountry: 'FR' }),
  ]);
  const ids = await pool.query<{ id: string }>('select series_id as id from series order by 1');
  expect(ids.rows.map(({ id }) => id)).toEqual(['3000000000', '3000000001']);
  const zone = await present(`${ZONE}/2020-S1`);
  expect(zone?.level.reported?.value).toBe('4720000000');
  expect(zone?.growth).not.toHaveProperty('GY');
  expect((await present(`${SHOP}/2020-03`))?.counts?.events).toBe('1');
});

describe('bad records', () => {
  it('become dead letters with their bytes, and their neighbours are applied', async () => {
    const good = records([figure(CHINA, '2020-S1', { measure: 'growth', value: '26.2' })], 0n);
    const bad = (offset: bigint, value: Buffer) => ({ ...good[0]!, offset, value });
    const { epoch } = await claimPosition(readModel.pool, 'customs.figures', 0);
    const poison = [
      bad(1n, Buffer.from('{"specversion":')),
      bad(2n, Buffer.from([0xff, 0xfe, 0x00])),
      bad(
        3n,
        Buffer.from(JSON.stringify({ specversion: '1.0', id: 'n', source: '/s', type: 'unknown', data: {} })),
      ),
    ];
    const list = [...good, ...poison];
    const applied = await applier.apply(
      'customs.figures',
      batchOf('customs.figures', list, { epoch, expected: 0n }),
    );
    expect(applied).toMatchObject({ applied: 1, rejected: 3 });
    const letters = await waitingDeadLetters(readModel.pool, 10);
    expect(letters.map((l) => l.value)).toEqual(poison.map((p) => p.value));
    expect(letters.map((l) => l.headers)).toEqual(poison.map((p) => p.headers));
    expect(await present(`${CHINA}/2020-S1`)).toBeDefined();
  });

  it('with an append time outside the calendar are refused', async () => {
    const { epoch } = await claimPosition(readModel.pool, 'customs.figures', 0);
    const list = records([figure(CHINA, '2020', { value: '1' }), figure(CHINA, '2021', { value: '2' })]).map(
      (r, i) => (i === 0 ? { ...r, timestamp: '-8640000000000000' } : r),
    );
    const applied = await applier.apply(
      'customs.figures',
      batchOf('customs.figures', list, { epoch, expected: 0n }),
    );
    expect(applied).toMatchObject({ applied: 1, rejected: 1 });
    expect((await waitingDeadLetters(readModel.pool, 10)).map((l) => l.rule)).toEqual(['append-time']);
  });

  it('scenario 15: a record that breaks the transaction: it is found by halving, and only it is turned away', async () => {
    const events = Array.from({ length: 9 }, (_, i) =>
      figure(CHINA, `201${String(i)}`, { value: String(i + 1), multiplier: '1000000000' }),
    );
    const list = records(events);
    // No known check lets such a record through, so a trigger of the database refuses it.
    await readModel.pool.query(`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
      create trigger refuse before insert on figure for each row when (new.period = '2014') execute function refuse()`);
    const { epoch } = await claimPosition(readModel.pool, 'customs.figures', 0);
    const applied = await applier.apply(
      'customs.figures',
      batchOf('customs.figures', list, { epoch, expected: 0n }),
    );
    expect(applied).toMatchObject({ applied: 8, rejected: 1 });
    expect((await waitingDeadLetters(readModel.pool, 10)).map((l) => [l.rule, l.offset])).toEqual([
      ['unstorable', '4'],
    ]);
    expect((await versions()).map((s) => s.period)).not.toContain('2014');
    const position = await claimPosition(readModel.pool, 'customs.figures', 0);
    expect(position.next).toBe(9n);
  });
});

describe('sales', () => {
  const month = (m: string, amount: string, id?: string) =>
    sale({ amount, orderedAt: `${m}-15T10:00:00Z` }, id);

  it('adds exactly, counts each identity once, and grows by month and by year', async () => {
    await push('platform.sales', [
      month('2019-03', '100.10', 'a'),
      month('2020-02', '50', 'b'),
      month('2020-03', '75.005', 'c'),
    ]);
    await push('platform.sales', [
      month('2020-03', '75.005', 'c'),
      month('2020-03', '-0.005', 'd'),
      month('2020-03', '-0.005', 'd'),
    ]);
    const march = await present(`${SHOP}/2020-03`);
    expect(march?.level.computed).toMatchObject({
      value: '75.000',
      low: '75.000',
      high: '75.000',
      unit: 'GBP',
    });
    expect(march?.counts).toEqual({ events: '2', units: '2', last: '2020-03-15T10:00:00Z' });
    expect(march?.growth['G1']?.computed?.value).toBe('50.0000');
    expect(march?.growth['GY']?.computed?.value).toBe('-25.0749');
    expect(march?.change).toMatchObject({ reason: 'sales', folded: { events: '1', from: '4', to: '4' } });
  });

  it('restates next month and next year after a late order', async () => {
    await push('platform.sales', [
      month('2020-03', '100', 'a'),
      month('2020-04', '150', 'b'),
      month('2021-03', '300', 'c'),
    ]);
    await push('platform.sales', [month('2020-03', '20', 'late')]);
    expect((await present(`${SHOP}/2020-04`))?.growth['G1']?.computed?.value).toBe('25.0000');
    expect((await present(`${SHOP}/2021-03`))?.growth['GY']?.computed?.value).toBe('150.0000');
    expect((await present(`${SHOP}/2021-03`))?.change.reason).toBe('restated');
  });

  it('gives the same totals and growth in any batches', async () => {
    const events = Array.from({ length: 60 }, (_, i) =>
      month(
        `20${String(19 + (i % 3))}-0${String(1 + (i % 7))}`,
        `${String(i)}.${String(10 + i)}`,
        `s${String(i)}`,
      ),
    );
    const content = async () => {
      const states = new Map((await versions()).map((s) => [s.key, s]));
      return [...states.values()]
        .map(({ key, level, growth, counts, flags }) => ({ key, level, growth, counts, flags }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    };
    await push('platform.sales', events);
    const together = await content();
    await readModel.close();
    await database.drop();
    database = await testDatabase();
    readModel = createReadModel(database.url);
    applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
    next = {};
    for (let at = 0; at < events.length; at += 7) await push('platform.sales', events.slice(at, at + 7));
    await push('platform.sales', events.slice(10, 30));
    expect(await content()).toEqual(together);
  });

  it('refuses a sale under another key, and a sale of a customs series', async () => {
    await push('customs.figures', [figure(SHOP, '2020-03', { value: '1' })]);
    const applied = await push('platform.sales', [
      month('2020-03', '5', 'customs-series'),
      {
        ...sale({ amount: '5', orderedAt: '2020-03-15T10:00:00Z', buyerCountry: 'DE' }, 'astray'),
        key: 'elsewhere',
      },
    ]);
    expect(applied).toMatchObject({ applied: 0, rejected: 2, changes: 0 });
    expect(await outcomes('customs-series')).toEqual([{ outcome: 'rejected', rule: 'series-domain' }]);
    expect(await outcomes('astray')).toEqual([{ outcome: 'rejected', rule: 'record-key' }]);
    const { rows } = await readModel.pool.query('select * from sale_total');
    expect(rows).toEqual([]);
  });

  it('takes codes unchanged, also the code null', async () => {
    const odd = { platform: 'NULL', category: 'null', sellerCountry: 'GB', buyerCountry: '_U' };
    const key = 'NULL.GB.SALES.OWN.X._T.null._U.GBP';
    const plain = month('2020-03', '5.00', 'n');
    await push('platform.sales', [{ ...plain, key, data: { ...(plain.data as object), ...odd } }]);
    expect((await present(`${key}/2020-03`))?.level.computed?.value).toBe('5.00');
    const figureKey = 'NULL.CN.null.LOCAL._T._T._T._T.CNY';
    await push('customs.figures', [figure(figureKey, '2020', { value: '1' })]);
    expect((await present(`${figureKey}/2020`))?.series).toMatchObject({
      reporter: 'NULL',
      indicator: 'null',
    });
  });

  it('uses no new id for a known series', async () => {
    for (let i = 0; i < 5; i += 1) await push('platform.sales', [month('2020-03', '1', `r${String(i)}`)]);
    await push('platform.sales', [
      sale({ amount: '1', orderedAt: '2020-03-01T00:00:00Z', buyerCountry: 'DE' }),
    ]);
    const { rows } = await readModel.pool.query<{ id: string }>(
      'select series_id as id from series order by 1',
    );
    expect(rows.map((row) => row.id)).toEqual(['1', '2']);
  });

  it('puts a reported level beside the computed total, in either order of arrival', async () => {
    const reported = figure(SHOP, '2020-03', { value: '121' });
    await push('platform.sales', [month('2020-03', '100', 'a')]);
    await push('platform.figures', [reported]);
    expect((await present(`${SHOP}/2020-03`))?.level).toMatchObject({ verdict: 'conflicts', gap: '21' });
    await push('platform.sales', [month('2020-03', '21', 'b')]);
    const now = await present(`${SHOP}/2020-03`);
    expect(now?.level.verdict).toBe('agrees');
    expect(now?.level.computed?.value).toBe('121');
    expect(now?.level.reported?.value).toBe('121');
  });

  it('remembers identities across a restart', async () => {
    await push('platform.sales', [month('2020-03', '1', 'a')]);
    applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
    expect(await push('platform.sales', [month('2020-03', '1', 'a')])).toMatchObject({
      applied: 0,
      duplicates: 1,
    });
  });

  it('forgets identities only beyond the window', async () => {
    applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 3 });
    await push('platform.sales', [month('2020-03', '1', 'a'), month('2020-03', '1', 'b')]);
    await push('platform.sales', [month('2020-03', '1', 'c'), month('2020-03', '1', 'd')]);
    expect(await push('platform.sales', [month('2020-03', '1', 'b')])).toMatchObject({ duplicates: 1 });
    await push('platform.sales', [
      month('2020-03', '1', 'e'),
      month('2020-03', '1', 'f'),
      month('2020-03', '1', 'g'),
    ]);
    const { rows } = await readModel.pool.query('select first_offset from identity_window order by 1');
    expect(rows).toEqual([{ first_offset: '5' }]);
    expect(
      await push('platform.sales', [month('2020-03', '1', 'g'), month('2020-03', '1', 'a')]),
    ).toMatchObject({
      applied: 1,
      duplicates: 1,
    });
  });
});

describe('notices', () => {
  const notice = (id: string, scope: Record<string, unknown>, effectiveFrom = '2020-07-01'): SpecEvent => ({
    type: 'silkgauge.notice.published.v1',
    key: id,
    data: {
      notice: id,
      issuer: 'GACC',
      title: 'A pilot',
      announcedOn: '2020-06-12',
      effectiveFrom,
      scope,
      evidence: { document: 'https://example.org/n', quote: 'from July 1' },
    },
  });

  it('make versions of their own in log order, and no version of a state', async () => {
    const beijing = 'GACC.CN-D01.CBEC.PLATFORM.X.9710._T._T.CNY';
    await push('customs.figures', [figure(beijing, '2020-08', { value: '5' })]);
    const id = 'GACC-2020-75';
    const published = notice(id, { areas: ['CN-D01'], modes: ['9710', '9810'], flow: 'X' });
    const withdrawn = {
      type: 'silkgauge.notice.withdrawn.v1',
      key: id,
      data: { notice: id, reason: 'void' },
    };
    await push('policy.notices', [published, published, withdrawn, withdrawn]);
    await push('customs.figures', [figure(beijing, '2020-09', { value: '6' })]);
    await push('policy.notices', [published]);
    const log = await readChanges(readModel.pool, '0', 100);
    expect(log.map(({ kind, sequence, key, version }) => [sequence, kind, key, version])).toEqual([
      ['1', null, beijing, 1],
      ['2', 'notice', id, 1],
      ['3', 'notice', id, 2],
      ['4', null, beijing, 1],
      ['5', 'notice', id, 3],
    ]);
    const said = log.flatMap((row) => (row.kind ? JSON.parse(registerJson(row)) : [])) as NoticeState[];
    expect(said).toMatchObject([
      { notice: id, version: 1, sequence: '2', withdrawn: false, data: { title: 'A pilot' } },
      { notice: id, version: 2, withdrawn: true, data: { title: 'A pilot' } },
      { notice: id, version: 3, withdrawn: false },
    ]);
    expect((await present(`${beijing}/2020-08`))?.version).toBe(1);
    expect(await present(`${beijing}/2020-08`)).not.toHaveProperty('notices');
  });
});

describe('positions', () => {
  it('a batch that was applied before is fenced and changes nothing', async () => {
    const { epoch } = await claimPosition(readModel.pool, 'platform.sales', 0);
    const list = records([sale({ amount: '5', orderedAt: '2020-03-01T00:00:00Z' })]);
    const batch = batchOf('platform.sales', list, { epoch, expected: 0n });
    await applier.apply('platform.sales', batch);
    const before = await versions();
    await expect(applier.apply('platform.sales', batch)).rejects.toBeInstanceOf(Fenced);
    expect(await versions()).toEqual(before);
  });

  it('a former owner can write nothing after a new claim of the partition', async () => {
    const old = await claimPosition(readModel.pool, 'platform.sales', 0);
    await claimPosition(readModel.pool, 'platform.sales', 0);
    const list = records([sale({ amount: '5', orderedAt: '2020-03-01T00:00:00Z' })]);
    const batch = batchOf('platform.sales', list, { epoch: old.epoch, expected: 0n });
    await expect(applier.apply('platform.sales', batch)).rejects.toBeInstanceOf(Fenced);
    expect(await versions()).toEqual([]);
  });

  it('facts that wait for another process leave the connections to sales', async () => {
    const other = createReadModel(database.url, { max: 1 });
    const locked = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const holding = inTransaction(other.pool, async (tx) => {
      await lockFacts(tx);
      locked.resolve(undefined);
      await release.promise;
    });
    await locked.promise;
    const facts = Array.from({ length: 12 }, async (_, partition) => {
      const { epoch } = await claimPosition(readModel.pool, 'customs.figures', partition);
      const list = records([figure(CHINA, `20${String(10 + partition)}`, { value: '1' })]);
      return applier.apply(
        'customs.figures',
        batchOf('customs.figures', list, { epoch, expected: 0n, partition }),
      );
    });
    try {
      const sold = await push('platform.sales', [sale({ amount: '1', orderedAt: '2020-03-01T00:00:00Z' })]);
      expect(sold.applied).toBe(1);
    } finally {
      release.resolve(undefined);
      await holding;
      await other.close();
    }
    expect((await Promise.all(facts)).map(({ applied }) => applied)).toEqual(facts.map(() => 1));
  });

  it('sequences have no gaps and rise in commit order under concurrent writers', async () => {
    const lanes = await Promise.all(
      [0, 1, 2, 3].map(async (partition) => {
        const { epoch } = await claimPosition(readModel.pool, 'platform.sales', partition);
        return { partition, epoch };
      }),
    );
    const seen: bigint[] = [];
    let writing = true;
    const reader = (async () => {
      while (writing) {
        const rows = await readStateChanges(readModel.pool, String(seen.at(-1) ?? 0n), 1_000);
        seen.push(...rows.map((row) => BigInt(row.sequence)));
      }
    })();
    await Promise.all(
      lanes.map(async ({ partition, epoch }) => {
        for (let i = 0; i < 20; i += 1) {
          const buyerCountry = ['FR', 'DE', 'IT', 'ES'][partition] ?? 'FR';
          const event = sale({
            amount: '1',
            orderedAt: `2020-0${String(1 + (i % 9))}-01T00:00:00Z`,
            buyerCountry,
          });
          const expected = BigInt(i);
          const batch = batchOf('platform.sales', records([event], expected), { epoch, expected, partition });
          await applier.apply('platform.sales', batch);
        }
      }),
    );
    writing = false;
    await reader;
    const all = (await readStateChanges(readModel.pool, '0', 100_000)).map((row) => BigInt(row.sequence));
    expect(all).toEqual(all.map((_, i) => BigInt(i + 1)));
    // A reader that continues after the highest seen sequence never misses a lower one.
    expect(seen).toEqual(all.slice(0, seen.length));
  });
});
