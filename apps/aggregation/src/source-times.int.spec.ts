import type { InputTopic } from '@silkgauge/contract';
import { claimPosition, createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  sale,
  testDatabase,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import type { Flush } from './applied.ts';
import { BatchApplier } from './apply-batch.ts';
import { postgresStore } from './store/postgres-store.ts';

const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
/** Append time of the record at offset 0; later ones come a second apart. */
const FIRST = Date.UTC(2026, 0, 1);

let database: TestDatabase;
let readModel: ReadModel;
let applier: BatchApplier;
/** Series and seconds after the first record. */
let heard: [seriesKey: string, seconds: number][];

beforeEach(async () => {
  heard = [];
  database = await testDatabase();
  readModel = createReadModel(database.url);
  applier = new BatchApplier({
    store: postgresStore(readModel),
    identityWindow: 1_000,
    onHeard: (seriesKey, appendedAt) => heard.push([seriesKey, (appendedAt - FIRST) / 1_000]),
  });
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const claim = async (topic: InputTopic) => (await claimPosition(readModel.pool, topic, 0)).epoch;

async function push(topic: InputTopic, events: readonly SpecEvent[], expected = 0n): Promise<void> {
  const batch = batchOf(topic, records(events, expected), { epoch: await claim(topic), expected });
  await applier.apply(topic, batch);
}

it('each accepted figure tells when its series was heard of, a refused one does not', async () => {
  await push('customs.figures', [
    figure(CHINA, '2020', { value: '1' }),
    figure(CHINA, 'no period', { value: '2' }),
    figure(CHINA, '2021', { value: '3' }),
  ]);
  expect(heard).toEqual([
    [CHINA, 0],
    [CHINA, 2],
  ]);
});

it('a figure that a decision refuses is not heard of, a repeat is', async () => {
  const first = figure(CHINA, '2020', { value: '1' }, 'one');
  await push('customs.figures', [first]);
  const other = figure('MOFCOM.CN.CBEC.PLATFORM._T._T._T._T.CNY', '2020', { value: '2' }, 'one');
  heard = [];
  await push('customs.figures', [first, other], 1n);
  expect(heard).toEqual([[CHINA, 1]]);
  // The series is of customs, where it was first seen.
  await push('platform.figures', [figure(CHINA, '2021', { value: '3' })]);
  expect(heard).toEqual([[CHINA, 1]]);
});

it('sales tell the newest append of each series and month, once for all of a transaction', async () => {
  const sold = (buyerCountry: string) =>
    sale({ amount: '1', orderedAt: '2025-03-05T12:00:00Z', buyerCountry });
  await push('platform.sales', [sold('FR'), sold('DE'), sold('FR'), sold('FR')]);
  expect(heard).toEqual([
    ['SHOP.GB.SALES.OWN.X._T._T.FR.GBP', 3],
    ['SHOP.GB.SALES.OWN.X._T._T.DE.GBP', 1],
  ]);
});

it('nothing is heard of records whose transaction fails', async () => {
  const batch = batchOf('customs.figures', records([figure(CHINA, '2020', { value: '1' })]), {
    epoch: (await claim('customs.figures')) - 1n,
    expected: 0n,
  });
  await expect(applier.apply('customs.figures', batch)).rejects.toThrow('moved on');
  expect(heard).toEqual([]);
});

it('a flush of sales tells when its oldest record was appended, each flush anew', async () => {
  const flushes: Flush[] = [];
  const topic = 'platform.sales';
  const partition = { topic, partition: 0, partitions: null, epoch: await claim(topic), position: 0n };
  const sink = await applier.openSales(
    { ...partition, heartbeat: () => Promise.resolve() },
    (_applied, flush) => {
      flushes.push(flush);
    },
  );
  for (const from of [0n, 2n]) {
    const events = [1, 2].map((day) => sale({ amount: '1', orderedAt: `2025-03-0${String(day)}T12:00:00Z` }));
    sink.add({ records: records(events, from), next: from + 2n });
    await sink.flush();
  }
  expect(flushes.map(({ oldest }) => Number(oldest) - FIRST)).toEqual([0, 2_000]);
  for (const { seconds } of flushes) expect(seconds).toBeGreaterThan(0);
});
