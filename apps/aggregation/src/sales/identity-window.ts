import { hash } from 'node:crypto';
import type { Identity, IdentitySegment } from '@silkgauge/read-model';

/** Bytes an identity is remembered by: SHA-256 of source, NUL and id, cut to 128 bits (no collision is to be expected below 10^18 events). */
export const IDENTITY_BYTES = 16;

export function identityHash({ source, id }: Identity): Buffer {
  return hash('sha256', `${source}\0${id}`, 'buffer').subarray(0, IDENTITY_BYTES);
}

/** A set of 16-byte identities in one flat table: open addressing, linear probing, at most half full. */
export class IdentitySet {
  #table = new Uint32Array(4 * 1024);
  #mask = 1023;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(identity: Buffer): boolean {
    return this.#table[4 * this.#find(identity, 0)] !== 0;
  }

  /** Adds the identity at `at`; returns false when it was there. */
  add(bytes: Buffer, at = 0): boolean {
    if (2 * (this.#size + 1) > this.#mask) this.#grow();
    const slot = this.#find(bytes, at);
    if (this.#table[4 * slot] !== 0) return false;
    this.#table.set(words(bytes, at), 4 * slot);
    this.#size += 1;
    return true;
  }

  delete(bytes: Buffer, at = 0): void {
    let hole = this.#find(bytes, at);
    if (this.#table[4 * hole] === 0) return;
    this.#size -= 1;
    // Whoever was pushed past the hole moves back, so that no search ends too early.
    for (let slot = (hole + 1) & this.#mask; this.#table[4 * slot] !== 0; slot = (slot + 1) & this.#mask) {
      const home = (this.#table[4 * slot + 1] ?? 0) & this.#mask;
      if (((slot - home) & this.#mask) < ((slot - hole) & this.#mask)) continue;
      this.#table.copyWithin(4 * hole, 4 * slot, 4 * slot + 4);
      hole = slot;
    }
    this.#table.fill(0, 4 * hole, 4 * hole + 4);
  }

  #find(bytes: Buffer, at: number): number {
    const [a, b, c, d] = words(bytes, at);
    let slot = b & this.#mask;
    for (;;) {
      const i = 4 * slot;
      if (this.#table[i] === 0) return slot;
      if (
        this.#table[i] === a &&
        this.#table[i + 1] === b &&
        this.#table[i + 2] === c &&
        this.#table[i + 3] === d
      )
        return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#mask = 2 * this.#mask + 1;
    this.#table = new Uint32Array(4 * (this.#mask + 1));
    for (let i = 0; i < old.length; i += 4) {
      if (old[i] === 0) continue;
      let slot = (old[i + 1] ?? 0) & this.#mask;
      while (this.#table[4 * slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#table.set(old.subarray(i, i + 4), 4 * slot);
    }
  }
}

/** The first word marks a slot as taken, so it is never zero. */
function words(bytes: Buffer, at: number): [number, number, number, number] {
  return [
    bytes.readUInt32LE(at) || 1,
    bytes.readUInt32LE(at + 4),
    bytes.readUInt32LE(at + 8),
    bytes.readUInt32LE(at + 12),
  ];
}

interface Segment {
  readonly firstOffset: bigint;
  readonly count: number;
}

/** What a transaction adds to a window and lets go of; it comes into force after the commit. */
export interface WindowChange {
  readonly segment: IdentitySegment | null;
  readonly forgotten: readonly Buffer[];
  /** Segments before this offset are gone. */
  readonly keepFrom: bigint;
}

/**
 * The identities of a partition's newest sales: all of at least the last `limit`. It is a copy of the table's
 * packed segments and only changed after the transaction that changed those.
 */
export class IdentityWindow {
  readonly #limit: number;
  readonly #set = new IdentitySet();
  #segments: Segment[] = [];

  constructor(segments: readonly IdentitySegment[], limit: number) {
    this.#limit = limit;
    for (const segment of segments) this.#add(segment);
  }

  has(identity: Buffer): boolean {
    return this.#set.has(identity);
  }

  get size(): number {
    return this.#set.size;
  }

  /** Offset of the oldest segment still needed when `arriving` more come: the newer ones alone fill the limit. */
  keepFrom(arriving: number): bigint {
    let newer = arriving;
    for (const segment of this.#segments.toReversed()) {
      if (newer >= this.#limit) return segment.firstOffset + 1n;
      newer += segment.count;
    }
    return 0n;
  }

  /** Whether anything lies before an offset. */
  reachesBefore(offset: bigint): boolean {
    return (this.#segments[0]?.firstOffset ?? offset) < offset;
  }

  apply(change: WindowChange): void {
    for (const identities of change.forgotten) {
      for (let at = 0; at < identities.length; at += IDENTITY_BYTES) this.#set.delete(identities, at);
    }
    this.#segments = this.#segments.filter((segment) => segment.firstOffset >= change.keepFrom);
    if (change.segment) this.#add(change.segment);
  }

  #add(segment: IdentitySegment): void {
    const { identities, firstOffset } = segment;
    for (let at = 0; at < identities.length; at += IDENTITY_BYTES) this.#set.add(identities, at);
    this.#segments.push({ firstOffset, count: identities.length / IDENTITY_BYTES });
  }
}
