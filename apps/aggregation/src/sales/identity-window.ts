import type { IdentitySegment } from '@silkgauge/read-model';
import { IDENTITY_BYTES, IdentitySet } from './identity-set.ts';
import { StoredIdentities } from './stored-identities.ts';

/** Identities of a generation: fills a table of 4 MiB by three quarters. */
const GENERATION = 393_216;
/** Identities below which a full generation stays in memory. */
const WORTH_STORING = 50_000;

interface Generation {
  /** First offset of the generation's oldest segment. */
  readonly from: bigint;
  readonly set: IdentitySet | StoredIdentities;
}

/** Change of a window by a transaction, applied after the commit. */
export interface WindowChange {
  readonly segment: IdentitySegment | null;
  /** Segments before this offset are dropped. */
  readonly keepFrom: bigint;
}

/**
 * The identities of a partition's newest sales: at least the last `limit`, and at most a generation more. The
 * window copies the table's packed segments and changes after a commit. Identities are dropped a generation
 * at a time, without a search; all but the newest generation are in files.
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

  /** First offset to keep once `arriving` identities come at `offset`: newer ones fill the limit. */
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

  /** Whether the window reaches before an offset. */
  reachesBefore(offset: bigint): boolean {
    return (this.#generations[0]?.from ?? offset) < offset;
  }

  apply(change: WindowChange): void {
    this.#forget(({ from }) => from < change.keepFrom);
    if (change.segment) this.#add(change.segment);
  }

  /** Closes the files. The window is unusable afterwards. */
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

  /** Moves the full newest generation into a file, or keeps it in memory if no file can be written. */
  #store(): void {
    const newest = this.#newest;
    const from = this.#generations.at(-1)?.from;
    if (!newest || from === undefined || newest.size < WORTH_STORING) return;
    try {
      this.#generations.splice(-1, 1, { from, set: new StoredIdentities(newest) });
      newest.free();
    } catch {
      // A full or missing disk costs memory, not sales.
    }
  }
}
