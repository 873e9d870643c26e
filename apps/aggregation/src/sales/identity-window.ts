import type { IdentitySegment } from '@silkgauge/read-model';
import { IDENTITY_BYTES, IdentitySet } from './identity-set.ts';

/** Identities a generation holds: its table is then three quarters full, 8 MiB. */
const GENERATION = 786_432;

interface Generation {
  /** First offset of its oldest segment. */
  readonly from: bigint;
  readonly set: IdentitySet;
}

/** What a transaction adds to a window and lets go of; it comes into force after the commit. */
export interface WindowChange {
  readonly segment: IdentitySegment | null;
  /** Segments before this offset are forgotten. */
  readonly keepFrom: bigint;
}

/**
 * The identities of a partition's newest sales: all of at least the last `limit`, and at most a generation more. It
 * is a copy of the table's packed segments and only changed after the transaction that changed those. Identities are
 * forgotten a generation at a time, so nothing is ever searched for to be deleted.
 */
export class IdentityWindow {
  readonly #limit: number;
  readonly #generationSize: number;
  #generations: Generation[] = [];

  constructor(segments: readonly IdentitySegment[], limit: number, generationSize: number = GENERATION) {
    this.#limit = limit;
    this.#generationSize = Math.min(generationSize, limit);
    for (const segment of segments) this.#add(segment);
  }

  has(identity: string): boolean {
    for (let i = this.#generations.length - 1; i >= 0; i -= 1) {
      if (this.#generations[i]?.set.has(identity)) return true;
    }
    return false;
  }

  get size(): number {
    return this.#generations.reduce((sum, generation) => sum + generation.set.size, 0);
  }

  /** Offset of the oldest segment still needed when `arriving` more come at `offset`: what is newer fills the limit. */
  keepFrom(arriving: number, offset: bigint): bigint {
    let newer = arriving;
    let keep = offset;
    for (const generation of this.#generations.toReversed()) {
      if (newer >= this.#limit) break;
      newer += generation.set.size;
      keep = generation.from;
    }
    return keep;
  }

  /** Whether anything lies before an offset. */
  reachesBefore(offset: bigint): boolean {
    return (this.#generations[0]?.from ?? offset) < offset;
  }

  apply(change: WindowChange): void {
    this.#generations = this.#generations.filter((generation) => generation.from >= change.keepFrom);
    if (change.segment) this.#add(change.segment);
  }

  #add({ firstOffset, identities }: IdentitySegment): void {
    const count = identities.length / IDENTITY_BYTES;
    let newest = this.#generations.at(-1);
    if (!newest || newest.set.size + count > this.#generationSize) {
      newest = { from: firstOffset, set: new IdentitySet() };
      this.#generations.push(newest);
    }
    const text = identities.toString('latin1');
    for (let at = 0; at < text.length; at += IDENTITY_BYTES) newest.set.add(text, at);
  }
}
