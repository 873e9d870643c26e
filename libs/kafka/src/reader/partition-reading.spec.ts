import { eventually } from '@silkgauge/testing';
import { batchAt } from './fetched.ts';
import { BatchSink } from './batch-sink.ts';
import { Cluster } from '../broker/cluster.ts';
import { Fetcher } from './fetcher.ts';
import {
  FETCH,
  fakeTopic,
  LIST_OFFSETS,
  LogBroker,
  type FakeTopic,
  type Seen,
} from '../spec/log-broker.fixture.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { PartitionReader } from './partition-reader.ts';

/** Limit of a broker's answer, in milliseconds. */
const REQUEST_MS = 400;
const PATIENCE = { within: 60_000 };
/** When the broker stamped every batch, in milliseconds since 1970. */
const APPENDED_AT = 1_700_000_009_999;

let topic: FakeTopic;
let broker: LogBroker;
let offsets: MemoryOffsetStore;
/** Reasons of retries. */
let retries: string[];
let halts: string[];
let stop: (() => Promise<void>)[];

beforeEach(async () => {
  [retries, halts, stop] = [[], [], []];
  topic = fakeTopic('figures', 2);
  broker = await LogBroker.open(1, topic);
  offsets = new MemoryOffsetStore();
});

afterEach(async () => {
  await Promise.all(stop.map((one) => one()));
  for (const one of topic.brokers.values()) one.close();
});

/** Reads partitions as the strategy does, without a group. */
function read(partitions: readonly number[], requestTimeout = REQUEST_MS) {
  const kafka = { brokers: [`127.0.0.1:${String(broker.port)}`] };
  const cluster = new Cluster(kafka, { requestTimeout });
  const fetcher = new Fetcher(cluster, { rest: 0, onRetry: (reason) => retries.push(reason) });
  const readers = partitions.map((partition) => {
    const reader = new PartitionReader({
      ...{ topic: topic.name, partition, offsets },
      limits: { maxBatchRecords: 1_000, maxWaitingBytes: 1_000_000 },
      log: (_, message) => {
        if (message.startsWith('Halted')) halts.push(message);
      },
      open: (claim) => {
        const commit = (batch: Parameters<typeof offsets.commit>[0]) => {
          offsets.commit(batch);
          return Promise.resolve();
        };
        return Promise.resolve(new BatchSink(claim, { records: 1_000, bytes: 1_000_000 }, commit));
      },
      range: async () => {
        const ranges = await offsetRanges(cluster, topic.name);
        const range = ranges.get(partition);
        if (!range) throw new Error('no such partition');
        return { ...range, partitions: ranges.size, topicId: topic.id };
      },
      batchAt: (offset) => batchAt(cluster, { topic: topic.name, partition }, offset),
      wake: () => {
        fetcher.wake();
      },
    });
    fetcher.add(reader);
    reader.start(Promise.resolve());
    return reader;
  });
  stop.push(async () => {
    await fetcher.close();
    await Promise.all(readers.map((reader) => reader.close()));
    await cluster.close();
  });
  return { cluster, readers };
}

/** Appends `count` records to the log of a partition. */
function append(partition: number, count: number): void {
  const log = topic.logs[partition] ?? [];
  for (let i = 0; i < count; i++) log.push(`${String(partition)}/${String(log.length)}`);
}

const committed = (partition: number): string[] => offsets.row(topic.name, partition).values;

/** Waits until the sink has all records of the log, each once and in order. */
async function allRead(partition: number): Promise<void> {
  const log = topic.logs[partition] ?? [];
  await eventually(() => committed(partition).length >= log.length, PATIENCE);
  expect(committed(partition)).toEqual(log);
}

describe('a fetch that the broker holds', () => {
  it('delays neither a partition with a backlog nor a request for offsets', async () => {
    append(0, 1);
    append(1, 500);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const isAtEnd = ({ key, wanted }: Seen) => key === FETCH && wanted.get(0) === 1n && !wanted.has(1);
    broker.behave = async (seen) => {
      if (isAtEnd(seen)) await held;
      return {};
    };
    const { cluster } = read([0, 1], 120_000);
    await eventually(() => broker.seen.some(isAtEnd), PATIENCE);
    await allRead(1);
    expect((await offsetRanges(cluster, topic.name)).get(1)?.high).toBe(500n);
    expect(broker.seen.filter(isAtEnd)).toHaveLength(1);
    release();
    append(0, 3);
    await allRead(0);
  });
});

describe('a broker', () => {
  it('that throttles gets no request before the throttle time is over', async () => {
    const THROTTLE_MS = 700;
    append(0, 30);
    let throttledAt = 0;
    broker.behave = ({ key }) => {
      if (key !== FETCH || throttledAt > 0) return {};
      throttledAt = performance.now();
      return { throttleMs: THROTTLE_MS };
    };
    read([0]);
    await allRead(0);
    const [next] = broker.seen.filter(({ at }) => at > throttledAt);
    // The clock may round to milliseconds.
    expect((next?.at ?? 0) - throttledAt).toBeGreaterThanOrEqual(THROTTLE_MS - 5);
  });

  it('that is frozen times out, and is read on at the same position once it answers', async () => {
    append(0, 25);
    read([0]);
    await allRead(0);
    let thaw = (): void => undefined;
    const frozen = new Promise<void>((resolve) => (thaw = resolve));
    broker.behave = async () => {
      await frozen;
      return {};
    };
    append(0, 25);
    await eventually(() => retries.some((reason) => reason.includes('timed out')), PATIENCE);
    const before = committed(0).length;
    thaw();
    await allRead(0);
    expect(committed(0).length).toBeGreaterThan(before);
  });

  it('that breaks off an answer gets a new connection, without a gap or a repeat', async () => {
    append(0, 60);
    let fetches = 0;
    let cuts = 0;
    broker.behave = ({ key }) => {
      const isCut = key === FETCH && (fetches += 1) % 2 === 0 && cuts < 3;
      if (isCut) cuts += 1;
      return { cuts: isCut };
    };
    read([0]);
    await allRead(0);
    await eventually(() => cuts === 3, PATIENCE);
    append(0, 5);
    await allRead(0);
    expect(new Set(broker.fetchesOf(0).map(({ connection }) => connection)).size).toBeGreaterThan(3);
  });
});

describe('a leader that moves', () => {
  it('to another broker is followed, without a gap or a repeat', async () => {
    const other = await LogBroker.open(2, topic);
    append(0, 300);
    read([0]);
    await eventually(() => committed(0).length > 0, PATIENCE);
    topic.leaders[0] = 2;
    append(0, 300);
    await allRead(0);
    expect(other.fetchesOf(0).length).toBeGreaterThan(0);
  });

  it('to a broker that does not know the committed end yet is waited for', async () => {
    const other = await LogBroker.open(2, topic);
    append(0, 40);
    const { readers } = read([0]);
    await allRead(0);
    other.highWatermarks.set(0, 10n);
    topic.leaders[0] = 2;
    await eventually(() => other.fetchesOf(0).length > 3, PATIENCE);
    expect(readers[0]?.health()).toMatchObject({ state: 'reading', position: 40n });
    other.highWatermarks.delete(0);
    append(0, 10);
    await allRead(0);
    expect(halts).toEqual([]);
  });

  it('before a claim: the claim waits for the committed end, without a halt', async () => {
    const other = await LogBroker.open(2, topic);
    append(0, 40);
    const before = read([0]);
    await allRead(0);
    await stop.pop()?.();
    expect(before.readers[0]?.health().position).toBe(40n);
    other.highWatermarks.set(0, 10n);
    topic.leaders[0] = 2;
    const { readers } = read([0]);
    await eventually(
      () =>
        readers[0]
          ?.health()
          .reason?.includes('the stored offset is 40, beyond the end of the partition at 10'),
      PATIENCE,
    );
    expect(readers[0]?.health().state).toBe('retrying');
    // The reader asks again while the batch before its position is not visible.
    await eventually(() => other.seen.filter(({ key }) => key === LIST_OFFSETS).length >= 6, PATIENCE);
    other.highWatermarks.delete(0);
    append(0, 10);
    await allRead(0);
    expect(halts).toEqual([]);
  });

  it('to a log that stays shorter than the position halts', async () => {
    append(0, 40);
    read([0]);
    await allRead(0);
    await stop.pop()?.();
    topic.logs[0]?.splice(10);
    const { readers } = read([0]);
    await eventually(() => readers[0]?.health().state === 'halted');
    expect(halts[0]).toContain('log-replaced');
    expect(committed(0)).toHaveLength(40);
  });
});

describe('the oldest record that waits', () => {
  it('is told by its append time, also while it is tried again, and no longer once it is dealt with', async () => {
    append(0, 3);
    const commit = offsets.commit.bind(offsets);
    let isAway = true;
    offsets.commit = (batch) => {
      if (isAway) throw new Error('the database is away');
      commit(batch);
    };
    const { readers } = read([0]);
    const health = () => readers[0]?.health();
    await eventually(() => health()?.state === 'retrying', PATIENCE);
    expect(health()?.waitingSince).toBe(APPENDED_AT);
    isAway = false;
    await allRead(0);
    await eventually(() => health()?.position === 3n, PATIENCE);
    expect(health()?.waitingSince).toBeNull();
  });
});
