import {
  checkEvent,
  endsBefore,
  matchesText,
  type CheckedEvent,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import { accept, digestOf, reject, type AcceptedRecord, type RejectedRecord } from '@silkgauge/decisions';
import { generationOf, type Locked, type Opened, type Opener } from '@silkgauge/embargo';
import { MAY_WRITE, PUSHED_BY, type InRecord } from '@silkgauge/kafka';
import type { HeldEvent } from '@silkgauge/read-model';
import { unopened } from './read-held.ts';

/** What an event meets at its lifting. */
export interface Lifted {
  /** Append time of the tick, in milliseconds since 1970. */
  readonly timestamp: string;
  /** The release that it waits for, as scheduled; null where it waits for none. */
  readonly release: Pick<ReleaseSchedule, 'at' | 'publisher'> | null;
}

/** An opened event, checked, with the digest of its content. */
interface Examined {
  readonly checked: ReturnType<typeof checkEvent>;
  readonly digest: Buffer | null;
}

const examined = new WeakMap<Opened, Examined>();

/** Checks what was opened, once: where it was opened ahead, no transaction waits for the check either. */
export function examine(opened: Opened): Examined {
  let found = examined.get(opened);
  if (!found) {
    const checked = checkEvent(opened.event);
    found = { checked, digest: checked.ok ? digestOf(checked.event) : null };
    examined.set(opened, found);
  }
  return found;
}

/** Opens an event under embargo as its lifting does; without its key the generation of that is known alone. */
export async function openHeld(
  seals: Opener | null,
  held: HeldEvent,
  { timestamp, release }: Lifted,
): Promise<AcceptedRecord | RejectedRecord | Locked> {
  const generation = generationOf(held.jwe);
  const opened = seals ? await seals.open(held.jwe, held) : generation && { generation };
  if (opened && 'generation' in opened) return opened;
  // Only an audit knows of what is held by other means than its key.
  if (opened && 'waits' in opened)
    throw new Error(`offset ${String(held.offset)} of ${held.topic} is still held`);
  const record: InRecord = {
    ...{ offset: held.offset, timestamp, key: null, value: null },
    headers: opened ? headersOf(opened) : [],
  };
  // It opened when it came: another key has its generation by now.
  if (!opened) return unopened(record);
  const { checked, digest } = examine(opened);
  if (!checked.ok) {
    const reason = checked.faults.map((f) => `${f.pointer || '/'}: ${f.message}`).join(' ');
    return reject(record, checked.faults[0]?.rule ?? 'schema', reason, opened.event);
  }
  const { event } = checked;
  if (release && !mayWaitFor(release, held)) {
    const reason =
      'The event waited for a release whose publisher the key may not write as. Send it without an embargo, or until an instant.';
    return refuse(record, event, 'write-series', reason);
  }
  if ('publishedAt' in event.data && release && endsBefore(event.data.publishedAt, release.at)) {
    const reason = `${event.data.publishedAt} ends before the release that the event waited for, at ${release.at}. Send it without an embargo: it was public before.`;
    return refuse(record, event, 'published-before-lifting', reason);
  }
  return accept(record, event, digest);
}

/** Only what a key pushed that may write as the publisher of a release waits for that release. */
const mayWaitFor = ({ publisher }: Pick<ReleaseSchedule, 'publisher'>, { publishers }: HeldEvent): boolean =>
  publishers === null || publishers.some((pattern) => matchesText(pattern, publisher));

/** The headers that a door writes of who pushed an event. */
const headersOf = ({ by, write }: Opened): InRecord['headers'] => [
  [PUSHED_BY, Buffer.from(by)],
  ...(write ? [[MAY_WRITE, Buffer.from(JSON.stringify(write))] as const] : []),
];

const refuse = (
  record: InRecord,
  event: CheckedEvent,
  rule: RejectedRecord['rule'],
  reason: string,
): RejectedRecord => ({ kind: 'rejected', record, rule, reason, identity: event });
