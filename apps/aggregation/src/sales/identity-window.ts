import { setImmediate as turn } from 'node:timers/promises';
import type { IdentitySegment } from '@silkgauge/read-model';
import { IDENTITY_BYTES, IdentitySet } from './identity-set.ts';
import { StoredIdentities } from './stored-identities.ts';

/** Identities of a generation: fills a table of 4 MiB by three quarters. */
const GENERATION = 393_216;
/** Identities that are added between two turns of the event loop while a window is loaded: about ten milliseconds. */
export const ADDED_AT_ONCE = 8_192;
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
  /** Position of the partition after the transaction. */
  readonly next: bigint;
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
  #position: bigint;

  /** @param position position of the partition that the window belongs to */
  constructor(position: bigint, limit: number, generationSize: number = GENERATION) {
    this.#position = position;
    this.#limit = limit;
    this.#generationSize = Math.min(generationSize, limit);
  }

  /** Position of the partition up to which accepted sales are remembered. */
  get position(): bigint {
    return this.#position;
  }

  /** Adds stored segments, oldest first; other work has its turn after each {@link ADDED_AT_ONCE} identities. */
  async load(pages: AsyncIterable<readonly IdentitySegment[]>): Promise<void> {
    const most = ADDED_AT_ONCE * IDENTITY_BYTES;
    let added = 0;
    for await (const segments of pages)
      for (const segment of segments) {
        const set = this.#generationOf(segment);
        for (let at = 0; at < segment.identities.length;) {
          const piece = segment.identities.subarray(at, at + most - added);
          addAll(set, piece);
          at += piece.length;
          added += piece.length;
          if (added < most) continue;
          added = 0;
          await turn();
        }
      }
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
    if (change.segment) addAll(this.#generationOf(change.segment), change.segment.identities);
    this.#position = change.next;
  }

  /** Closes the files. The window is unusable afterwards. */
  close(): void {
    this.#forget(() => true);
  }

  #forget(isOld: (generation: Generation) => boolean): void {
    for (const { set } of this.#generations.filter(isOld)) if (set instanceof StoredIdentities) set.close();
    this.#generations = this.#generations.filter((generation) => !isOld(generation));
  }

  /** The set that a segment belongs into: the newest one, or another where that would be too full. */
  #generationOf({ firstOffset, identities }: IdentitySegment): IdentitySet {
    const newest = this.#newest;
    if (newest && newest.size + identities.length / IDENTITY_BYTES <= this.#generationSize) return newest;
    this.#store();
    const next = new IdentitySet();
    this.#generations.push({ from: firstOffset, set: next });
    return next;
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

function addAll(set: IdentitySet, identities: Buffer): void {
  const text = identities.toString('latin1');
  for (let at = 0; at < text.length; at += IDENTITY_BYTES) set.add(text, at);
}
