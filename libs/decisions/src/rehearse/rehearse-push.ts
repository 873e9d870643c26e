import { domainOf, type CheckedEvent, type Domain, type InputTopic } from '@silkgauge/contract';
import { seriesAround, type SeriesFacts } from '@silkgauge/growth';
import { toKafkaRecord, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import type { EventRow, NewVersion } from '@silkgauge/read-model';
import type { DraftChange } from '../buffer/state-buffer.ts';
import { readFacts } from '../facts/read-facts.ts';
import type { SmallBases } from '../facts/series-graphs.ts';
import type { Reads } from '../reads/reads.ts';
import { placeOfPushed, ReadsAfter } from './reads-after.ts';
import { rehearseFacts, type Rehearsal } from './rehearse-facts.ts';

/** Checked events of one push, in order. */
interface PushToRehearse {
  readonly events: readonly CheckedEvent[];
  /** Topic of each event, without the prefix. */
  readonly topics: readonly InputTopic[];
  readonly topicPrefix: string;
  /** The time of the rehearsal, which stands for the append time of all records. */
  readonly now: Date;
  readonly smallBases: SmallBases;
  /** Limit in bytes of the documents of all new versions. */
  readonly mostWritten: number;
  /** Is called every few events, and may throw to end the rehearsal. */
  readonly heartbeat: () => Promise<void>;
}

/** What a push comes to. */
export interface RehearsedPush {
  /** Each event with its outcome, in the order of the push. */
  readonly events: readonly EventRow[];
  /** Versions of states, in order. */
  readonly changes: readonly DraftChange[];
  /** Versions of notices, orders and statements, in order. */
  readonly registered: readonly NewVersion[];
  /** New prints and withdrawals, each with the index of its event in `events`. */
  readonly figures: Rehearsal['figures'];
  readonly withdrawals: readonly Rehearsal['withdrawals'][number][];
  /** Domain of the series of the push; null without series. */
  readonly domain: Domain | null;
  /** Facts of a series after the push, with all that its changed states rest on. */
  factsOf(seriesKey: string): SeriesFacts | undefined;
  /** Id of a registered series. */
  seriesIdOf(seriesKey: string): string | undefined;
  /** Keys of the changed series, and of all around them: what a changed state may bear on. */
  aroundChanges(): ReadonlySet<string>;
}

/**
 * Decides the events of a push as the aggregation would in this order, and writes nothing. Records are encoded and
 * checked again, as those of a topic are.
 *
 * @throws TooMuchWritten
 */
export async function rehearsePush(reads: Reads, push: PushToRehearse): Promise<RehearsedPush> {
  const after = new ReadsAfter(reads);
  const events: EventRow[] = [];
  const [changes, registered]: [DraftChange[], NewVersion[]] = [[], []];
  const figures: Rehearsal['figures'] = [];
  let withdrawals: Rehearsal['withdrawals'] = [];
  // Figures of a push all go to one topic, so one run has all series.
  let ofFigures: Rehearsal | undefined;
  for (const { topic, records } of runsOf(push)) {
    // A run looks at the time once in many events, and may have few.
    await push.heartbeat();
    const first = events.length;
    const batch = batchOf(push.topicPrefix + topic, records, push.heartbeat);
    const facts = readFacts(topic, batch);
    const rehearsal = await rehearseFacts(after, facts, push.smallBases, push.mostWritten);
    if (rehearsal.events.length !== records.length)
      throw new Error(
        `${String(records.length)} checked events have ${String(rehearsal.events.length)} outcomes`,
      );
    events.push(...rehearsal.events);
    for (const { eventId, rule, reason } of rehearsal.refusedWithdrawals) {
      const index = placeOfPushed(eventId);
      const was = index === null ? undefined : events[index];
      if (index !== null && was) events[index] = { ...was, outcome: 'rejected', rule, reason };
      withdrawals = withdrawals.filter(({ eventIndex }) => eventIndex !== index);
    }
    changes.push(...rehearsal.changes);
    registered.push(...rehearsal.registered);
    const placed = <T extends { readonly eventIndex: number }>(one: T): T => ({
      ...one,
      eventIndex: first + one.eventIndex,
    });
    figures.push(...rehearsal.figures.map(placed));
    withdrawals.push(...rehearsal.withdrawals.map(placed));
    if (domainOf(topic) !== null) ofFigures = rehearsal;
    after.take(rehearsal, first);
  }
  const factsOf = (key: string) => ofFigures?.factsOf(key);
  return {
    ...{ events, changes, registered, figures, withdrawals, factsOf },
    domain: ofFigures?.domain ?? null,
    seriesIdOf: (key) => ofFigures?.seriesIdOf(key),
    aroundChanges: () => {
      const changed = new Set(changes.flatMap(({ seriesKey }) => factsOf(seriesKey) ?? []));
      return new Set([...changed].flatMap((facts) => [...seriesAround(facts)].map(({ key }) => key)));
    },
  };
}

interface Run {
  readonly topic: InputTopic;
  readonly records: InRecord[];
}

/** Neighbours of one topic are decided together, as they would come in one batch. */
function runsOf({ events, topics, now }: PushToRehearse): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, event] of events.entries()) {
    const topic = topics[index];
    if (topic === undefined) throw new RangeError(`event ${String(index)} has no topic`);
    const last = runs.at(-1);
    const run = last?.topic === topic ? last : { topic, records: [] };
    if (run !== last) runs.push(run);
    run.records.push(recordOf(event, BigInt(index), now));
  }
  return runs;
}

function recordOf(event: CheckedEvent, offset: bigint, now: Date): InRecord {
  const { key, value, headers = {} } = toKafkaRecord(event);
  return {
    ...{ offset, timestamp: String(now.getTime()) },
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.entries(headers).map(([name, text]) => [name, Buffer.from(text as string)]),
  };
}

/** A batch on a partition that nobody has; `partitions` null leaves the place of a key open. */
function batchOf(topic: string, records: readonly InRecord[], heartbeat: () => Promise<void>): RecordBatch {
  const [first, last] = [records[0]?.offset ?? 0n, records.at(-1)?.offset ?? -1n];
  return {
    ...{ topic, partition: 0, partitions: null, epoch: 0n, records, heartbeat },
    ...{ expected: first, next: last + 1n, last: null },
  };
}
