import type { GrowthState, InputTopic } from '@silkgauge/contract';
import { Fenced } from '@silkgauge/kafka';
import {
  claimPosition,
  createReadModel,
  changeJson,
  readStateChanges,
  stateJson,
  type ChangeRow,
  type StateChange,
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
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

const SHOP = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';

let database: TestDatabase;
let readModel: ReadModel;
/** Names of the statements sent to the database. */
let asked: string[];
/** Runs before each statement of this name outside of a transaction. */
let before: { readonly name: string; readonly act: () => Promise<unknown> } | null;
/** Runs once after the answer to a statement of this name. */
let after: typeof before;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  asked = [];
  before = null;
  after = null;
  const { pool } = readModel;
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  Object.assign(pool, {
    query: async (...args: unknown[]) => {
      const name = (args[0] as { name?: string }).name ?? String(args[0]);
      asked.push(name);
      if (before?.name === name) await before.act();
      const answer = await query(...args);
      const then = after?.name === name ? after : null;
      if (then) after = null;
      await then?.act();
      return answer;
    },
  });
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

const sold = (month: string, amount: string, id?: string): SpecEvent =>
  sale({ amount, orderedAt: `${month}-05T12:00:00Z` }, id);

/** A process with its applier and its claimed partitions. */
class Process {
  readonly committed: ChangeRow[] = [];
  readonly #applier = new BatchApplier({
    store: postgresStore(readModel),
    identityWindow: 1_000,
    onCommitted: (changes) => this.committed.push(...changes),
  });
  readonly #claims = new Map<string, { epoch: bigint; next: bigint }>();

  async apply(topic: InputTopic, partition: number, events: readonly SpecEvent[]) {
    const place = `${topic}/${String(partition)}`;
    let claim = this.#claims.get(place);
    if (!claim) this.#claims.set(place, (claim = await claimPosition(readModel.pool, topic, partition)));
    const { epoch, next: expected } = claim;
    const batch = batchOf(topic, records(events, expected), { epoch, expected, partition });
    const applied = await this.#applier.apply(topic, batch);
    claim.next = batch.next;
    return applied;
  }

  sell(events: readonly SpecEvent[], partition = 0) {
    return this.apply('platform.sales', partition, events);
  }
}

async function log(): Promise<StateChange[]> {
  return readStateChanges(readModel.pool, '0', 100_000);
}

async function present(period: string): Promise<GrowthState> {
  const row = (await log()).findLast((one) => one.key === SHOP && one.period === period);
  if (!row) throw new Error(`nothing is said of ${period}`);
  return JSON.parse(stateJson(row)) as GrowthState;
}

it('reads nothing of a remembered series: one call writes all', async () => {
  const one = new Process();
  await one.sell([sold('2024-03', '10'), sold('2025-02', '5'), sold('2025-03', '20')]);
  asked.length = 0;
  await one.sell([sold('2025-03', '2.50')]);
  expect(asked).toEqual(['commit-batch']);
  const { level, growth, counts } = await present('2025-03');
  expect(level.computed?.value).toBe('22.50');
  expect(counts).toEqual({ events: '2', units: '2', last: '2025-03-05T12:00:00Z' });
  expect([growth['GY']?.computed?.value, growth['G1']?.computed?.value]).toEqual(['125.0000', '350.0000']);
});

it('reads nothing for another month of a series that it registered, whose base is the month before', async () => {
  const one = new Process();
  await one.sell([sold('2025-03', '10')]);
  asked.length = 0;
  await one.sell([sold('2025-04', '12'), sold('2024-04', '8')]);
  expect(asked).toEqual(['commit-batch']);
  const { growth } = await present('2025-04');
  expect([growth['GY']?.computed?.value, growth['G1']?.computed?.value]).toEqual(['50.0000', '20.0000']);
});

it('does not take a series for new that another process registered just before', async () => {
  const [one, other] = [new Process(), new Process()];
  after = { name: 'find-series', act: () => other.sell([sold('2025-03', '10')], 1) };
  await one.sell([sold('2025-04', '12')]);
  expect(after).toBeNull();
  expect((await present('2025-04')).growth['G1']?.computed?.value).toBe('20.0000');
});

it('finds the months of a series that another process registered', async () => {
  await new Process().sell([sold('2024-04', '8'), sold('2025-03', '10')]);
  const one = new Process();
  await one.sell([sold('2025-04', '12')]);
  await one.sell([sold('2025-05', '6')]);
  const { growth } = await present('2025-04');
  expect([growth['GY']?.computed?.value, growth['G1']?.computed?.value]).toEqual(['50.0000', '20.0000']);
  expect((await present('2025-05')).growth['G1']?.computed?.value).toBe('-50.0000');
});

it('reports committed versions as they stand in the change log', async () => {
  const one = new Process();
  await one.sell([sold('2025-03', '20'), sold('2025-04', '1')]);
  await one.apply('platform.figures', 0, [figure(SHOP, '2025-03', { value: '21' })]);
  await one.sell([sold('2025-03', '2')]);
  const rows = await log();
  expect(rows.length).toBeGreaterThan(3);
  expect(one.committed.map(changeJson)).toEqual(rows.map(changeJson));
});

it('a figure that another process applied is in the next state', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-03', '20')]);
  await other.apply('platform.figures', 0, [figure(SHOP, '2025-03', { value: '21' })]);
  await one.sell([sold('2025-03', '5')]);
  expect((await present('2025-03')).level).toMatchObject({
    reported: { value: '21' },
    computed: { value: '25' },
    verdict: 'conflicts',
  });
});

it('notices of another process leave the memory valid', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-03', '20')]);
  const withdrawn = {
    type: 'silkgauge.notice.withdrawn.v1',
    key: 'N-1',
    data: { notice: 'N-1', reason: 'x' },
  };
  const act = () => other.apply('policy.notices', 0, [withdrawn]);
  before = { name: 'commit-batch', act };
  await one.sell([sold('2025-03', '5')]);
  before = null;
  expect((await present('2025-03')).level).toMatchObject({ computed: { value: '25' } });
});

it('a steady stream of figures does not keep sales from being written', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-03', '20')]);
  let value = 20;
  const act = () =>
    other.apply('platform.figures', 0, [figure(SHOP, '2025-03', { value: String((value += 1)) })]);
  before = { name: 'commit-batch', act };
  for (let i = 0; i < 3; i += 1) await one.sell([sold('2025-03', '1')]);
  before = null;
  expect(value).toBe(23);
  expect((await present('2025-03')).level).toMatchObject({ computed: { value: '23' } });
});

it('figures of the other domain leave the memory valid', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-03', '20')]);
  await other.apply('customs.figures', 0, [
    figure('GACC.CN.CBEC.FULL._T._T._T._T.CNY', '2024', { value: '1' }),
  ]);
  asked.length = 0;
  await one.sell([sold('2025-03', '1')]);
  expect(asked).toEqual(['commit-batch']);
});

it('a series with sales in two processes, as after partitions were added, has right totals and growth', async () => {
  const [one, other] = [new Process(), new Process()];
  for (let i = 0; i < 6; i += 1) {
    await one.sell([sold('2025-03', '1.25'), sold('2025-02', '1')], 0);
    await other.sell([sold('2025-03', '0.75'), sold('2025-04', '4')], 1);
  }
  expect((await present('2025-03')).level.computed?.value).toBe('12.00');
  expect((await present('2025-03')).growth['G1']?.computed?.value).toBe('100.0000');
  expect((await present('2025-04')).growth['G1']?.computed?.value).toBe('100.0000');
  const versions = (await log()).filter(({ period }) => period === '2025-03').map(({ version }) => version);
  expect(versions).toEqual(versions.map((_, i) => i + 1));
});

it('a month written by another process is the base of a new month of this process', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-02', '1')]);
  await other.sell([sold('2025-03', '10'), sold('2024-04', '8')], 1);
  await one.sell([sold('2025-04', '12')]);
  const { growth } = await present('2025-04');
  expect([growth['GY']?.computed?.value, growth['G1']?.computed?.value]).toEqual(['50.0000', '20.0000']);
});

it('a former owner writes nothing, and the new owner begins with the stored totals', async () => {
  const [one, other] = [new Process(), new Process()];
  await one.sell([sold('2025-03', '20', 'a')]);
  await other.sell([sold('2025-03', '5', 'b')]);
  await expect(one.sell([sold('2025-03', '100', 'c')])).rejects.toBeInstanceOf(Fenced);
  expect(await other.sell([sold('2025-03', '20', 'a'), sold('2025-03', '1', 'd')])).toMatchObject({
    applied: 1,
    duplicates: 1,
  });
  expect((await present('2025-03')).level.computed?.value).toBe('26');
});

it('a refused record is stored once, together with the other effects of its batch', async () => {
  const one = new Process();
  await one.sell([sold('2025-03', '20')]);
  const astray = { ...sold('2025-03', '7'), key: 'elsewhere' };
  expect(await one.sell([sold('2025-03', '1'), astray])).toMatchObject({
    applied: 1,
    rejected: 1,
    changes: 1,
  });
  expect((await present('2025-03')).level.computed?.value).toBe('21');
  const { rows } = await readModel.pool.query('select rule from dead_letter');
  expect(rows).toEqual([{ rule: 'record-key' }]);
});
