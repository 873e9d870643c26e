import {
  checkEvent,
  clearTopic,
  embargoOf,
  parseInstant,
  TOPIC_TYPES,
  type EmbargoTopic,
} from '@silkgauge/contract';
import {
  classify,
  reject,
  type FactsBatch,
  type HeldRecord,
  type RejectedRecord,
} from '@silkgauge/decisions';
import type { Opened, Opener } from '@silkgauge/embargo';
import { Halted, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import type { HeldEvent } from '@silkgauge/read-model';

/**
 * A batch of an embargo topic with its records opened and checked; of those that are taken the ciphertext is kept alone. A
 * record whose key is not given waits for that.
 *
 * @throws Halted without any key: one has to be given before anything is read on
 */
export async function readHeld(
  input: EmbargoTopic,
  batch: RecordBatch,
  seals: Opener | null,
): Promise<FactsBatch> {
  if (!seals)
    throw new Halted('EMBARGO_KEYS is missing: the keys that doors encrypt events under embargo by');
  const records: (HeldRecord | RejectedRecord)[] = [];
  const { topic, partition } = batch;
  for (const record of batch.records) {
    const place = { topic, partition, offset: record.offset };
    records.push(await held(input, record, { seals, place }));
  }
  return { batch, records, domain: null };
}

async function held(
  input: EmbargoTopic,
  record: InRecord,
  { seals, place }: { readonly seals: Opener; readonly place: Place },
): Promise<HeldRecord | RejectedRecord> {
  const classified = classify(record, TOPIC_TYPES[input]);
  if (classified.kind === 'rejected') return classified;
  if (classified.event.type !== 'silkgauge.embargoed.v1') throw new TypeError(classified.event.type);
  const { jwe } = classified.event.data;
  const waits = await waitsOf(input, { ...place, jwe }, seals);
  return waits ? { kind: 'held', record, waits, jwe } : unopened(record);
}

type Place = Pick<HeldEvent, 'topic' | 'partition' | 'offset'>;
type Waits = HeldRecord['waits'];

/** What a sealed event waits for: its key, where that is not given; null where it is none that the topic takes. */
export async function waitsOf(
  input: EmbargoTopic,
  { jwe, ...place }: Place & Pick<HeldEvent, 'jwe'>,
  seals: Opener,
): Promise<Waits | null> {
  const opened = await seals.open(jwe, place);
  if (!opened) return null;
  if ('generation' in opened) return lockedBy(opened.generation);
  if ('waits' in opened) {
    const { until, release } = opened.waits;
    return { until, release, generation: null, pushedBy: '', publishers: null };
  }
  const checked = checkEvent(opened.event);
  const embargo = checked.ok ? embargoOf(checked.event) : null;
  const taken = TOPIC_TYPES[clearTopic(input) as keyof typeof TOPIC_TYPES];
  if (!checked.ok || !embargo || !taken.includes(checked.event.type)) return null;
  const { until, release = null } = embargo;
  const instant = until === undefined ? undefined : parseInstant(until);
  return {
    ...{ until: instant === undefined ? null : new Date(instant), release, generation: null },
    ...{ pushedBy: opened.by, publishers: publishersOf(opened.write) },
  };
}

/** Who pushed what lacks its key is not known. */
const lockedBy = (generation: number): Waits => ({
  ...{ until: null, release: null, generation },
  ...{ pushedBy: '', publishers: null },
});

/** The publishers as which rights let their holder write, as patterns; null for any. */
function publishersOf(write: Opened['write']): readonly string[] | null {
  if (!write) return null;
  const publishers = write.series.flatMap(({ reporter = ['*'] }) => reporter);
  return publishers.includes('*') ? null : [...new Set(publishers)];
}

/** The reason tells nothing of what is inside. */
export function unopened(record: InRecord): RejectedRecord {
  const reason = 'The record does not open to an event that this topic takes: no door has sealed it.';
  return reject(record, 'embargo-unopened', reason, undefined);
}
