import { readAuditEntry } from '@silkgauge/access';
import type { AuditEntry } from '@silkgauge/contract';
import type { InRecord, Topics } from '@silkgauge/kafka';
import type { AuditFilter } from './audit-filter.ts';

/** Entries found from an offset on. */
export interface AuditPage {
  readonly found: readonly FoundEntry[];
  /** Offset to go on from; null at the end of the topic. */
  readonly next: bigint | null;
}

export interface FoundEntry {
  readonly offset: bigint;
  /** Null for a record that is no entry. */
  readonly entry: AuditEntry | null;
}

/** Records that one page looks at, which bounds its time. */
const MOST_RECORDS = 10_000;

/** Reads the topic of the audit, which has one partition. */
export class AuditLog {
  readonly #topics: Pick<Topics, 'ranges' | 'scan'>;
  readonly #topic: string;

  constructor(topics: Pick<Topics, 'ranges' | 'scan'>, topic: string) {
    this.#topics = topics;
    this.#topic = topic;
  }

  /** At most `most` entries that pass the filter, from an offset on. @throws while the broker is away */
  async page(from: bigint, most: number, filter: AuditFilter | undefined): Promise<AuditPage> {
    const range = (await this.#topics.ranges(this.#topic)).get(0);
    const until = range?.high ?? 0n;
    const begin = range && from < range.low ? range.low : from;
    const found: FoundEntry[] = [];
    let seen = 0;
    let next = begin;
    const take = (record: InRecord): boolean => {
      if (found.length === most || seen === MOST_RECORDS) return false;
      seen += 1;
      next = record.offset + 1n;
      const entry = readAuditEntry(record.value);
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
  async *lines(filter: AuditFilter | undefined): AsyncGenerator<string> {
    let from: bigint | null = 0n;
    while (from !== null) {
      const { found, next }: AuditPage = await this.page(from, MOST_RECORDS, filter);
      if (found.length > 0)
        yield found
          .map(({ entry, offset }) => `${JSON.stringify(entry ?? { offset: String(offset) })}\n`)
          .join('');
      from = next;
    }
  }
}
