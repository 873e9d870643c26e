import { Fenced } from '@silkgauge/kafka';
import { UnstorableData, type ChangeRow } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { applySales, type ApplySalesOptions } from './apply-sales.ts';
import { ForeignSeries, NotTogether, type SalesBatch } from './place-batches.ts';
import { SalesMemory } from './sales-memory.ts';

/** Sales that wait for a transaction; until it begins more may be added. */
export interface PendingSales {
  /** Number of records. */
  readonly length: number;
  /** Number of series and of months of series. */
  readonly touched: number;
  /** Closes the sales: no more may be added. */
  begin(): SalesBatch;
}

interface Begun extends Omit<WaitingBatch, 'sales'> {
  readonly sales: SalesBatch;
}

interface WaitingBatch {
  readonly sales: PendingSales;
  readonly resolve: (applied: Applied) => void;
  readonly reject: (error: unknown) => void;
}

export interface SalesGroupsOptions extends ApplySalesOptions {
  /** Limit of series and months of series in a transaction; a single batch may exceed it. */
  readonly touchedAtOnce: number;
  /** Gets committed versions, by sequence within a transaction, and the number of dead letters. */
  readonly onCommitted: (changes: readonly ChangeRow[], letters: number) => void;
}

/** Transactions at a time: while the database commits one, the next is decided. */
const AT_ONCE = 2;
/** Records of a group from which on no batch joins it. */
const ENOUGH_RECORDS = 10_000;

/**
 * Applies batches of sales, those of a partition in order. Batches that wait when a transaction ends share
 * the next: under load one transaction serves all partitions, and takes the change log's single cursor once.
 */
export class SalesGroups {
  readonly #options: SalesGroupsOptions;
  readonly #memory = new SalesMemory();
  readonly #waiting: WaitingBatch[] = [];
  #running = 0;
  #isGathering = false;

  constructor(options: SalesGroupsOptions) {
    this.#options = options;
  }

  /** A partition has one call at a time. @throws Fenced, ForeignSeries, UnstorableData, database errors */
  apply(sales: PendingSales): Promise<Applied> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sales, resolve, reject });
      this.#gather();
    });
  }

  /** Defers the start to the next turn, since one fetch brings batches of several partitions. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setImmediate(() => {
      this.#isGathering = false;
      for (let free = AT_ONCE - this.#running; free > 0; free -= 1) void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running >= AT_ONCE || this.#waiting.length === 0) return;
    this.#running += 1;
    const group = this.#take();
    try {
      await this.#together(group);
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) await this.#oneByOne(group);
      else for (const { reject } of group) reject(error);
    } finally {
      this.#running -= 1;
      void this.#run();
    }
  }

  #take(): Begun[] {
    const { touchedAtOnce } = this.#options;
    const group: WaitingBatch[] = [];
    let [records, touched] = [0, 0];
    for (const one of this.#waiting) {
      const { sales } = one;
      const isFull = records >= ENOUGH_RECORDS || touched + sales.touched > touchedAtOnce;
      if (isFull && group.length > 0) break;
      group.push(one);
      records += sales.length;
      touched += sales.touched;
    }
    this.#waiting.splice(0, group.length);
    return group.map((one) => ({ ...one, sales: one.sales.begin() }));
  }

  async #together(group: readonly Begun[]): Promise<void> {
    const { onCommitted } = this.#options;
    const batches = group.map(({ sales }) => sales);
    const { applied, committed } = await applySales(batches, this.#memory, this.#options);
    onCommitted(
      committed,
      applied.reduce((sum, { rejected }) => sum + rejected, 0),
    );
    group.forEach(({ resolve }, index) => {
      resolve(applied[index] as Applied);
    });
  }

  /** A fault of one batch must not cost the others. */
  async #oneByOne(group: readonly Begun[]): Promise<void> {
    for (const one of group) await this.#together([one]).catch(one.reject);
  }
}

function isOfOne(error: unknown): boolean {
  return [Fenced, ForeignSeries, UnstorableData, NotTogether].some((kind) => error instanceof kind);
}
