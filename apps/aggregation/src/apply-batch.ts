import { domainOf, type InputTopic } from '@silkgauge/contract';
import type { InRecord, PartitionClaim, RecordBatch, RecordSink } from '@silkgauge/kafka';
import { BUDGET, untilFull, UnstorableData, type ChangeRow } from '@silkgauge/read-model';
import { addApplied, type Applied } from './applied.ts';
import { recordBytes, storable, type RejectedRecord } from './classify.ts';
import { FactsQueue } from './facts/facts-queue.ts';
import { FactsMemory } from './facts/facts-memory.ts';
import { readFacts } from './facts/read-facts.ts';
import { TooMuchWritten } from './facts/too-much-written.ts';
import type { SmallBases } from './facts/series-graphs.ts';
import { SalesFolding } from './sales/fold-sales.ts';
import { IdentityWindow } from './sales/identity-window.ts';
import { ForeignSeries } from './sales/place-batches.ts';
import { readSale } from './sales/read-sale.ts';
import { SaleReader } from './sales/sale.ts';
import { SalesGroups } from './sales/sales-groups.ts';
import { SalesSink } from './sales/sales-sink.ts';
import type { Store } from './store/store.ts';

export interface BatchApplierOptions {
  readonly store: Store;
  /** The same for sales, whose plans are of another kind than those of facts; `store` unless told. */
  readonly salesStore?: Store;
  /** Sales a partition remembers at least. */
  readonly identityWindow: number;
  /** Series, and months of series, that a transaction of sales touches at most; 2,000 unless told. */
  readonly touchedAtOnce?: number;
  /** Below which no growth is taken from a base, by indicator; none unless told. */
  readonly smallBases?: SmallBases;
  /** Bytes of figures that are remembered from one transaction to the next; `BUDGET.figures` unless told. */
  readonly figureBytes?: number;
  /** Bytes of documents that a transaction of facts writes at most, unless one record does; `BUDGET.written` unless told. */
  readonly writtenAtOnce?: number;
  /** Hears of the versions that a transaction committed, in order of sequence, and of how many dead letters. */
  readonly onCommitted?: (changes: readonly ChangeRow[], letters: number) => void;
}

/** Facts of one transaction at most, beside `BUDGET.input`: all they touch is in memory until it ends. */
const FACTS_AT_ONCE = 1_000;
/**
 * Series, and months of series, that a transaction of sales touches at most: with each month come up to three versions, and all are in memory
 * until it ends. More sales of the same months take next to none.
 */
const TOUCHED_AT_ONCE = 2_000;

/**
 * Applies batches of records, each in one transaction that moves the partition's position with everything it
 * caused: after any crash a batch is there whole or not at all, and is never applied twice. Batches of sales that wait at
 * the same time share a transaction.
 */
export class BatchApplier {
  readonly #options: BatchApplierOptions;
  /** By topic and partition, with the epoch it was read under: a newer claim reads it again. */
  readonly #windows = new Map<string, { epoch: bigint; window: IdentityWindow }>();

  readonly #onCommitted: (changes: readonly ChangeRow[], letters: number) => void;
  readonly #reader = new SaleReader();
  readonly #sales: SalesGroups;
  readonly #touchedAtOnce: number;
  /** Those of this process wait there, and leave the pool's connections to others. */
  readonly #facts: FactsQueue;

  constructor(options: BatchApplierOptions) {
    this.#options = options;
    const memory = new FactsMemory(options.smallBases ?? {}, options.figureBytes ?? BUDGET.figures);
    this.#facts = new FactsQueue(options.store, memory, options.writtenAtOnce ?? BUDGET.written);
    this.#onCommitted = options.onCommitted ?? (() => undefined);
    this.#touchedAtOnce = options.touchedAtOnce ?? TOUCHED_AT_ONCE;
    this.#sales = new SalesGroups({
      store: options.salesStore ?? options.store,
      smallBases: options.smallBases ?? {},
      touchedAtOnce: this.#touchedAtOnce,
      onForeign: (seriesKey) => {
        this.#reader.turnAway(seriesKey);
      },
      onCommitted: this.#onCommitted,
    });
  }

  /**
   * Folds sales as they come, so that a flush may stand for many more records than there is memory for. `onApplied` hears of
   * what each flush came to, and of the seconds it took.
   */
  async openSales(
    claim: PartitionClaim,
    onApplied: (applied: Applied, seconds: number) => void,
  ): Promise<RecordSink> {
    const window = await this.#windowOf(claim);
    const read = (record: InRecord) => readSale(record, this.#reader, claim);
    return new SalesSink({
      ...{ claim, window, onApplied },
      newFolding: () => new SalesFolding(read, (identity) => window.has(identity), this.#touchedAtOnce),
      apply: (sales) => this.#sales.apply(sales),
      applyWhole: (batch) => this.apply('platform.sales', batch),
    });
  }

  /** @throws Fenced when the partition has a newer owner or the batch was already applied */
  async apply(input: InputTopic, batch: RecordBatch): Promise<Applied> {
    const most = this.#mostOf(input, batch);
    if (batch.records.length > most) return this.#applySplit(input, batch, most);
    try {
      return await this.#applyOnce(input, batch);
    } catch (error) {
      if (error instanceof ForeignSeries) return this.apply(input, batch);
      if (error instanceof TooMuchWritten) return this.#applySplit(input, batch, batch.records.length >> 1);
      if (!(error instanceof UnstorableData)) throw error;
      return this.#applyHalves(input, batch, error);
    }
  }

  /** Records that are surely not too many for one transaction. */
  #mostOf(input: InputTopic, { records }: RecordBatch): number {
    // A sale touches a series and a month of it at most.
    if (input === 'platform.sales') return Math.ceil(this.#touchedAtOnce / 2);
    return Math.min(FACTS_AT_ONCE, untilFull(records, recordBytes, BUDGET.input));
  }

  /** A record the database cannot hold must not cost its neighbours: halve the batch until it stands alone. */
  async #applyHalves(input: InputTopic, batch: RecordBatch, error: UnstorableData): Promise<Applied> {
    const middle = batch.records.length >> 1;
    return middle === 0 ? this.#applyOnce(input, batch, error) : this.#applySplit(input, batch, middle);
  }

  /** The first `count` records, then the others; the position moves to where the others begin. */
  async #applySplit(input: InputTopic, batch: RecordBatch, count: number): Promise<Applied> {
    const { records } = batch;
    const at = records.at(count)?.offset;
    if (at === undefined) throw new RangeError(`no ${String(count)} of ${String(records.length)} records`);
    const before = records.at(count - 1)?.batch ?? null;
    const head = await this.apply(input, {
      ...batch,
      records: records.slice(0, count),
      next: at,
      last: before,
    });
    await batch.heartbeat();
    const tail = await this.apply(input, { ...batch, records: records.slice(count), expected: at });
    return addApplied(head, tail);
  }

  /** With an error, all of the batch's records are turned away for it. */
  async #applyOnce(input: InputTopic, batch: RecordBatch, unstorable?: UnstorableData): Promise<Applied> {
    const refusing = unstorable && ((record: InRecord) => refuse(record, unstorable));
    if (input !== 'platform.sales') {
      const facts = refusing
        ? { batch, records: Array.from(batch.records, refusing), domain: domainOf(input) }
        : readFacts(input, batch);
      const { committed, ...applied } = await this.#facts.apply(facts);
      this.#onCommitted(committed, applied.rejected);
      return applied;
    }
    const window = await this.#windowOf(batch);
    const read = refusing ?? ((record: InRecord) => readSale(record, this.#reader, batch));
    const folding = new SalesFolding(read, (identity) => window.has(identity), Infinity);
    folding.take(batch.records);
    const { length, touched } = folding;
    return this.#sales.apply({ length, touched, begin: () => ({ batch, folding, window }) });
  }

  async #windowOf({
    topic,
    partition,
    epoch,
  }: Pick<RecordBatch, 'topic' | 'partition' | 'epoch'>): Promise<IdentityWindow> {
    const key = `${topic}/${String(partition)}`;
    const known = this.#windows.get(key);
    if (known?.epoch === epoch) return known.window;
    this.#windows.delete(key);
    known?.window.close();
    const segments = await this.#options.store.identities(topic, partition);
    const window = new IdentityWindow(segments, this.#options.identityWindow);
    this.#windows.set(key, { epoch, window });
    return window;
  }
}

function refuse(record: InRecord, error: UnstorableData): RejectedRecord {
  return { kind: 'rejected', record, rule: 'unstorable', reason: storable(error.message), identity: null };
}
