import {
  BatchSink,
  behind,
  type LogBatch,
  type PartitionClaim,
  type RecordBatch,
  type RecordRun,
  type RecordSink,
} from '@silkgauge/kafka';
import { UnstorableData } from '@silkgauge/read-model';
import type { Applied, Flush } from '../applied.ts';
import type { SalesFolding } from './fold-sales.ts';
import type { IdentityWindow } from './identity-window.ts';
import { ForeignSeries, type SalesBatch } from './place-batches.ts';
import type { PendingSales } from './sales-groups.ts';

export interface SalesSinkParts {
  readonly claim: PartitionClaim;
  readonly window: IdentityWindow;
  newFolding(): SalesFolding;
  /** Applies folded sales, in a transaction that may include other partitions. */
  apply(sales: PendingSales): Promise<Applied>;
  /** Applies kept records, halving them to find one that cannot be stored. */
  applyWhole(batch: RecordBatch): Promise<Applied>;
  /** Gets the result of each committed flush. */
  onApplied(applied: Applied, flush: Flush): void;
}

/** Limits of a flush of kept records, while one that cannot be stored is searched for. */
const KEPT = { records: 1_000, bytes: 1024 * 1024 };

/**
 * Folds sales as they are added, so that no record is kept, until their transaction begins. After sales that
 * cannot be stored the sink takes the same records again and keeps them, to find the record at fault.
 */
export class SalesSink implements RecordSink, PendingSales {
  readonly #parts: SalesSinkParts;
  #folding: SalesFolding;
  #expected: bigint;
  #next: bigint;
  #last: LogBatch | null = null;
  /** Append time of the first record of the folding. */
  #oldest: string | null = null;
  #isWriting = false;
  /** Position up to which records are kept. */
  #keptUntil = 0n;
  #kept: BatchSink | null = null;

  constructor(parts: SalesSinkParts) {
    this.#parts = parts;
    this.#expected = parts.claim.position;
    this.#next = parts.claim.position;
    this.#folding = parts.newFolding();
  }

  get length(): number {
    return this.#folding.length;
  }

  get touched(): number {
    return this.#folding.touched;
  }

  add(run: RecordRun): number {
    if (this.#kept) return this.#kept.add(run);
    if (this.#isWriting) return 0;
    const taken = this.#folding.take(run.records);
    if (taken === 0) return 0;
    this.#next = behind(run, taken);
    this.#last = run.records[taken - 1]?.batch ?? null;
    this.#oldest ??= run.records[0]?.timestamp ?? null;
    return taken;
  }

  async flush(): Promise<bigint> {
    const begun = performance.now();
    if (this.#kept) return this.#flushKept(this.#kept);
    try {
      const applied = await this.#parts.apply(this);
      const { traceparents } = this.#folding;
      this.#parts.onApplied(applied, { seconds: secondsSince(begun), oldest: this.#oldest, traceparents });
      this.#expected = this.#next;
    } catch (error) {
      if (error instanceof UnstorableData) this.#keepUntil(this.#next);
      else if (!(error instanceof ForeignSeries)) throw error;
      this.#next = this.#expected;
    }
    this.#folding = this.#parts.newFolding();
    this.#oldest = null;
    this.#isWriting = false;
    return this.#expected;
  }

  begin(): SalesBatch {
    this.#isWriting = true;
    const { topic, partition, epoch } = this.#parts.claim;
    const batch = { topic, partition, epoch, expected: this.#expected, next: this.#next, last: this.#last };
    return { batch, folding: this.#folding, window: this.#parts.window };
  }

  #keepUntil(position: bigint): void {
    this.#keptUntil = position;
    const claim = { ...this.#parts.claim, position: this.#expected };
    this.#kept = new BatchSink(claim, KEPT, async (batch) => {
      const begun = performance.now();
      const applied = await this.#parts.applyWhole(batch);
      const oldest = batch.records[0]?.timestamp ?? null;
      // Each transaction of the search has told its traces.
      this.#parts.onApplied(applied, { seconds: secondsSince(begun), oldest, traceparents: [] });
    });
  }

  async #flushKept(kept: BatchSink): Promise<bigint> {
    const position = await kept.flush();
    this.#expected = position;
    this.#next = position;
    if (position >= this.#keptUntil) this.#kept = null;
    return position;
  }
}

const secondsSince = (begun: number): number => (performance.now() - begun) / 1_000;
