import { isOfInterest, type Asked, type Subject } from '../log/subject.ts';

export interface RingEntry {
  readonly sequence: bigint;
  /** Null for what readers are not told of. */
  readonly subject: Subject | null;
  /** Wire bytes of the event, made once for all readers. */
  readonly frame: Buffer;
}

/** One step of a reader: frames joined to one write (null if none match), and the position after them. */
export interface NextFrames {
  readonly data: Buffer | null;
  readonly position: bigint;
}

/** What an entry takes beside its frame, about: of a change that no reader is told of it is all. */
const ENTRY_BYTES = 128;

const bytesOf = ({ frame }: RingEntry): number => ENTRY_BYTES + frame.byteLength;

/** The newest changes: all after `floor` up to `top`, at most `maxBytes` of them in memory. */
export class ChangeRing {
  #entries: RingEntry[] = [];
  /** Number of evicted entries still at the front of the array. */
  #start = 0;
  #bytes = 0;
  #floor = 0n;
  #top = 0n;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get top(): bigint {
    return this.#top;
  }

  get bytes(): number {
    return this.#bytes;
  }

  covers(position: bigint): boolean {
    return position >= this.#floor;
  }

  /** Empties the ring, which then begins after `position`. */
  reset(position: bigint): void {
    this.#entries = [];
    this.#start = 0;
    this.#bytes = 0;
    this.#floor = position;
    this.#top = position;
  }

  /** Appends the next changes of the log, in order and without a gap after `top`. */
  append(entries: readonly RingEntry[]): void {
    for (const entry of entries) {
      this.#entries.push(entry);
      this.#bytes += bytesOf(entry);
      this.#top = entry.sequence;
    }
    this.#evict();
  }

  /** Matching changes after a covered position: about `maxBytes`, at least one if any matches. */
  after(position: bigint, asked: Asked, maxBytes: number): NextFrames {
    const frames: Buffer[] = [];
    let bytes = 0;
    let reached = position;
    for (
      let index = this.#firstAfter(position);
      index < this.#entries.length && bytes < maxBytes;
      index += 1
    ) {
      const entry = this.#entries[index];
      if (!entry) break;
      reached = entry.sequence;
      if (!entry.subject || !isOfInterest(asked, entry.subject)) continue;
      frames.push(entry.frame);
      bytes += entry.frame.byteLength;
    }
    return { data: frames.length > 0 ? Buffer.concat(frames, bytes) : null, position: reached };
  }

  #firstAfter(position: bigint): number {
    let low = this.#start;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.sequence ?? 0n) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #evict(): void {
    while (this.#bytes > this.#maxBytes) {
      const oldest = this.#entries[this.#start];
      if (!oldest) return;
      this.#start += 1;
      this.#bytes -= bytesOf(oldest);
      this.#floor = oldest.sequence;
    }
    // The array is cut only when half is evicted, so that eviction stays cheap in a long ring.
    if (this.#start > 256 && this.#start > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#start);
      this.#start = 0;
    }
  }
}
