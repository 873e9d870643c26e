import { placeName } from '@silkgauge/contract';
import type { InRecord, ScanRange, Topics } from '@silkgauge/kafka';

/** Receives one record. */
export type TakeRecord = (record: InRecord, topic: string, partition: number) => void;

/**
 * Reads the committed records at the last `reach` offsets of each partition, within a budget of bytes. Later
 * stretches come first, and some records may come twice.
 */
export type ReadEnds = (topics: readonly string[], reach: number, take: TakeRecord) => Promise<void>;

/** Reads ends from the broker: `mostBytes` and one record more for each partition. */
export function endsOn(log: Topics, mostBytes: number): ReadEnds {
  return async (topics, reach, take) => {
    const ranges = await Promise.all(topics.map((topic) => endsOf(log, topic, BigInt(reach))));
    let open = ranges.flat().map((range) => new PartitionEnd(range, mostBytes));
    while (open.length > 0) {
      const ends = new Map(open.map((end) => [end.name, end]));
      await log.scan(
        open.map(({ stretch }) => stretch),
        ({ topic, partition, records }) => {
          for (const record of records) take(record, topic, partition);
          return ends.get(placeName({ topic, partition }))?.hasRoomFor(records) ?? true;
        },
      );
      open = open.filter((end) => end.step());
    }
  };
}

async function endsOf(log: Topics, topic: string, reach: bigint): Promise<ScanRange[]> {
  return [...(await log.ranges(topic))].map(([partition, { low, high: until }]) => {
    const back = until - reach;
    return { topic, partition, from: back > low ? back : low, until };
  });
}

/** Offsets of the first stretch. */
const FIRST = 2_000n;

/**
 * The end of a partition, read backwards in stretches, as bytes per offset are unknown. Stretches grow until
 * one exceeds the rest of the budget, and shrink from then on, since the budget ends within it.
 */
export class PartitionEnd {
  readonly #range: ScanRange;
  #until: bigint;
  #size = FIRST;
  #left: number;
  #bytes = 0;
  #isEndNear = false;

  constructor(range: ScanRange, mostBytes: number) {
    this.#range = range;
    this.#until = range.until;
    this.#left = mostBytes;
  }

  get name(): string {
    return placeName(this.#range);
  }

  /** Range to read next. */
  get stretch(): ScanRange {
    const { from: first } = this.#range;
    const from = this.#until - this.#size;
    return { ...this.#range, from: from > first ? from : first, until: this.#until };
  }

  /** Counts the records; false once the stretch exceeds the budget, unless it is one offset. */
  hasRoomFor(records: Iterable<InRecord>): boolean {
    for (const record of records) this.#bytes += bytesOf(record);
    return this.#size === 1n || this.#bytes <= this.#left;
  }

  /** Ends a stretch that was read or too large; returns whether there is more to read. */
  step(): boolean {
    const isTooLarge = this.#size > 1n && this.#bytes > this.#left;
    if (isTooLarge) {
      this.#size = this.#size > 8n ? this.#size / 8n : 1n;
      this.#isEndNear = true;
    } else {
      this.#left -= this.#bytes;
      this.#until = this.stretch.from;
      if (!this.#isEndNear) this.#size *= 4n;
    }
    this.#bytes = 0;
    return this.#left > 0 && this.#until > this.#range.from;
  }
}

function bytesOf({ key, value, headers }: InRecord): number {
  const most = (key?.length ?? 0) + (value?.length ?? 0);
  return headers.reduce((sum, [name, bytes]) => sum + name.length + bytes.length, most);
}
