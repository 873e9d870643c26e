import { documentBytes, untilFull, type ChangeRow } from '@silkgauge/read-model';

/**
 * Changes that this process has just committed, as gapless runs until they are published. Runs without room
 * are dropped; the relay reads their changes from the log.
 */
export class FreshChanges {
  readonly #mostBytes: number;
  /** Keyed by the sequence before the first change of a run. */
  readonly #runs = new Map<bigint, readonly ChangeRow[]>();
  #bytes = 0;

  /** `mostBytes` limits the bytes of documents. */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Takes changes in order; where others committed between two of them, another run begins. */
  offer(changes: readonly ChangeRow[]): void {
    for (const run of runsOf(changes)) {
      const [first] = run;
      if (!first || this.#bytes + bytesOf(run) > this.#mostBytes) return;
      this.#keep(BigInt(first.sequence) - 1n, run);
    }
  }

  /** Removes and returns changes that follow `after` without a gap, up to `limit` and a page of `bytes`. */
  take(after: bigint, limit: number, bytes: number): ChangeRow[] {
    const taken: ChangeRow[] = [];
    for (let at = after, room = bytes; taken.length < limit && room > 0;) {
      const run = this.#drop(at);
      if (!run) break;
      const head = run.slice(0, untilFull(run.slice(0, limit - taken.length), documentBytes, room));
      for (const change of head) taken.push(change);
      at += BigInt(head.length);
      room -= bytesOf(head);
      if (run.length > head.length) {
        this.#keep(at, run.slice(head.length));
        break;
      }
    }
    return taken;
  }

  /** Drops changes up to a sequence, which were published from the log before they were offered. */
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
    this.#bytes = 0;
  }

  #keep(before: bigint, run: readonly ChangeRow[]): void {
    this.#runs.set(before, run);
    this.#bytes += bytesOf(run);
  }

  #drop(before: bigint): readonly ChangeRow[] | undefined {
    const run = this.#runs.get(before);
    if (run) {
      this.#runs.delete(before);
      this.#bytes -= bytesOf(run);
    }
    return run;
  }
}

/** The parts of changes whose sequences follow one another. */
function runsOf(changes: readonly ChangeRow[]): readonly (readonly ChangeRow[])[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return [];
  if (BigInt(last.sequence) - BigInt(first.sequence) === BigInt(changes.length - 1)) return [changes];
  const runs: ChangeRow[][] = [];
  let next = -1n;
  for (const change of changes) {
    const sequence = BigInt(change.sequence);
    if (sequence === next) runs.at(-1)?.push(change);
    else runs.push([change]);
    next = sequence + 1n;
  }
  return runs;
}

function bytesOf(run: readonly ChangeRow[]): number {
  let bytes = 0;
  for (const change of run) bytes += documentBytes(change);
  return bytes;
}
