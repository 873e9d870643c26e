import type { IdentitySegment } from '@silkgauge/read-model';
import { IDENTITY_BYTES, IdentitySet } from './identity-set.ts';
import { StoredIdentities } from './stored-identities.ts';

/** Identities a generation holds: its table is then three quarters full, 4 MiB. */
const GENERATION = 393_216;
/** A generation of fewer stays in memory when the next begins. */
const WORTH_STORING = 50_000;

interface Generation {
  /** First offset of its oldest segment. */
  readonly from: bigint;
  readonly set: IdentitySet | StoredIdentities;
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
 * forgotten a generation at a time, so nothing is ever searched for to be deleted. All but the newest generation are in files.
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
    this.#forget(({ from }) => from < change.keepFrom);
    if (change.segment) this.#add(change.segment);
  }

  /** To be called when it is not needed any more. */
  close(): void {
    this.#forget(() => true);
  }

  #forget(isOld: (generation: Generation) => boolean): void {
    for (const { set } of this.#generations.filter(isOld)) if (set instanceof StoredIdentities) set.close();
    this.#generations = this.#generations.filter((generation) => !isOld(generation));
  }

  #add({ firstOffset, identities }: IdentitySegment): void {
    const count = identities.length / IDENTITY_BYTES;
    let newest = this.#newest;
    if (!newest || newest.size + count > this.#generationSize) {
      this.#store();
      newest = new IdentitySet();
      this.#generations.push({ from: firstOffset, set: newest });
    }
    const text = identities.toString('latin1');
    for (let at = 0; at < text.length; at += IDENTITY_BYTES) newest.add(text, at);
  }

  get #newest(): IdentitySet | null {
    const set = this.#generations.at(-1)?.set;
    return set instanceof IdentitySet ? set : null;
  }

  /** Puts the newest generation, which gets no more, into a file; where none can be made it stays in memory. */
  #store(): void {
    const newest = this.#newest;
    const from = this.#generations.at(-1)?.from;
    if (!newest || from === undefined || newest.size < WORTH_STORING) return;
    try {
      this.#generations.splice(-1, 1, { from, set: new StoredIdentities(newest) });
      newest.free();
    } catch {
      // A disk that is full or not there costs memory, not sales.
    }
  }
}
