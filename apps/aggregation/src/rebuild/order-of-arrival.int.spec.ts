import { Fenced, type RecordBatch } from '@silkgauge/kafka';
import {
  claimPosition,
  connect,
  CONTENT_SECTIONS,
  createReadModel,
  emptySchema,
  inSchema,
  inTransaction,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  emptyDatabase,
  logOf,
  migrateAsNew,
  Random,
  rearranged,
  type TestDatabase,
  world,
  type WorldEvent,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { compareModels, type Comparison } from './compare.ts';
import { differenceText } from './report.ts';

let database: TestDatabase;
const models: ReadModel[] = [];

beforeAll(async () => {
  database = await emptyDatabase();
});

afterAll(async () => {
  await Promise.all(models.map((model) => model.close()));
  await database.drop();
});

async function emptyModel(): Promise<ReadModel> {
  const schema = `model_${String(models.length)}`;
  const client = await connect(database.url, 'spec');
  await emptySchema(client, schema);
  await client.end();
  const url = inSchema(database.url, schema);
  await migrateAsNew(url);
  const model = createReadModel(url, { max: 2 });
  models.push(model);
  return model;
}

/** Settings of one replay of the events. */
interface Way {
  readonly partitions: number;
  readonly batch: number;
  /** Whether other processes take over at times, after which the former owner tries once more. */
  readonly restarts: boolean;
}

/** Applies a log batch by batch, each from a random partition with records left. */
async function arrive(events: readonly WorldEvent[], dice: Random, way: Way): Promise<ReadModel> {
  const readModel = await emptyModel();
  const newApplier = () => new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  let applier = newApplier();
  const parts = logOf(events, way.partitions).map((part) => ({ ...part, done: 0, epoch: 0n }));
  for (let left = parts; left.length > 0; left = parts.filter(({ done, records }) => done < records.length)) {
    const part = left[dice.below(left.length)]!;
    const { topic, partition, done } = part;
    if (part.epoch === 0n) part.epoch = (await claimPosition(readModel.pool, topic, partition)).epoch;
    const size = 1 + dice.below(way.batch);
    const records = part.records.slice(done, done + size);
    const batch: RecordBatch = batchOf(topic, records, {
      epoch: part.epoch,
      expected: BigInt(done),
      partition,
    });
    await applier.apply(topic, batch);
    part.done += records.length;
    if (!way.restarts || dice.below(6) > 0) continue;
    const zombie = applier;
    applier = newApplier();
    part.epoch = (await claimPosition(readModel.pool, topic, partition)).epoch;
    await expect(zombie.apply(topic, batch)).rejects.toThrow(Fenced);
  }
  return readModel;
}

function compare(one: ReadModel, other: ReadModel): Promise<Comparison> {
  return inTransaction(one.pool, (a) =>
    inTransaction(other.pool, (b) => compareModels(a, b, CONTENT_SECTIONS)),
  );
}

const PLAIN: Way = { partitions: 1, batch: 10_000, restarts: false };

describe('the order of arrival never matters', () => {
  it.each([7_001, 7_002, 7_003, 7_004])(
    'seed %i: shuffled, a fifth delivered again, in other partitions and batches, with restarts between',
    async (seed) => {
      const dice = new Random(seed);
      const events = world(seed);
      const plain = await arrive(events, dice, PLAIN);
      for (const way of [
        { partitions: 1 + dice.below(5), batch: 1 + dice.below(40), restarts: true },
        { partitions: 3, batch: 5, restarts: false },
      ]) {
        const other = await arrive(rearranged(events, dice), dice, way);
        const { live, log, differences } = await compare(plain, other);
        expect(differences.map(({ first }) => differenceText(first))).toEqual([]);
        expect(log.digest).toBe(live.digest);
        for (const { section, count } of live.sections)
          expect(`${section} ${String(count)}`).not.toMatch(/ 0$/);
      }
    },
  );
});
