import { Fenced, type RecordSink } from '@silkgauge/kafka';
import { claimPosition, createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  sale,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
} from '@silkgauge/testing';
import { NOTHING_APPLIED, addApplied, type Applied } from '../applied.ts';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const TOPIC = 'platform.sales';

let database: TestDatabase;
let readModel: ReadModel;
let applier: BatchApplier;
let epochs: bigint[];

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  epochs = [];
  for (let partition = 0; partition < 6; partition += 1)
    epochs.push((await claimPosition(readModel.pool, TOPIC, partition)).epoch);
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const sold = (buyerCountry: string, amount: string, id: string): SpecEvent =>
  sale({ amount, orderedAt: '2025-03-05T12:00:00Z', buyerCountry }, id);

function batch(partition: number, events: readonly SpecEvent[], expected = 0n) {
  const epoch = epochs[partition] ?? 0n;
  return batchOf(TOPIC, records(events, expected), { epoch, expected, partition });
}

/** Loads the partitions' identities, which delays first batches, so that later ones come at the same time. */
async function begin(...partitions: number[]): Promise<void> {
  for (const partition of partitions)
    await applier.apply(TOPIC, batch(partition, [sold('SE', '0', 'first')]));
}

/** Opens a sink as a reader does, with the sum of its flushes. */
async function opened(partition: number, position = 0n) {
  const told = { applied: NOTHING_APPLIED };
  const claim = { topic: TOPIC, partition, epoch: epochs[partition] ?? 0n, position, partitions: null };
  const sink = await applier.openSales(
    { ...claim, heartbeat: () => Promise.resolve() },
    (applied: Applied) => (told.applied = addApplied(told.applied, applied)),
  );
  return { sink, told };
}

/** Adds records up to the sink's limit; returns the number taken. */
const add = (sink: RecordSink, events: readonly SpecEvent[], offset = 0n): number =>
  sink.add({ records: records(events, offset), next: offset + BigInt(events.length) });

async function totals(): Promise<Record<string, string>> {
  const { rows } = await readModel.pool.query<{ counterpart: string; total: string }>(
    'select s.counterpart, sum(t.total)::text as total from sale_total t join series s using (series_id) group by 1',
  );
  return Object.fromEntries(rows.map(({ counterpart, total }) => [counterpart, total]));
}

/** Number of transactions with changes, and the sequences of the changes. */
async function written() {
  const { rows } = await readModel.pool.query<{ transactions: string; sequences: string[] }>(
    `select count(distinct xmin::text) as transactions, array_agg(sequence order by sequence) as sequences from change`,
  );
  return { transactions: Number(rows[0]?.transactions), sequences: (rows[0]?.sequences ?? []).map(Number) };
}

const COUNTRIES = ['FR', 'DE', 'ES', 'IT', 'PL', 'NL'];

it('concurrent batches share a transaction, and each gets its own result', async () => {
  await begin(0, 1, 2, 3, 4, 5);
  const before = await written();
  const applied = await Promise.all(
    COUNTRIES.map((country, partition) =>
      applier.apply(
        TOPIC,
        batch(partition, [sold(country, '1.50', `${country}1`), sold(country, '1.50', `${country}1`)], 1n),
      ),
    ),
  );
  expect(applied).toEqual(COUNTRIES.map(() => ({ applied: 1, duplicates: 1, rejected: 0, changes: 1 })));
  expect(await totals()).toMatchObject(Object.fromEntries(COUNTRIES.map((country) => [country, '1.50'])));
  const { transactions, sequences } = await written();
  expect(transactions).toBe(before.transactions + 1);
  expect(sequences.slice(before.sequences.length)).toEqual(
    [1, 2, 3, 4, 5, 6].map((one) => before.sequences.length + one),
  );
});

it('records that are added while a flush waits are applied with it, and a refused record leaves the others', async () => {
  const events = [sold('DE', '1', 'b'), sale({ amount: '1', orderedAt: '9999999-01-01T00:00:00Z' }, 'no')];
  const { sink, told } = await opened(1);
  expect(add(sink, events)).toBe(2);
  const flushed = sink.flush();
  expect(add(sink, [sold('DE', '2', 'c'), sold('DE', '4', 'd')], 2n)).toBe(2);
  expect(await flushed).toBe(4n);
  expect(told.applied).toMatchObject({ applied: 3, rejected: 1 });
  expect(await totals()).toEqual({ DE: '7' });
  const { rows } = await readModel.pool.query<{ next: string }>(
    'select next_offset::text as next from consumer_position where partition = 1',
  );
  expect(rows).toEqual([{ next: '4' }]);
});

it('a sink takes no records during its write, and the next flush goes on behind the write', async () => {
  const { sink, told } = await opened(1);
  add(sink, [sold('DE', '1', 'b')]);
  const flushed = sink.flush();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(add(sink, [sold('DE', '2', 'c')], 1n)).toBe(0);
  expect(await flushed).toBe(1n);
  expect(add(sink, [sold('DE', '2', 'c')], 1n)).toBe(1);
  expect(await sink.flush()).toBe(2n);
  expect(told.applied).toMatchObject({ applied: 2 });
  expect(await totals()).toEqual({ DE: '3' });
});

describe('a transaction within its limit of series and months', () => {
  const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08'];
  const year = (country: string) =>
    MONTHS.map((month) =>
      sale({ amount: '1', orderedAt: `${month}-05T12:00:00Z`, buyerCountry: country }, `${country} ${month}`),
    );

  beforeEach(() => {
    applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000, touchedAtOnce: 4 });
  });

  it('fills the sink at the limit', async () => {
    const { sink, told } = await opened(1);
    expect(add(sink, year('DE'))).toBe(3);
    expect(await sink.flush()).toBe(3n);
    expect(told.applied).toMatchObject({ applied: 3, changes: 3 });
    expect(await totals()).toEqual({ DE: '3' });
    expect((await written()).transactions).toBe(1);
  });

  it('applies a whole batch beyond the limit in several transactions', async () => {
    expect(await applier.apply(TOPIC, batch(1, year('DE')))).toMatchObject({ applied: 8, changes: 8 });
    expect(await totals()).toEqual({ DE: '8' });
    expect((await written()).transactions).toBe(4);
  });

  it('is not shared by batches that exceed the limit together', async () => {
    await begin(0, 1, 2, 3, 4, 5);
    const before = await written();
    await Promise.all(
      COUNTRIES.map((country, partition) =>
        applier.apply(TOPIC, batch(partition, [sold(country, '1', country)], 1n)),
      ),
    );
    expect((await written()).transactions).toBe(before.transactions + 3);
  });

  it('keeps the limit for records that are added while a flush waits', async () => {
    const { sink } = await opened(1);
    expect(add(sink, year('DE').slice(0, 2))).toBe(2);
    const flushed = sink.flush();
    expect(add(sink, year('DE').slice(2), 2n)).toBe(1);
    expect(await flushed).toBe(3n);
    expect(await totals()).toEqual({ DE: '3' });
  });
});

it('after a record that cannot be stored the sink takes the same records again, and finds the one at fault', async () => {
  await readModel.pool.query(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
    create trigger refuse before insert on sale_total for each row when (new.total = 13) execute function refuse()`);
  const events = ['FR', 'DE', 'ES', 'IT', 'PL'].map((country, i) => sold(country, String(11 + i), country));
  const { sink, told } = await opened(0);
  expect(add(sink, events)).toBe(5);
  expect(await sink.flush()).toBe(0n);
  expect(await totals()).toEqual({});
  expect(add(sink, events)).toBe(5);
  expect(await sink.flush()).toBe(5n);
  expect(told.applied).toMatchObject({ applied: 4, rejected: 1 });
  expect(await totals()).toEqual({ FR: '11', DE: '12', IT: '14', PL: '15' });
  expect(add(sink, [sold('NL', '1', 'after')], 5n)).toBe(1);
  expect(await sink.flush()).toBe(6n);
});

it('sales of a customs series are refused when added again, and leave other sales as they are', async () => {
  const customs = await claimPosition(readModel.pool, 'customs.figures', 0);
  const series = 'SHOP.GB.SALES.OWN.X._T._T.DE.GBP';
  const figures = batchOf('customs.figures', records([figure(series, '2025-03', { value: '1' })]), {
    epoch: customs.epoch,
    expected: 0n,
  });
  await applier.apply('customs.figures', figures);
  await begin(0, 2);
  const { sink, told } = await opened(0, 1n);
  const beside = await opened(2, 1n);
  const events = [sold('DE', '5', 'foreign'), sold('FR', '1', 'own')];
  add(sink, events, 1n);
  add(beside.sink, [sold('IT', '3', 'beside')], 1n);
  expect(await Promise.all([sink.flush(), beside.sink.flush()])).toEqual([1n, 2n]);
  expect(await totals()).toEqual({ SE: '0', IT: '3' });
  add(sink, events, 1n);
  expect(await sink.flush()).toBe(3n);
  expect(told.applied).toMatchObject({ applied: 1, rejected: 1 });
  expect(await totals()).toEqual({ SE: '0', FR: '1', IT: '3' });
});

it('a partition that was taken away leaves others of its transaction as they are', async () => {
  await claimPosition(readModel.pool, TOPIC, 4);
  const results = await Promise.allSettled(
    COUNTRIES.map((country, partition) =>
      applier.apply(TOPIC, batch(partition, [sold(country, '2', country)])),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  ]);
  expect((results[4] as PromiseRejectedResult).reason).toBeInstanceOf(Fenced);
  expect(await totals()).toEqual({ FR: '2', DE: '2', ES: '2', IT: '2', NL: '2' });
});

it('the sales of a series in two partitions, as after partitions were added, are added up', async () => {
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map((partition) =>
      applier.apply(TOPIC, batch(partition, [sold('FR', '0.25', `p${String(partition)}`)])),
    ),
  );
  expect(await totals()).toEqual({ FR: '1.50' });
});

it('remembers identities of each partition, also of batches that share a transaction', async () => {
  const events = COUNTRIES.map((country) => [
    sold(country, '1', `${country}1`),
    sold(country, '2', `${country}2`),
  ]);
  await Promise.all(events.map((list, partition) => applier.apply(TOPIC, batch(partition, list))));
  const after = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  const applied = await Promise.all(
    events.map((list, partition) => {
      const again = batchOf(TOPIC, records(list, 2n), {
        epoch: epochs[partition] ?? 0n,
        expected: 2n,
        partition,
      });
      return after.apply(TOPIC, again);
    }),
  );
  expect(applied.map(({ duplicates }) => duplicates)).toEqual(COUNTRIES.map(() => 2));
});
