import { claimPosition, createReadModel, readPresentStates, type ReadModel } from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  longestBlock,
  records,
  testDatabase,
  withdrawal,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const TOPIC = 'customs.figures';
const HOT = 'HOT.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const OTHER = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
/**
 * Processor time without a turn of the event loop; the choice among ten thousand once took seconds. Beside
 * other tests half a second was seen.
 */
const LONGEST_STRETCH_MS = 1_000;

let database: TestDatabase;
let readModel: ReadModel;
let applier: BatchApplier;
beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 10 });
});
afterEach(async () => {
  await readModel.close();
  await database.drop();
});

/** A partition that batches are applied to in order. */
class Partition {
  readonly #number: number;
  #next = 0n;

  constructor(number: number) {
    this.#number = number;
  }

  async apply(events: readonly SpecEvent[]): ReturnType<BatchApplier['apply']> {
    const { epoch } = await claimPosition(readModel.pool, TOPIC, this.#number);
    const at = { epoch, expected: this.#next, partition: this.#number };
    const batch = batchOf(TOPIC, records(events, this.#next), at);
    this.#next = batch.next;
    const heartbeat = () => new Promise<void>((resolve) => setImmediate(resolve));
    return applier.apply(TOPIC, { ...batch, heartbeat });
  }
}

const prints = (count: number, of: (at: number) => object): SpecEvent[] =>
  Array.from({ length: count }, (_, at) =>
    figure(HOT, '2020', { value: '100', ...of(at) }, `hot-${String(at)}`),
  );
const kindAt = (at: number) => ({ kind: at % 2 ? 'repost' : 'official' });
const shapes: readonly (readonly [string, (at: number) => object])[] = [
  ['alike ones', () => ({})],
  ['ones of two kinds', kindAt],
  ['different ones of two kinds', (at) => ({ ...kindAt(at), value: String(1_000 + ((7 * at) % 10_007)) })],
];

const presentText = async (key: string): Promise<string | undefined> =>
  (await readPresentStates(readModel.pool, [{ key, period: '2020' }])).get(`${key}/2020`);

it.each(shapes)(
  'ten thousand prints of one figure, %s, are applied while other figures go on',
  async (_name, of) => {
    const [hot, other] = [new Partition(0), new Partition(1)];
    const batches = Array.from({ length: 10 }, (_, at) =>
      prints(10_000, of).slice(1_000 * at, 1_000 * at + 1_000),
    );
    let left = batches.length;
    const waits: number[] = [];
    const others = async () => {
      for (let at = 0; left > 0; at += 1) {
        const before = left;
        const told = figure(OTHER, String(1_900 + at), { value: '5' }, `other-${String(at)}`);
        expect(await other.apply([told])).toMatchObject({ applied: 1 });
        waits.push(before - left);
      }
    };
    const { block } = await longestBlock(async () => {
      const going = others();
      for (const batch of batches) {
        expect(await hot.apply(batch)).toMatchObject({ applied: 1_000, rejected: 0 });
        left -= 1;
      }
      await going;
    });
    // A figure waits for the batch that is being applied and the one that is worked out ahead of it.
    expect(Math.max(...waits)).toBeLessThanOrEqual(2);
    expect(waits.length).toBeGreaterThanOrEqual(5);
    expect(block).toBeLessThan(LONGEST_STRETCH_MS);
    expect(await presentText(HOT)).toContain('"reported"');
  },
  240_000,
);

it('ten thousand prints in one batch are applied, and withdrawn again', async () => {
  const hot = new Partition(0);
  const all = prints(10_000, kindAt);
  const { block } = await longestBlock(async () => {
    expect(await hot.apply(all)).toMatchObject({ applied: 10_000 });
    expect(await hot.apply(all.map(({ id = '' }) => withdrawal(id)))).toMatchObject({ applied: 10_000 });
  });
  expect(block).toBeLessThan(LONGEST_STRETCH_MS);
  expect(JSON.parse((await presentText(HOT)) ?? '{}')).toMatchObject({ level: { verdict: 'unchecked' } });
}, 240_000);

it('a record that would restate more than one may is refused by rule, and its neighbours count', async () => {
  const months = Array.from({ length: 24 }, (_, at) =>
    figure(
      HOT,
      `${String(2019 + Math.floor(at / 12))}-${String(1 + (at % 12)).padStart(2, '0')}`,
      { value: String(100 + at) },
      `month-${String(at)}`,
    ),
  );
  const hot = new Partition(0);
  await hot.apply(months);
  const limits = { writtenAtOnce: 1, writtenByOne: 3_000 };
  applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 10, ...limits });
  const broken = figure(HOT, '2019-12', { value: '111', break: 'counted anew' }, 'break');
  const beside = figure(HOT, '2010-01', { value: '7' }, 'beside');
  expect(await hot.apply([broken, beside])).toMatchObject({ applied: 1, rejected: 1 });
  const { rows } = await readModel.pool.query('select rule, "offset"::int from dead_letter');
  expect(rows).toEqual([{ rule: 'too-much-restated', offset: 24 }]);
});
