import { Fenced, ReadAgain } from '@silkgauge/kafka';
import { UnstorableData, type ChangeRow, type ReadModel } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import type { SmallBases } from '../facts/worlds.ts';
import { applySales } from './apply-sales.ts';
import { NotTogether, type SalesBatch } from './place-batches.ts';
import { SalesMemory } from './sales-memory.ts';

interface Waiting {
  readonly sales: SalesBatch;
  readonly resolve: (applied: Applied) => void;
  readonly reject: (error: unknown) => void;
}

export interface SalesGroupsOptions {
  readonly readModel: ReadModel;
  readonly smallBases: SmallBases;
  /** Series, and months of series, that a transaction touches at most, unless one batch does. */
  readonly touchedAtOnce: number;
  /** Hears of series that belong to the other domain: sales of them are turned away. */
  readonly onForeign: (seriesKey: string) => void;
  /** Hears of all versions that are committed, in order of sequence within a transaction. */
  readonly onCommitted: (changes: readonly ChangeRow[]) => void;
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
  readonly #waiting: Waiting[] = [];
  #running = 0;
  /** A transaction is about to begin. */
  #isGathering = false;

  constructor(options: SalesGroupsOptions) {
    this.#options = options;
  }

  /** A partition's next batch comes only after this one. @throws Fenced, UnstorableData, or what the database throws */
  apply(sales: SalesBatch): Promise<Applied> {
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

  #take(): Waiting[] {
    const { touchedAtOnce } = this.#options;
    const group: Waiting[] = [];
    let [records, touched] = [0, 0];
    for (const one of this.#waiting) {
      const { folding } = one.sales;
      const isFull = records >= ENOUGH_RECORDS || touched + folding.touched > touchedAtOnce;
      if (isFull && group.length > 0) break;
      group.push(one);
      records += folding.length;
      touched += folding.touched;
    }
    this.#waiting.splice(0, group.length);
    // They were handed over while another transaction had just begun.
    for (const { batch, folding } of group.map(({ sales }) => sales)) {
      if (touched >= touchedAtOnce || !batch.moveOn?.()) continue;
      const others = touched - folding.touched;
      const taken = folding.take(batch.records, touchedAtOnce - touched);
      batch.endBefore?.(taken);
      touched = others + folding.touched;
    }
    return group;
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    const { onCommitted } = this.#options;
    const batches = group.map(({ sales }) => sales);
    const { applied, committed } = await applySales(batches, this.#memory, this.#options);
    onCommitted(committed);
    group.forEach(({ resolve }, index) => {
      resolve(applied[index] as Applied);
    });
  }

  /** What is wrong with one batch must not cost the others. */
  async #oneByOne(group: readonly Waiting[]): Promise<void> {
    for (const one of group) await this.#together([one]).catch(one.reject);
  }
}

function isOfOne(error: unknown): boolean {
  return [Fenced, ReadAgain, UnstorableData, NotTogether].some((kind) => error instanceof kind);
}
