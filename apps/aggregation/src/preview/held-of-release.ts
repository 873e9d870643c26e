import {
  embargoTopicIn,
  parseInstant,
  type InputTopic,
  type ReleasePreview,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import { MOST_HELD, TooMuchWritten, type AcceptedRecord, type RejectedRecord } from '@silkgauge/decisions';
import type { Seals } from '@silkgauge/embargo';
import { countWaitingFor, stateKey, waitingFor, type Queryable } from '@silkgauge/read-model';
import { openHeld } from '../embargo/open-held.ts';

/** A record that waits for a release, opened, with its topic without the prefix. */
export interface OpenedRecord {
  readonly topic: InputTopic;
  readonly record: AcceptedRecord | RejectedRecord;
}

/**
 * All that is held for a release and may wait for it, in the order of its lifting, as a tick at the instant would find it.
 *
 * @throws TooMuchWritten where more is held than is shown at once
 */
export async function readHeldFor(
  db: Queryable,
  seals: Seals,
  schedule: Pick<ReleaseSchedule, 'release' | 'publisher' | 'at'>,
  { now, heartbeat }: { readonly now: Date; readonly heartbeat: () => Promise<void> },
): Promise<readonly OpenedRecord[]> {
  const held = await waitingFor(db, schedule, MOST_HELD.ofWait);
  if (held.length < (await countWaitingFor(db, schedule))) throw new TooMuchWritten();
  const opened: OpenedRecord[] = [];
  for (const one of held) {
    await heartbeat();
    const topic = embargoTopicIn(one.topic);
    if (!topic) throw new Error(`${one.topic} holds no events under embargo`);
    const timestamp = String(now.getTime());
    const record = await openHeld(seals, one, { timestamp, release: schedule });
    // What lacks its key is not lifted with the others, and is shown to nobody.
    if ('kind' in record) opened.push({ topic, record });
  }
  return opened;
}

/** The time at which a release is lifted if nothing else happens: its instant, or now. */
export const liftingTime = ({ at }: Pick<ReleaseSchedule, 'at'>, now: number): Date =>
  new Date(Math.max(now, parseInstant(at) ?? now));

/** The figures among what is held. */
export function figuresOf(opened: readonly OpenedRecord[]): ReleasePreview['figures'] {
  return opened.flatMap(({ record }) => {
    if (record.kind !== 'accepted' || record.event.type !== 'silkgauge.figure.reported.v1') return [];
    const { source, id, seriesKey, figure, data } = record.event;
    const { measure, value = null } = data;
    return [{ source, id, key: stateKey(seriesKey, figure.period), measure, value }];
  });
}
