import {
  checkEvent,
  contentDigest,
  embargoOf,
  MAX_MESSAGE_BYTES,
  ORDERS_TOPIC,
  type CheckedEvent,
  type EventType,
  type RefusalRule,
  type TopicPartition,
  readKeptRights,
  type KeptRights,
} from '@silkgauge/contract';
import { decodeRecord, MAY_WRITE, PUSHED_BY, type Header, type InRecord } from '@silkgauge/kafka';
import type { DeadLetter, EventRow, HeldEvent, Identity } from '@silkgauge/read-model';

/** A valid record. */
export interface AcceptedRecord {
  readonly kind: 'accepted';
  readonly record: InRecord;
  readonly event: CheckedEvent;
  /** Digest of type and data; null for sales. */
  readonly digest: Buffer | null;
}

/** A record that breaks a rule; `identity` is null if it cannot be read. */
export interface RejectedRecord {
  readonly kind: 'rejected';
  readonly record: InRecord;
  readonly rule: RefusalRule;
  readonly reason: string;
  readonly identity:
    (Identity & { readonly type: string; readonly time?: string; readonly data?: unknown }) | null;
}

/** A record under embargo: it is kept until its lifting, and has no outcome before. */
export interface HeldRecord {
  readonly kind: 'held';
  readonly record: InRecord;
  readonly waits: Pick<HeldEvent, 'until' | 'release' | 'generation' | 'pushedBy' | 'publishers'>;
  readonly jwe: string;
}

export type ClassifiedRecord = AcceptedRecord | RejectedRecord | HeldRecord;

/** Decodes and checks one record, as producers are never trusted. `taken` are the types of the topic. */
export function classify(record: InRecord, taken: readonly EventType[]): AcceptedRecord | RejectedRecord {
  if (!hasAppendTime(record)) {
    const reason = `The record's timestamp ${record.timestamp} is no time; let the broker stamp the topic (LogAppendTime).`;
    return reject(record, 'append-time', reason, undefined);
  }
  const bytes = recordBytes(record);
  if (bytes > MAX_MESSAGE_BYTES) {
    const reason = `The record has ${String(bytes)} bytes once unpacked; ${String(MAX_MESSAGE_BYTES)} are taken. It stays where it is.`;
    return reject(record, 'record-size', reason, undefined);
  }
  const decoded = decodeRecord(record);
  if (!decoded.ok) return reject(record, decoded.fault.rule, decoded.fault.reason, undefined);
  const checked = checkEvent(decoded.event);
  if (!checked.ok) {
    const reason = checked.faults.map((f) => `${f.pointer || '/'}: ${f.message}`).join(' ');
    return reject(record, checked.faults[0]?.rule ?? 'schema', reason, decoded.event);
  }
  const { event } = checked;
  if (!taken.includes(event.type)) {
    return reject(record, 'type-of-topic', `${event.type} does not belong on this topic.`, decoded.event);
  }
  if (embargoOf(event)) {
    const reason = 'An event under embargo came in clear. Push it at a door, which encrypts it.';
    return reject(record, 'embargo-unavailable', reason, undefined);
  }
  return accept(record, event);
}

export function accept(record: InRecord, event: CheckedEvent, digest = digestOf(event)): AcceptedRecord {
  return { kind: 'accepted', record, event, digest };
}

/** Null for sales, which have an identity only: they are too many for a digest. */
export const digestOf = ({ type, data }: CheckedEvent): Buffer | null =>
  type === 'silkgauge.sale.recorded.v1' ? null : contentDigest(type, data);

/** `raw` is the event as decoded, undefined where none can be. */
export function reject(record: InRecord, rule: RefusalRule, reason: string, raw: unknown): RejectedRecord {
  return { kind: 'rejected', record, rule, reason: storable(reason), identity: readableIdentity(raw) };
}

/** Text that PostgreSQL can hold, up to 4,000 characters: no NUL, no lone surrogates. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '␀').slice(0, 4000);
}

function readableIdentity(raw: unknown): RejectedRecord['identity'] {
  const event = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const { source, id, type } = event;
  if (typeof source !== 'string' || typeof id !== 'string') return null;
  if (source === '' || id === '' || [source, id].some((s) => s !== storable(s))) return null;
  return { source, id, type: storable(typeof type === 'string' ? type : '') };
}

type Stamped = Pick<InRecord, 'timestamp'>;

const LAST_INSTANT = Date.UTC(9999, 11, 31);

/** True if the append time lies between 1970 and 9999. */
export function hasAppendTime({ timestamp }: Stamped): boolean {
  const at = Number(timestamp);
  return Number.isSafeInteger(at) && at >= 0 && at <= LAST_INSTANT;
}

/** Append time of a record; the epoch if it is invalid. */
export function appendTime(record: Stamped): Date {
  return new Date(hasAppendTime(record) ? Number(record.timestamp) : 0);
}

/** Bytes of key, value and headers. */
export function recordBytes({ key, value, headers }: InRecord): number {
  let bytes = (key?.length ?? 0) + (value?.length ?? 0);
  for (const [name, of] of headers) bytes += name.length + of.length;
  return bytes;
}

const NOTHING = { key: null, value: null, headers: [] } as const;

/** Whether a record of an order holds digests of secrets, which no dead letter shows. */
const holdsDigests = (topic: string, { value }: InRecord): boolean =>
  topic.endsWith(ORDERS_TOPIC) && (value?.includes('sha256') ?? false);

/**
 * Dead letter of a record and its broken rule; a record too large for the topic, or with digests of secrets, leaves its
 * place only.
 */
export function deadLetter(
  batch: TopicPartition,
  record: InRecord,
  rule: RefusalRule,
  reason: string,
): DeadLetter {
  const { key, value, headers } = record;
  return {
    topic: batch.topic,
    partition: batch.partition,
    offset: record.offset,
    knownAt: appendTime(record),
    rule,
    reason,
    ...(recordBytes(record) > MAX_MESSAGE_BYTES || holdsDigests(batch.topic, record)
      ? NOTHING
      : { key, value, headers }),
  };
}

/** What is kept of refused records: dead letters, and evidence of those whose identity can be read. */
export function refusals(
  batch: TopicPartition,
  refused: readonly RejectedRecord[],
): { readonly events: readonly EventRow[]; readonly deadLetters: readonly DeadLetter[] } {
  return {
    events: refused.flatMap(({ record, rule, reason, identity }) =>
      identity ? [delivery(batch, record, identity, { outcome: 'rejected', rule, reason })] : [],
    ),
    deadLetters: refused.map(({ record, rule, reason }) => deadLetter(batch, record, rule, reason)),
  };
}

/** Evidence of one delivery, with its data unless it is a duplicate. */
export function delivery(
  batch: TopicPartition,
  record: InRecord,
  what: Identity & { type: string; time?: string | undefined; data?: unknown; digest?: Buffer | null },
  outcome: Pick<EventRow, 'outcome'> & { rule?: string; reason?: string },
): EventRow {
  return {
    source: what.source,
    id: what.id,
    type: what.type,
    topic: batch.topic,
    partition: batch.partition,
    offset: record.offset,
    knownAt: appendTime(record),
    outcome: outcome.outcome,
    rule: outcome.rule ?? null,
    reason: outcome.reason ?? null,
    digest: what.digest ?? null,
    time: what.time ?? null,
    data: what.data === undefined || outcome.outcome === 'duplicate' ? null : JSON.stringify(what.data),
    pushedBy: pushedBy(record),
  };
}

/** Ids of keys and `anonymous`; what else stands in the header was written past the doors. */
const CALLER = /^(?:[0-9A-Za-z]{12}|anonymous)$/;

/** What whoever pushed a record may write, as its headers say; null where they do not say: everything. */
export function rightsIn(headers: readonly Header[]): KeptRights | null {
  const [said, more] = headers.filter(([name]) => name === MAY_WRITE);
  if (!said) return null;
  return readKeptRights(more === undefined ? said[1].toString() : '');
}

/** Who pushed a record at a door, as its header says; undefined where the record does not say, or more than once. */
function pushedBy({ headers }: InRecord): string | undefined {
  const [by, more] = headers.filter(([name]) => name === PUSHED_BY);
  const text = by && more === undefined ? by[1].toString('latin1') : '';
  return CALLER.test(text) ? text : undefined;
}
