import type { InputTopic } from '@silkgauge/contract';
import {
  claimPosition,
  createReadModel,
  readStateChanges,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  sale,
  testDatabase,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier } from './apply-batch.ts';
import { postgresStore } from './store/postgres-store.ts';

const ALIAS = 'HAINAN.CN-46.CBEC.LOCAL._T._T._T._T.CNY';
const KEPT = 'HAINAN.CN-HI.CBEC.LOCAL._T._T._T._T.CNY';
const SOLD = (seller: string) => `SHOP.${seller}.SALES.OWN.X._T._T.FR.GBP`;

let database: TestDatabase;
let readModel: ReadModel;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
});
afterEach(async () => {
  await readModel.close();
  await database.drop();
});

/** Applies events that a producer wrote straight to a topic. */
async function produced(topic: InputTopic, ...events: SpecEvent[]): Promise<void> {
  const { epoch } = await claimPosition(readModel.pool, topic, 0);
  const applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  await applier.apply(topic, batchOf(topic, records(events), { epoch, expected: 0n, partitions: 1 }));
}

const states = async () =>
  (await readStateChanges(readModel.pool, '0', 100)).map(
    ({ key, period, version }) => `${key}/${period}@${String(version)}`,
  );
const letters = async () =>
  (await waitingDeadLetters(readModel.pool, 100)).map(({ rule, reason }) => [rule, reason]);

it('a figure under an alias of its area, by any key, is of the one series of the place', async () => {
  await produced(
    'customs.figures',
    figure(ALIAS, '2020-S1', { value: '100' }, 'first'),
    figure(KEPT, '2020-S1', { value: '110', publishedAt: '2020-08-01' }, 'second'),
    figure(ALIAS, '2020-S1', { value: '100' }, 'first'),
  );
  expect(await states()).toEqual([`${KEPT}/2020-S1@1`, `${KEPT}/2020-S1@2`]);
  expect(await letters()).toEqual([]);
});

it('an event is the same under either code', async () => {
  await produced(
    'customs.figures',
    figure(ALIAS, '2020-S1', { value: '100' }, 'once'),
    figure(KEPT, '2020-S1', { value: '100' }, 'once'),
  );
  const { rows } = await readModel.pool.query<{ outcome: string }>(
    'select outcome from event order by event_id',
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'duplicate']);
});

it('a sale under an alias counts by the key of its series; by the key of the alias it is refused with the right key', async () => {
  const sold = (key: string, id: string): SpecEvent => {
    const { data, ...event } = sale({ amount: '10', orderedAt: '2024-03-05T00:00:00Z' }, id);
    return { ...event, key, data: { ...(data as object), sellerCountry: 'CN-46' } };
  };
  await produced('platform.sales', sold(SOLD('CN-46'), 's1'), sold(SOLD('CN-HI'), 's1'));
  expect(await letters()).toEqual([
    ['record-key', expect.stringContaining(`must be the series key ${SOLD('CN-HI')}`)],
  ]);
  const [state] = await readStateChanges(readModel.pool, '0', 10);
  expect([state?.key, JSON.parse(state?.document ?? '{}')]).toEqual([
    SOLD('CN-HI'),
    expect.objectContaining({
      level: expect.objectContaining({ computed: expect.objectContaining({ value: '10' }) }),
    }),
  ]);
});
