import { decodeRecord, type Decoded, type Header, type InRecord } from '@silkgauge/kafka';
import type { LetterPlace } from '@silkgauge/read-model';

/** A bad record as its dead-letter topic has it: the original key, value and headers, and why it was turned away. */
export interface Letter {
  /** Where the record first stood. */
  readonly place: LetterPlace;
  /** When it was appended there; null of a letter from before letters told it. */
  readonly knownAt: Date | null;
  readonly rule: string;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
  /** Where the letter itself stands. */
  readonly at: LetterPlace;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
}

const ADDED = ['dlq-reason', 'dlq-rule', 'dlq-topic', 'dlq-partition', 'dlq-offset', 'dlq-timestamp'];

/** Undefined for a record that no relay of ours has written. */
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

export function placeName({ topic, partition, offset }: LetterPlace): string {
  return `${topic}/${String(partition)}/${offset}`;
}

/** `topic/partition/offset`; undefined when it is not that. Offsets below zero are of a log that was replaced. */
export function readPlace(text: string): LetterPlace | undefined {
  const [, topic, partition, offset] = /^([A-Za-z0-9._-]+)\/(\d{1,9})\/(-?\d{1,18})$/.exec(text) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return undefined;
  return { topic, partition: Number(partition), offset: String(BigInt(offset)) };
}

export function comparePlaces(a: LetterPlace, b: LetterPlace): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset));
}

/** The event in it, where there is one to be read. */
export function eventOf({ value, headers }: Pick<Letter, 'value' | 'headers'>): Decoded {
  return decodeRecord({ value, headers });
}
