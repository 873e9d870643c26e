import { decodeRecord, type Decoded, type Header, type InRecord } from '@silkgauge/kafka';
import type { LetterPlace } from '@silkgauge/read-model';

/** A dead letter: original key, value and headers of a record, and the reason of its refusal. */
export interface Letter {
  /** Original place of the record. */
  readonly place: LetterPlace;
  /** Append time at the original place; null for a letter of an earlier release. */
  readonly knownAt: Date | null;
  readonly rule: string;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
  /** Place of the letter on the dead-letter topic. */
  readonly at: LetterPlace;
  /** Milliseconds since the epoch. */
  readonly timestamp: string;
}

const ADDED = ['dlq-reason', 'dlq-rule', 'dlq-topic', 'dlq-partition', 'dlq-offset', 'dlq-timestamp'];

/** Undefined for a record that no relay wrote. */
export function readLetter(topic: string, partition: number, record: InRecord): Letter | undefined {
  const added = new Map<string, string>();
  for (const [name, value] of record.headers) if (ADDED.includes(name)) added.set(name, value.toString());
  const place = readPlace(
    `${added.get('dlq-topic') ?? ''}/${added.get('dlq-partition') ?? ''}/${added.get('dlq-offset') ?? ''}`,
  );
  if (!place) return undefined;
  return {
    place,
    knownAt: readTime(added.get('dlq-timestamp')),
    rule: added.get('dlq-rule') ?? '',
    reason: added.get('dlq-reason') ?? '',
    key: record.key,
    value: record.value,
    headers: record.headers.filter(([name]) => !ADDED.includes(name)),
    at: { topic, partition, offset: String(record.offset) },
    timestamp: record.timestamp,
  };
}

function readTime(text: string | undefined): Date | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}

export function letterName({ topic, partition, offset }: LetterPlace): string {
  return `${topic}/${String(partition)}/${offset}`;
}

/** Parses `topic/partition/offset`; undefined for other text. Offsets below zero are of a replaced log. */
export function readPlace(text: string): LetterPlace | undefined {
  const [, topic, partition, offset] = /^([A-Za-z0-9._-]+)\/(\d{1,9})\/(-?\d{1,18})$/.exec(text) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return undefined;
  return { topic, partition: Number(partition), offset: String(BigInt(offset)) };
}

export function comparePlaces(a: LetterPlace, b: LetterPlace): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset));
}

export function eventOf({ value, headers }: Pick<Letter, 'value' | 'headers'>): Decoded {
  return decodeRecord({ value, headers });
}
