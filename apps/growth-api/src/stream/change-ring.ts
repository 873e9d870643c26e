import type { GrowthFilter } from '@silkgauge/read-model';
import { isOfInterest, type Subject } from './subject.ts';

export interface RingEntry {
  readonly sequence: bigint;
  readonly subject: Subject;
  /** The event as it goes on the wire, made once for all readers. */
  readonly frame: Buffer;
}

/** What a reader gets next: frames joined to one write, null where none match, and the position after them. */
export interface NextFrames {
  readonly data: Buffer | null;
  readonly position: bigint;
}

/**
 * The newest changes in memory: every one after `floor` up to `top`, never more than `maxBytes` of frames. What a
 * reader behind `floor` wants is read from the database instead.
 */
export class ChangeRing {
  #entries: RingEntry[] = [];
  /** Evicted entries at the front that still wait to be cut off. */
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

  /** Forgets everything and begins after `position`. */
  reset(position: bigint): void {
    this.#entries = [];
    this.#start = 0;
    this.#bytes = 0;
    this.#floor = position;
    this.#top = position;
  }

  /** Appends the next changes of the log; they rise and follow on `top` without a gap. */
  append(entries: readonly RingEntry[]): void {
    for (const entry of entries) {
      this.#entries.push(entry);
      this.#bytes += entry.frame.byteLength;
      this.#top = entry.sequence;
    }
    this.#evict();
  }

  /** The matching changes after a covered position, about `maxBytes` of them and at least one where there is any. */
  after(position: bigint, filter: GrowthFilter, maxBytes: number): NextFrames {
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
      if (!isOfInterest(filter, entry.subject)) continue;
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
      this.#bytes -= oldest.frame.byteLength;
      this.#floor = oldest.sequence;
    }
    // Cut in halves, so that a shift costs little however long the ring is.
    if (this.#start > 256 && this.#start > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#start);
      this.#start = 0;
    }
  }
}
