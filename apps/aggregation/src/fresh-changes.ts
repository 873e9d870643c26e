import type { ChangeRow } from '@silkgauge/read-model';

/**
 * Changes that this process has just committed, until they are published: most need not be read from the log again. Runs without
 * a gap, of which there may be others' changes between them; what finds no room is left out, and stands in the log.
 */
export class FreshChanges {
  readonly #most: number;
  /** By the sequence before their first. */
  readonly #runs = new Map<bigint, readonly ChangeRow[]>();
  #size = 0;

  /** `most` changes are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a run in order of sequence, without a gap. */
  offer(run: readonly ChangeRow[]): void {
    const [first] = run;
    if (!first || this.#size + run.length > this.#most) return;
    this.#keep(BigInt(first.sequence) - 1n, run);
  }

  /** Hands over at most `limit` changes that follow a sequence without a gap; none where the next is not here. */
  take(after: bigint, limit: number): ChangeRow[] {
    const taken: ChangeRow[] = [];
    for (let at = after; taken.length < limit;) {
      const run = this.#drop(at);
      if (!run) break;
      const room = limit - taken.length;
      taken.push(...run.slice(0, room));
      at += BigInt(run.length);
      if (run.length > room) this.#keep(after + BigInt(taken.length), run.slice(room));
    }
    return taken;
  }

  /** Forgets what lies up to a sequence: it is published, read from the log before it was offered. */
  forgetUntil(sequence: bigint): void {
    for (const before of [...this.#runs.keys()]) {
      if (before >= sequence) continue;
      const run = this.#drop(before) ?? [];
      const rest = run.slice(Number(sequence - before));
      if (rest.length > 0) this.#keep(sequence, rest);
    }
  }

  clear(): void {
    this.#runs.clear();
    this.#size = 0;
  }

  #keep(before: bigint, run: readonly ChangeRow[]): void {
    this.#runs.set(before, run);
    this.#size += run.length;
  }

  #drop(before: bigint): readonly ChangeRow[] | undefined {
    const run = this.#runs.get(before);
    if (run) {
      this.#runs.delete(before);
      this.#size -= run.length;
    }
    return run;
  }
}
