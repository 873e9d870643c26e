import { placeName, type TopicPartition } from '@silkgauge/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConfig } from '../broker/client.ts';
import { withCluster, type Cluster } from '../broker/cluster.ts';
import { causedBy, isPassing, Refused, UNKNOWN_TOPIC } from '../broker/errors.ts';
import { untilReady } from '../broker/until-ready.ts';
import { fetchPartition } from './fetch-request.ts';
import { fetchedOf, type Fetched } from './fetched.ts';
import type { InRecord } from '../wire/records.ts';
import type { UnreadableBatch } from '../wire/record-batches.ts';

/** Offsets of a partition from `from` to before `until`. */
export interface ScanRange extends TopicPartition {
  readonly from: bigint;
  readonly until: bigint;
}

/** Records found by a scan, in order within a partition. */
export interface Scanned extends TopicPartition {
  readonly records: readonly InRecord[];
  /** The unreadable batch behind the records with the reason; null without one. */
  readonly unreadable: (UnreadableBatch & { readonly reason: string }) | null;
}

/**
 * Where to go on: at an offset; not at all (false); or else behind the records, which ends the partition if
 * an unreadable batch stands there.
 */
export type ScanNext = boolean | bigint | undefined;

export interface ScanListener {
  /** Nothing more of the partition is fetched before the answer. */
  take(found: Scanned): ScanNext | Promise<ScanNext>;
  /** The scan of the partition has ended; its range may have been empty. */
  ended?(topic: string, partition: number): void;
}

export interface ScanOptions {
  /** For input topics: batches with timestamps of their producer's clock (CreateTime) are unreadable. */
  readonly ofInput?: boolean;
}

/** Limit of a scan without new records, in milliseconds: an open transaction hides its records. */
const IDLE_LIMIT = 30_000;
/** Limit until the broker answers and has the topics, in milliseconds. */
const START_LIMIT = 10_000;
/** Pause before a partition without new records is asked again, in milliseconds. */
const PAUSE = 100;
/** Limit of one partition in one fetch, in bytes. */
const MOST_BYTES = 1024 * 1024;

/**
 * Reads ranges of topics once, without records of aborted transactions, and commits nothing. An error of the
 * listener ends the scan.
 *
 * @throws when the broker does not answer, a topic is missing, or records have gone from the log
 */
export const scanTopics = async (
  kafka: KafkaConfig,
  ranges: readonly ScanRange[],
  listener: ScanListener | ScanListener['take'],
  { ofInput = false }: ScanOptions = {},
): Promise<void> => {
  const hears = typeof listener === 'function' ? { take: listener } : listener;
  const [filled, empty] = [ranges.filter(isAny), ranges.filter((range) => !isAny(range))];
  for (const { topic, partition } of empty) hears.ended?.(topic, partition);
  if (filled.length === 0) return;
  await withCluster(kafka, async (cluster) => {
    await requireTopics(cluster, [...new Set(filled.map(({ topic }) => topic))]);
    const over = new AbortController();
    try {
      await Promise.all(filled.map((range) => scanPartition(cluster, range, hears, ofInput, over.signal)));
    } finally {
      over.abort();
    }
  });
};

const requireTopics = (cluster: Cluster, names: readonly string[]): Promise<void> =>
  untilReady(
    () => true,
    START_LIMIT,
    async () => {
      const known = await cluster.topics(names);
      const missing = names.filter((name) => !known.has(name));
      if (missing.length > 0) throw new Error(`no topic ${missing.join(', ')}`);
    },
  );

/** Reads the range of one partition, until `over` is aborted. */
export const scanPartition = async (
  cluster: Cluster,
  range: ScanRange,
  listener: ScanListener,
  ofInput: boolean,
  over: AbortSignal,
): Promise<void> => {
  const { topic, partition, until } = range;
  let at = range.from;
  for (let since = performance.now(); at < until;) {
    const { records, next, trouble } = await fetchAt(cluster, range, at, ofInput);
    if (over.aborted) return;
    if (trouble && !trouble.batch) throw new Error(`${placeName(range)} at ${String(at)}: ${trouble.reason}`);
    if (next === at && !trouble) {
      if (performance.now() - since > IDLE_LIMIT) throw new Error(idleText(range, at));
      await sleep(PAUSE);
      continue;
    }
    at = next;
    const found = records.filter(({ offset }) => offset < until);
    const bad = trouble?.batch && trouble.batch.first < until ? trouble.batch : null;
    const unreadable = bad && trouble ? { ...bad, reason: trouble.reason } : null;
    const isNews = found.length > 0 || unreadable !== null;
    const answer = isNews ? await listener.take({ topic, partition, records: found, unreadable }) : undefined;
    since = performance.now();
    if (typeof answer === 'bigint') at = answer;
    else if (answer === false || trouble) break;
  }
  if (!over.aborted) listener.ended?.(topic, partition);
};

/** A broker that lags behind does not know a new topic yet. */
const mayPass = (error: unknown): boolean =>
  isPassing(error) || (error instanceof Refused && error.code === UNKNOWN_TOPIC);

const fetchAt = async (
  cluster: Cluster,
  place: TopicPartition,
  offset: bigint,
  ofInput: boolean,
): Promise<Fetched> => {
  const options = { isolation: 'read-committed', maxWait: 0, partitionBytes: MOST_BYTES } as const;
  try {
    const answer = await untilReady(mayPass, IDLE_LIMIT, () =>
      fetchPartition(cluster, place, offset, options),
    );
    return fetchedOf(answer, offset, ofInput);
  } catch (cause) {
    throw new Error(`${placeName(place)} at ${String(offset)}: ${causedBy(cause)}`, { cause });
  }
};

const idleText = (range: ScanRange, at: bigint): string =>
  `nothing more could be read within ${String(IDLE_LIMIT / 1000)} s from ${placeName(range)} at ${String(at)}`;

const isAny = ({ from, until }: ScanRange): boolean => from < until;
