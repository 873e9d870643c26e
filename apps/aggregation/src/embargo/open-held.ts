import { checkEvent, endsBefore, type CheckedEvent } from '@silkgauge/contract';
import { accept, reject, type AcceptedRecord, type RejectedRecord } from '@silkgauge/decisions';
import { generationOf, type Locked, type Opener } from '@silkgauge/embargo';
import { PUSHED_BY, type InRecord } from '@silkgauge/kafka';
import type { HeldEvent } from '@silkgauge/read-model';
import { unopened } from './read-held.ts';

/** Events under embargo that one instant lifts. */
export const MOST_OF_AN_INSTANT = 5_000;

/** What an event meets at its lifting. */
export interface Lifted {
  /** Append time of the tick, in milliseconds since 1970. */
  readonly timestamp: string;
  /** Whether as many of its instant as are taken came before it. */
  readonly isFull: boolean;
  /** Instant of the release that it waits for, as scheduled; null where it waits for none. */
  readonly lifting: string | null;
}

/** Opens an event under embargo as its lifting does; without its key the generation of that is known alone. */
export async function openHeld(
  seals: Opener | null,
  held: HeldEvent,
  { timestamp, isFull, lifting }: Lifted,
): Promise<AcceptedRecord | RejectedRecord | Locked> {
  const generation = generationOf(held.jwe);
  const opened = seals ? await seals.open(held.jwe, held) : generation && { generation };
  if (opened && 'generation' in opened) return opened;
  // Only an audit knows of what is held by other means than its key.
  if (opened && 'waits' in opened)
    throw new Error(`offset ${String(held.offset)} of ${held.topic} is still held`);
  const record: InRecord = {
    ...{ offset: held.offset, timestamp, key: null, value: null },
    headers: opened ? [[PUSHED_BY, Buffer.from(opened.by)]] : [],
  };
  // It opened when it came: another key has its generation by now.
  if (!opened) return unopened(record);
  const checked = checkEvent(opened.event);
  if (!checked.ok) {
    const reason = checked.faults.map((f) => `${f.pointer || '/'}: ${f.message}`).join(' ');
    return reject(record, checked.faults[0]?.rule ?? 'schema', reason, opened.event);
  }
  const { event } = checked;
  if (isFull) {
    const reason = `More than ${String(MOST_OF_AN_INSTANT)} events were under embargo until this instant. Send this one again.`;
    return refuse(record, event, 'embargo-full', reason);
  }
  if ('publishedAt' in event.data && lifting !== null && endsBefore(event.data.publishedAt, lifting)) {
    const reason = `${event.data.publishedAt} ends before the release that the event waited for, at ${lifting}. Send it without an embargo: it was public before.`;
    return refuse(record, event, 'published-before-lifting', reason);
  }
  return accept(record, event);
}

const refuse = (
  record: InRecord,
  event: CheckedEvent,
  rule: RejectedRecord['rule'],
  reason: string,
): RejectedRecord => ({ kind: 'rejected', record, rule, reason, identity: event });
