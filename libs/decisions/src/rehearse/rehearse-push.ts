import {
  domainOf,
  type Cause,
  type CheckedEvent,
  type Domain,
  type InputTopic,
  type KeptRights,
} from '@silkgauge/contract';
import { seriesAround, type SeriesFacts } from '@silkgauge/growth';
import { toKafkaRecord, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import type { EventRow, NewVersion } from '@silkgauge/read-model';
import type { DraftChange } from '../buffer/state-buffer.ts';
import type { FactsBatch } from '../facts/work-out-facts.ts';
import type { ClassifiedRecord } from '../record/classify.ts';
import { readFacts } from '../facts/read-facts.ts';
import type { SmallBases } from '../facts/series-graphs.ts';
import type { Reads } from '../reads/reads.ts';
import { placeOfPushed, ReadsAfter } from './reads-after.ts';
import { rehearseFacts, type Rehearsal } from './rehearse-facts.ts';

/** Checked events of one push, in order. */
export interface PushedEvents {
  readonly events: readonly CheckedEvent[];
  /** Topic of each event, without the prefix. */
  readonly topics: readonly InputTopic[];
  /** What whoever pushes them may write; null: everything. */
  readonly write: KeptRights | null;
}

/** Records under embargo that one tick would lift, in order. */
export interface LiftedRecords {
  /** Each with its topic, without the prefix. */
  readonly lifted: readonly { readonly topic: InputTopic; readonly record: ClassifiedRecord }[];
  /** The tick, as it names causes. */
  readonly liftedBy: Cause;
  /** The release that they wait for. */
  readonly release: string;
}

type PushToRehearse = (PushedEvents | LiftedRecords) & RehearsalTerms;

interface RehearsalTerms {
  readonly topicPrefix: string;
  /** The time of the rehearsal, which stands for the append time of all pushed events. */
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
  /** The release that is lifted, at the time of the rehearsal in milliseconds since 1970; null for a push. */
  readonly lifts: { readonly release: string; readonly at: number } | null;
  /** Domain of a changed series; null for others. */
  domainOf(seriesKey: string): Domain | null;
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
  // Figures of a push all go to one topic, those of an embargo to one of each domain.
  const ofFigures: Rehearsal[] = [];
  const domains = new Map<string, Domain>();
  for (const facts of batchesOf(push)) {
    // A run looks at the time once in many events, and may have few.
    await push.heartbeat();
    const first = events.length;
    const { records } = facts;
    const rehearsal = await rehearseFacts(after, facts, push.smallBases, push.mostWritten);
    if (rehearsal.events.length !== records.length)
      throw new Error(
        `${String(records.length)} checked events have ${String(rehearsal.events.length)} outcomes`,
      );
    events.push(...rehearsal.events);
    const rejected = rejectEarlier(events, rehearsal.refusedWithdrawals);
    withdrawals = withdrawals.filter(({ eventIndex }) => !rejected.has(eventIndex));
    changes.push(...rehearsal.changes);
    if (facts.domain !== null)
      for (const { seriesKey } of rehearsal.changes) domains.set(seriesKey, facts.domain);
    registered.push(...rehearsal.registered);
    figures.push(...placedFrom(first, rehearsal.figures));
    withdrawals.push(...placedFrom(first, rehearsal.withdrawals));
    if (facts.domain !== null) ofFigures.push(rehearsal);
    after.take(rehearsal, first);
  }
  const factsOf = (key: string) => firstOf(ofFigures, (one) => one.factsOf(key));
  return {
    ...{ events, changes, registered, figures, withdrawals, factsOf },
    lifts: 'lifted' in push ? { release: push.release, at: push.now.getTime() } : null,
    domainOf: (key) => domains.get(key) ?? null,
    seriesIdOf: (key) => firstOf(ofFigures, (one) => one.seriesIdOf(key)),
    aroundChanges: () => {
      const changed = new Set(changes.flatMap(({ seriesKey }) => factsOf(seriesKey) ?? []));
      return new Set([...changed].flatMap((facts) => [...seriesAround(facts)].map(({ key }) => key)));
    },
  };
}

/** Rejects withdrawals that earlier runs of the push accepted; returns the places of their events. */
function rejectEarlier(events: EventRow[], refused: Rehearsal['refusedWithdrawals']): ReadonlySet<number> {
  const rejected = new Set<number>();
  for (const { eventId, rule, reason } of refused) {
    const index = placeOfPushed(eventId);
    const was = index === null ? undefined : events[index];
    if (index === null || !was) continue;
    events[index] = { ...was, outcome: 'rejected', rule, reason };
    rejected.add(index);
  }
  return rejected;
}

/** What one run has, with the places of its events in the whole push. */
const placedFrom = <T extends { readonly eventIndex: number }>(first: number, ofRun: readonly T[]): T[] =>
  ofRun.map((one) => ({ ...one, eventIndex: first + one.eventIndex }));

function firstOf<Found>(
  runs: readonly Rehearsal[],
  find: (run: Rehearsal) => Found | undefined,
): Found | undefined {
  for (const run of runs) {
    const found = find(run);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The batches that a push would come in, or that a lifting decides. */
function batchesOf(push: PushToRehearse): readonly FactsBatch[] {
  const batch = (topic: InputTopic, records: readonly InRecord[]) =>
    batchOf(push.topicPrefix + topic, records, push.heartbeat);
  if ('lifted' in push) {
    const { lifted, liftedBy } = push;
    return runsOf(lifted).map(([topic, run]) => {
      const records = run.map(({ record }) => record);
      const raw = records.map(({ record }) => record);
      return { batch: batch(topic, raw), records, domain: domainOf(topic), liftedBy };
    });
  }
  const placed = push.events.map((event, index) => {
    const topic = push.topics[index];
    if (topic === undefined) throw new RangeError(`event ${String(index)} has no topic`);
    return { topic, record: recordOf(event, push.write, BigInt(index), push.now) };
  });
  return runsOf(placed).map(([topic, run]) =>
    readFacts(
      topic,
      batch(
        topic,
        run.map(({ record }) => record),
      ),
    ),
  );
}

/** Neighbours of one topic are decided together, as they would come in one batch. */
function runsOf<Placed extends { readonly topic: InputTopic }>(
  all: readonly Placed[],
): readonly (readonly [InputTopic, readonly Placed[]])[] {
  const runs: [InputTopic, Placed[]][] = [];
  for (const one of all) {
    const last = runs.at(-1);
    if (last?.[0] === one.topic) last[1].push(one);
    else runs.push([one.topic, [one]]);
  }
  return runs;
}

function recordOf(event: CheckedEvent, write: KeptRights | null, offset: bigint, now: Date): InRecord {
  const { key, value, headers = {} } = toKafkaRecord(event, { name: 'rehearsal', write });
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
