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
import type { Seals } from '@silkgauge/embargo';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';

/**
 * A batch of an embargo topic with its records opened and checked; of those that are taken the ciphertext is kept alone.
 *
 * @throws Error without the key of a record: it has to be given before anything is read on
 */
export async function readHeld(
  input: EmbargoTopic,
  batch: RecordBatch,
  seals: Seals | null,
): Promise<FactsBatch> {
  const records: (HeldRecord | RejectedRecord)[] = [];
  for (const record of batch.records) records.push(await held(input, record, seals));
  return { batch, records, domain: null };
}

async function held(
  input: EmbargoTopic,
  record: InRecord,
  seals: Seals | null,
): Promise<HeldRecord | RejectedRecord> {
  const classified = classify(record, TOPIC_TYPES[input]);
  if (classified.kind === 'rejected') return classified;
  if (classified.event.type !== 'silkgauge.embargoed.v1') throw new TypeError(classified.event.type);
  if (!seals) throw new Error('EMBARGO_KEYS is missing: the keys that doors encrypt events under embargo by');
  const { jwe } = classified.event.data;
  const opened = await seals.open(jwe);
  const checked = opened && checkEvent(opened.event);
  const embargo = checked?.ok ? embargoOf(checked.event) : null;
  const taken = TOPIC_TYPES[clearTopic(input) as keyof typeof TOPIC_TYPES];
  // The reason tells nothing of what is inside.
  if (!checked?.ok || !embargo || !taken.includes(checked.event.type)) {
    const reason = 'The record does not open to an event that this topic takes: no door has sealed it.';
    return reject(record, 'embargo-unopened', reason, undefined);
  }
  const { until, release = null } = embargo;
  const instant = until === undefined ? undefined : parseInstant(until);
  const waits = { until: instant === undefined ? null : new Date(instant), release };
  return { kind: 'held', record, waits, jwe };
}
