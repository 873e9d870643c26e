import { claimPosition, createReadModel, insertHeld, type ReadModel } from '@silkgauge/read-model';
import type { OutRecord } from '@silkgauge/kafka';
import {
  alertDrop,
  batchOf,
  eventually,
  records,
  release,
  releaseCancellation,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
  tick,
} from '@silkgauge/testing';
import { BatchApplier } from './apply-batch.ts';
import { postgresStore } from './store/postgres-store.ts';
import { Ticker } from './ticker.ts';

const AT = Date.UTC(2020, 6, 14, 2);
const GRACE = AT + 900_000;

let database: TestDatabase;
let readModel: ReadModel;
let applier: BatchApplier;
let sent: OutRecord[] = [];
const next = new Map<string, bigint>();

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  sent = [];
  next.clear();
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

async function apply(topic: 'newsroom.orders' | 'clock.ticks', event: SpecEvent, appendedAt: number) {
  const { epoch } = await claimPosition(readModel.pool, topic, 0);
  const expected = next.get(topic) ?? 0n;
  const told = records([event], expected).map((record) => ({ ...record, timestamp: String(appendedAt) }));
  const batch = batchOf(topic, told, { epoch, expected });
  next.set(topic, batch.next);
  expect(await applier.apply(topic, batch)).toMatchObject({ applied: 1, rejected: 0 });
}

interface TickerAsked {
  readonly isLeader?: boolean;
  /** Called before a tick is sent; a failure of it is one of the broker. */
  readonly before?: () => Promise<void>;
  readonly log?: (message: string) => void;
}

function tickerAt(now: () => number, { isLeader = true, before, log }: TickerAsked = {}): Ticker {
  return new Ticker({
    ...{ pool: readModel.pool, isLeader: () => isLeader, now, topic: 'clock.ticks' },
    log: (message) => log?.(message),
    producer: {
      send: async (_, ticks) => {
        await before?.();
        sent.push(...ticks);
        return [];
      },
      close: () => Promise.resolve(),
    },
  });
}

const quiet = (rule: string, members: object): SpecEvent => ({
  ...{ type: 'silkgauge.alert.defined.v1', key: `alert/${rule}`, id: rule },
  data: { rule, kind: 'silence', ...members },
});

const dues = () => sent.map(({ value }) => (JSON.parse(String(value)) as { due: string }).due);

describe('the ticker', () => {
  it('writes a tick once the instant of a release has come, and one at the end of its grace', async () => {
    let now = AT - 1;
    const ticker = tickerAt(() => now);
    expect(await ticker.look()).toBeNull();
    await apply('newsroom.orders', release('H1'), AT - 1_000);
    expect(await ticker.look()).toBeNull();
    now = AT;
    expect(await ticker.look()).toBe(AT);
    await apply('clock.ticks', tick(), AT + 5);
    expect(await ticker.look()).toBeNull();
    now = GRACE;
    expect(await ticker.look()).toBe(GRACE);
    await apply('clock.ticks', { ...tick(), id: 'second' }, GRACE);
    now = GRACE + 86_400_000;
    expect(await ticker.look()).toBeNull();
    expect(dues()).toEqual([new Date(AT).toISOString(), new Date(GRACE).toISOString()]);
  });

  it('writes one for what is under embargo at its instant, or that of its release, and again while it is held', async () => {
    const of = { pushedBy: 'anonymous', publishers: null };
    const held = { ...of, topic: 'customs.embargoed', partition: 0, jwe: 'sealed', generation: null };
    await insertHeld(readModel.pool, [
      { ...held, offset: 0n, until: new Date(AT + 60_000), release: null },
      { ...held, offset: 1n, until: null, release: 'H1' },
      { ...held, offset: 2n, until: null, release: 'nobody-scheduled' },
    ]);
    let now = AT - 1;
    const ticker = tickerAt(() => now);
    await apply('newsroom.orders', release('H1'), AT - 1_000);
    expect(await ticker.look()).toBeNull();
    now = AT;
    expect(await ticker.look()).toBe(AT);
    now = AT + 5_000;
    expect(await ticker.look()).toBe(AT);
    now = AT + 60_000;
    expect(await ticker.look()).toBe(now);
    await readModel.pool.query('delete from embargoed');
    await apply('clock.ticks', tick(), now);
    now += 10_000;
    expect(await ticker.look()).toBeNull();
  });

  it('writes it again where none was consumed, or one was appended before its instant', async () => {
    let now = AT;
    const ticker = tickerAt(() => now);
    await apply('newsroom.orders', release('H1'), AT - 1_000);
    expect(await ticker.look()).toBe(AT);
    expect(await ticker.look()).toBeNull();
    await apply('clock.ticks', tick(), AT - 1);
    now += 5_000;
    expect(await ticker.look()).toBe(AT);
    const [first, second] = sent.map(({ headers }) => String(headers?.['ce_id']));
    expect(first).not.toBe(second);
  });

  it('waits for the newest instant of a release that moved, and for none of one that is cancelled', async () => {
    const later = { at: '2020-07-15T10:00:00+08:00', reason: 'A holiday' };
    await apply('newsroom.orders', release('H1'), AT - 2_000);
    await apply('newsroom.orders', { ...release('H1', later), id: 'moved' }, AT - 1_000);
    const ticker = tickerAt(() => AT + 3_600_000);
    expect(await ticker.look()).toBeNull();
    await apply('newsroom.orders', { ...release('H2'), id: 'other' }, AT - 900);
    expect(await ticker.look()).toBe(GRACE);
    await apply('newsroom.orders', { ...releaseCancellation('H2'), id: 'gone' }, AT - 800);
    const another = tickerAt(() => AT + 3_600_000);
    expect(await another.look()).toBeNull();
  });

  it('waits for the end of the grace that a rule of silence gives, as long as the rule stands and is about the release', async () => {
    const day = AT + 86_400_000;
    await apply('newsroom.orders', release('H1'), AT - 1_000);
    await apply('newsroom.orders', quiet('other', { publisher: 'ZAEZ', grace: 'PT5M' }), AT - 900);
    await apply('clock.ticks', tick(), GRACE);
    let now = day;
    const ticker = tickerAt(() => now);
    expect(await ticker.look()).toBeNull();
    await apply('newsroom.orders', quiet('own', { publisher: 'GACC', grace: 'P1D' }), AT - 800);
    now = day - 1;
    expect(await ticker.look()).toBeNull();
    now = day;
    expect(await ticker.look()).toBe(day);
    await apply('newsroom.orders', { ...alertDrop('own'), id: 'drop' }, AT - 700);
    now = day + 10_000;
    expect(await ticker.look()).toBeNull();
  });

  it('of a process that does not lead writes nothing, and that of the leader goes on behind a failure', async () => {
    await apply('newsroom.orders', release('H1'), AT - 1_000);
    const idle = tickerAt(() => AT, { isLeader: false });
    idle.start();
    const failures: string[] = [];
    const leader = tickerAt(() => AT, {
      log: (message) => failures.push(message),
      before: () => (failures.length === 0 ? Promise.reject(new Error('no broker')) : Promise.resolve()),
    });
    leader.start();
    await eventually(() => sent.length === 1);
    await Promise.all([leader.stop(), idle.stop()]);
    expect(failures).toEqual(['the clock was not looked at; trying again']);
    expect(sent).toHaveLength(1);
  });
});
