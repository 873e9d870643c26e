import type { KeyObject } from 'node:crypto';
import { readAuditEntry, writtenRecord } from '@silkgauge/access';
import type { AuditEntry, WrittenRecord } from '@silkgauge/contract';
import type { InRecord, Topics } from '@silkgauge/kafka';

type Read = Pick<Topics, 'ranges' | 'scan'>;

/** Entries found from an offset on. */
export interface LogPage<Entry> {
  readonly found: readonly FoundEntry<Entry>[];
  /** Offset to go on from; null at the end of the topic. */
  readonly next: bigint | null;
}

export interface FoundEntry<Entry> {
  readonly offset: bigint;
  /** Null for a record that is no entry. */
  readonly entry: Entry | null;
}

/** Records that one page looks at, which bounds its time. */
const MOST_RECORDS = 10_000;

/** Reads a topic that has one partition. */
class TopicLog<Entry> {
  readonly #topics: Read;
  readonly #topic: string;
  readonly #read: (record: InRecord) => Entry | null;

  constructor(topics: Read, topic: string, read: (record: InRecord) => Entry | null) {
    this.#topics = topics;
    this.#topic = topic;
    this.#read = read;
  }

  /** At most `most` entries that pass the filter, from an offset on. @throws while the broker is away */
  async page(
    from: bigint,
    most: number,
    filter: ((entry: Entry) => boolean) | undefined,
  ): Promise<LogPage<Entry>> {
    const range = (await this.#topics.ranges(this.#topic)).get(0);
    const until = range?.high ?? 0n;
    const begin = range && from < range.low ? range.low : from;
    const found: FoundEntry<Entry>[] = [];
    let seen = 0;
    let next = begin;
    const take = (record: InRecord): boolean => {
      if (found.length === most || seen === MOST_RECORDS) return false;
      seen += 1;
      next = record.offset + 1n;
      const entry = this.#read(record);
      if (!filter || (entry && filter(entry))) found.push({ offset: record.offset, entry });
      return true;
    };
    let isWhole = true;
    await this.#topics.scan(
      [{ topic: this.#topic, partition: 0, from: begin, until }],
      ({ records, unreadable }) => {
        isWhole = records.every(take);
        if (isWhole && unreadable) {
          found.push({ offset: unreadable.first, entry: null });
          ({ next } = unreadable);
          return next;
        }
        return isWhole;
      },
    );
    return { found, next: isWhole ? null : next };
  }

  /** All entries until now, as lines of JSON; a record that is no entry is a line that is none. */
  async *lines(filter?: (entry: Entry) => boolean): AsyncGenerator<string> {
    let from: bigint | null = 0n;
    while (from !== null) {
      const { found, next }: LogPage<Entry> = await this.page(from, MOST_RECORDS, filter);
      if (found.length > 0)
        yield found
          .map(({ entry, offset }) => `${JSON.stringify(entry ?? { offset: String(offset) })}\n`)
          .join('');
      from = next;
    }
  }
}

/** The topic of the audit. */
export class AuditLog extends TopicLog<AuditEntry> {
  constructor(topics: Read, topic: string) {
    super(topics, topic, ({ value }) => readAuditEntry(value));
  }
}

/** The topic of keys and policy, without what its records decide. */
export class RecordLog extends TopicLog<WrittenRecord> {
  constructor(topics: Read, topic: string, publicKeys: readonly KeyObject[] | null) {
    super(topics, topic, (record) => writtenRecord(record, publicKeys));
  }
}
