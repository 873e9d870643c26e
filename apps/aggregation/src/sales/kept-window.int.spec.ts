import { claimPosition, createReadModel, loadIdentities, type ReadModel } from '@silkgauge/read-model';
import { batchOf, records, sale, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const TOPIC = 'platform.sales';

let database: TestDatabase;
let readModel: ReadModel;
/** Pages of windows that were read. */
let pages = 0;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  pages = 0;
});
afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const newApplier = () => {
  const store = postgresStore(readModel);
  return new BatchApplier({
    identityWindow: 1_000,
    store: {
      ...store,
      identities: async function* (topic, partition) {
        for await (const page of store.identities(topic, partition)) {
          pages += 1;
          yield page;
        }
      },
    },
  });
};

/** Claims the partition and applies sales at its position. */
async function apply(applier: BatchApplier, ...ids: readonly string[]) {
  const { epoch, next } = await claimPosition(readModel.pool, TOPIC, 0);
  const sold = ids.map((id) => sale({ amount: '1', orderedAt: '2025-03-05T12:00:00Z' }, id));
  const { applied, duplicates } = await applier.apply(
    TOPIC,
    batchOf(TOPIC, records(sold, next), { epoch, expected: next }),
  );
  return { applied, duplicates };
}

it('a partition that is claimed again where it stood keeps its window', async () => {
  const applier = newApplier();
  expect(await apply(applier, 'a')).toEqual({ applied: 1, duplicates: 0 });
  expect(await apply(applier, 'a', 'b')).toEqual({ applied: 1, duplicates: 1 });
  expect(await apply(applier, 'a', 'b', 'c')).toEqual({ applied: 1, duplicates: 2 });
  expect(pages).toBe(0);
});

it('a partition that another owner had meanwhile reads its window again', async () => {
  const [one, other] = [newApplier(), newApplier()];
  await apply(one, 'a');
  expect(await apply(other, 'b')).toEqual({ applied: 1, duplicates: 0 });
  expect(pages).toBe(1);
  expect(await apply(one, 'a', 'b', 'c')).toEqual({ applied: 1, duplicates: 2 });
  expect(pages).toBe(2);
  // It was claimed, and nothing was applied.
  await claimPosition(readModel.pool, TOPIC, 0);
  expect(await apply(one, 'c')).toEqual({ applied: 0, duplicates: 1 });
  expect(pages).toBe(3);
});

it('a partition whose last commit was not answered reads its window again', async () => {
  const applier = newApplier();
  await apply(applier, 'a');
  const { rowCount } = await readModel.pool.query(
    `with moved as (update consumer_position set next_offset = 2 where topic = $1 returning topic)
     insert into identity_window select topic, 0, 1, now(), (select identities from identity_window) from moved`,
    [TOPIC],
  );
  expect(rowCount).toBe(1);
  expect(await apply(applier, 'a', 'b')).toEqual({ applied: 1, duplicates: 1 });
  expect(pages).toBe(1);
});

it('a partition of a database that was put back reads its window again, though its epoch comes again', async () => {
  const applier = newApplier();
  await apply(applier, 'a');
  expect(await apply(applier, 'b')).toEqual({ applied: 1, duplicates: 0 });
  await readModel.pool.query('update consumer_position set epoch = 1, next_offset = 1');
  await readModel.pool.query('delete from identity_window where first_offset = 1');
  expect(await apply(applier, 'b')).toEqual({ applied: 1, duplicates: 0 });
  expect(pages).toBe(1);
});

it('a long window is read in pages of one MiB, in order', async () => {
  await readModel.pool.query(
    `insert into identity_window
     select $1, 0, n - 20, now(), decode(repeat(lpad(to_hex(n), 32, '0'), 16384), 'hex') from generate_series(1, 40) as n`,
    [TOPIC],
  );
  const sizes: number[] = [];
  const offsets: bigint[] = [];
  for await (const page of loadIdentities(readModel.pool, TOPIC, 0)) {
    sizes.push(page.reduce((sum, { identities }) => sum + identities.length, 0));
    offsets.push(...page.map(({ firstOffset }) => firstOffset));
  }
  expect(sizes).toEqual(Array.from({ length: 10 }, () => 1024 * 1024));
  expect(offsets).toEqual(Array.from({ length: 40 }, (_, i) => BigInt(i - 19)));
});
