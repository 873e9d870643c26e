import { INPUT_TOPICS, placeName, type InputTopic, type TopicPartition } from '@silkgauge/contract';
import type { SmallBases } from '@silkgauge/decisions';
import type { Opener } from '@silkgauge/embargo';
import type { RecordBatch, ScanListener, Topics } from '@silkgauge/kafka';
import {
  claimPosition,
  inTransaction,
  Overtaken,
  readSkips,
  seedSeries,
  stepOver,
  type MadeSkip,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { OperatorError } from '../ops/operator-config.ts';
import { decidedRuns } from './decided-runs.ts';
import { Inbox } from './inbox.ts';
import { Skipped } from './skipped.ts';
import { requireLog, type ReplayTarget } from './targets.ts';

export interface LogReplayOptions {
  readonly topics: Topics;
  readonly topicPrefix: string;
  /** The new read model, empty at first. */
  readonly beside: ReadModel;
  readonly besideSchema: string;
  /** The live read model and its schema; only decisions are read. */
  readonly live: Queryable;
  readonly liveSchema: string;
  /** Sales that a partition remembers at least; same setting as in the aggregation. */
  readonly identityWindow: number;
  /** Same setting as in the aggregation. */
  readonly smallBases: SmallBases;
  /** Same keys as in the aggregation; null where nothing is under embargo. */
  readonly seals: Opener | null;
  /** Records per batch; one fetch by default. */
  readonly batchRecords?: number | undefined;
}

/** Progress of one partition. */
interface ReplayedPartition extends TopicPartition {
  readonly input: InputTopic;
  /** Number of partitions of the topic. */
  readonly partitions: number;
  readonly epoch: bigint;
  position: bigint;
  /** Target position. */
  next: bigint;
  /** Records of the broker up to the target. */
  inbox: Inbox;
}

const SALES = 'platform.sales';

/**
 * Builds a read model from the log with the same `BatchApplier`. Where the contract lets order decide, the
 * live order is repeated: the order of decisions on facts, the first domain of series, the skips of
 * operators. Facts without a live decision follow by append time.
 */
export class LogReplay {
  readonly #options: LogReplayOptions;
  readonly #topics: readonly string[];
  readonly #applier: BatchApplier;
  readonly #parts = new Map<string, ReplayedPartition>();
  #skipped = new Skipped();
  #seededTo = '0';
  #decidedTo = '0';
  #records = 0;

  constructor(options: LogReplayOptions) {
    this.#options = options;
    this.#topics = INPUT_TOPICS.map((topic) => options.topicPrefix + topic);
    const { beside: readModel, identityWindow, smallBases, seals } = options;
    this.#applier = new BatchApplier({ store: postgresStore(readModel), identityWindow, smallBases, seals });
  }

  /** Records replayed so far. */
  get records(): number {
    return this.#records;
  }

  /**
   * Replays up to these positions, which must not fall between calls.
   * @throws OperatorError `refused` for an incomplete log
   */
  async to(targets: readonly ReplayTarget[]): Promise<void> {
    const { topics, live, besideSchema } = this.#options;
    const parts = await this.#claim(targets);
    if (parts.length === 0) return;
    const skips = await readSkips(live, this.#topics);
    const replaced = skips.find(({ found }) => found === 'log-replaced');
    if (replaced) {
      const why = `The log does not have it all: that of ${placeName(replaced)} before ${replaced.skippedAt.toISOString()} is gone`;
      throw new OperatorError('refused', `${why}. Nothing was done.`);
    }
    this.#skipped = new Skipped(skips);
    const ranges = parts.map(({ topic, partition, position, next }) => {
      const from = this.#skipped.behindGone({ topic, partition }, position);
      return { topic, partition, from, next, until: next };
    });
    await requireLog(topics, ranges);
    this.#seededTo = await seedSeries(live, besideSchema, this.#seededTo);
    const listener: ScanListener = {
      take: (found) => this.#parts.get(placeName(found))?.inbox.offer(found),
      ended: (topic, partition) => this.#parts.get(placeName({ topic, partition }))?.inbox.end(),
    };
    const scan = topics.scan(ranges, listener, { ofInput: true });
    const sales = parts.filter(({ input }) => input === SALES);
    const facts = parts.filter(({ input }) => input !== SALES);
    const work = [scan, ...sales.map((part) => this.#consume(part, part.next)), this.#consumeFacts(facts)];
    try {
      await Promise.all(work);
    } catch (error) {
      for (const { inbox } of parts) inbox.fail(error as Error);
      await Promise.allSettled(work);
      throw error;
    }
  }

  /** Partitions with records to replay, claimed on first sight. */
  async #claim(targets: readonly ReplayTarget[]): Promise<ReplayedPartition[]> {
    const parts: ReplayedPartition[] = [];
    for (const target of targets) {
      const known = this.#parts.get(placeName(target));
      if (target.next <= (known?.position ?? 0n)) continue;
      const part = known ?? (await this.#firstClaim(target));
      part.next = target.next;
      part.inbox = new Inbox(placeName(part), part.position);
      parts.push(part);
    }
    return parts;
  }

  async #firstClaim({ topic, partition, next }: ReplayTarget): Promise<ReplayedPartition> {
    const input = INPUT_TOPICS[this.#topics.indexOf(topic)];
    if (!input) {
      const why = `The read model rests on ${topic}, to which TOPIC_PREFIX does not lead`;
      throw new OperatorError('refused', `${why}. Nothing was done.`);
    }
    const { epoch, next: position } = await claimPosition(this.#options.beside.pool, topic, partition);
    const inbox = new Inbox(placeName({ topic, partition }), position);
    const { size: partitions } = await this.#options.topics.ranges(topic);
    const part: ReplayedPartition = { topic, partition, partitions, input, epoch, position, next, inbox };
    this.#parts.set(placeName(part), part);
    return part;
  }

  async #consumeFacts(facts: readonly ReplayedPartition[]): Promise<void> {
    const topics = this.#topics.filter((_, index) => INPUT_TOPICS[index] !== SALES);
    const targetOf = (place: TopicPartition): bigint => this.#parts.get(placeName(place))?.next ?? 0n;
    for await (const run of decidedRuns(this.#options.live, topics, this.#decidedTo, targetOf)) {
      const part = this.#parts.get(placeName(run));
      if (part) await this.#consume(part, run.until);
      this.#decidedTo = run.eventId;
    }
    await this.#consumeByTime(facts);
  }

  /** Replays facts without a live decision by append time, across partitions. */
  async #consumeByTime(facts: readonly ReplayedPartition[]): Promise<void> {
    for (;;) {
      const heads: { part: ReplayedPartition; at: number }[] = [];
      for (const part of facts) {
        if (part.position >= part.next) continue;
        const first = await part.inbox.first();
        if (first) heads.push({ part, at: Number(first.timestamp) });
        else await this.#consume(part, part.next);
      }
      const [oldest, second] = heads.sort(
        (a, b) => a.at - b.at || (placeName(a.part) < placeName(b.part) ? -1 : 1),
      );
      if (!oldest) return;
      await this.#consume(oldest.part, oldest.part.inbox.behind(second?.at ?? Number.POSITIVE_INFINITY));
    }
  }

  /** Applies the records before `until`, except for skips of operators. */
  async #consume(part: ReplayedPartition, until: bigint): Promise<void> {
    const { topic, partition, partitions, epoch, inbox } = part;
    while (part.position < until) {
      const skip = this.#skipped.at(part, part.position);
      if (skip) {
        await this.#stepOver(part, skip);
        continue;
      }
      const expected = part.position;
      const { records, next } = await inbox.take(this.#limit(part, until));
      const batch: RecordBatch = {
        ...{ topic, partition, partitions, epoch, expected, next, records },
        last: null,
        heartbeat: () => Promise.resolve(),
      };
      await this.#applier.apply(part.input, batch);
      part.position = next;
      this.#records += records.length;
    }
  }

  #limit(part: ReplayedPartition, until: bigint): bigint {
    const { batchRecords } = this.#options;
    const limit = this.#skipped.nextFrom(part, part.position, until);
    const full = batchRecords === undefined ? limit : part.position + BigInt(batchRecords);
    return full < limit ? full : limit;
  }

  async #stepOver(part: ReplayedPartition, skip: MadeSkip): Promise<void> {
    const { beside, liveSchema } = this.#options;
    const to = { ...part, expected: part.position, next: skip.next };
    try {
      await inTransaction(beside.pool, (tx) => stepOver(tx, liveSchema, to));
    } catch (cause) {
      if (!(cause instanceof Overtaken)) throw cause;
      throw new Error(`${placeName(part)} has moved on from offset ${String(part.position)}`, { cause });
    }
    part.position = skip.next;
    part.inbox.stepTo(skip.next);
  }
}
