import { Fenced } from '@silkgauge/kafka';
import { UnstorableData, type ChangeRow } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { applySales, type ApplySalesOptions } from './apply-sales.ts';
import { ForeignSeries, NotTogether, type SalesBatch } from './place-batches.ts';
import { SalesMemory } from './sales-memory.ts';

/** Sales on their way into a transaction: until it begins there may come more. */
export interface PendingSales {
  /** How many records they are of. */
  readonly length: number;
  /** How many series and months of series they touch. */
  readonly touched: number;
  /** From now on there come no more. */
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
  /** Series, and months of series, that a transaction touches at most, unless one batch does. */
  readonly touchedAtOnce: number;
  /** Hears of all versions that are committed, in order of sequence within a transaction, and of how many dead letters. */
  readonly onCommitted: (changes: readonly ChangeRow[], letters: number) => void;
}

/** Transactions at a time: while the database works on one, the next is worked out. */
const AT_ONCE = 2;
/** No batch joins a group that has as many records, or one with which it would touch too much. */
const ENOUGH_RECORDS = 10_000;

/**
 * Applies batches of sales, each partition's in order. What waits when a transaction ends shares the next: under load a
 * transaction serves all partitions, and the change log's one cursor, for which they would all wait, is taken once.
 */
export class SalesGroups {
  readonly #options: SalesGroupsOptions;
  readonly #memory = new SalesMemory();
  readonly #waiting: WaitingBatch[] = [];
  #running = 0;
  /** A transaction is about to begin. */
  #isGathering = false;

  constructor(options: SalesGroupsOptions) {
    this.#options = options;
  }

  /** A partition's next sales come only after these. @throws Fenced, ForeignSeries, UnstorableData, or what the database throws */
  apply(sales: PendingSales): Promise<Applied> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sales, resolve, reject });
      this.#gather();
    });
  }

  /** What one fetch brought is handed over partition by partition, one right after the other. */
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

  /** What is wrong with one batch must not cost the others. */
  async #oneByOne(group: readonly Begun[]): Promise<void> {
    for (const one of group) await this.#together([one]).catch(one.reject);
  }
}

function isOfOne(error: unknown): boolean {
  return [Fenced, ForeignSeries, UnstorableData, NotTogether].some((kind) => error instanceof kind);
}
