import { CLOCK_TOPIC, isEmbargoTopic, placeName, TOPIC_TYPES, type InputTopic } from '@silkgauge/contract';
import { classify, readFacts, recordBytes, type SmallBases, TooMuchWritten } from '@silkgauge/decisions';
import type { Opener } from '@silkgauge/embargo';
import type { InRecord, PartitionClaim, RecordBatch, RecordSink } from '@silkgauge/kafka';
import { BUDGET, untilFull, UnstorableData, type ChangeRow } from '@silkgauge/read-model';
import { addApplied, NOTHING_APPLIED, type Applied, type Flush } from './applied.ts';
import { FactsQueue } from './facts/facts-queue.ts';
import { FactsMemory } from './facts/facts-memory.ts';
import { refuse } from './facts/refuse.ts';
import { appendTimeOf } from './facts/write-facts.ts';
import { Lifting } from './embargo/lifting.ts';
import { requireTickInTime, type Clocks } from './embargo/clock-ahead.ts';
import { readHeld } from './embargo/read-held.ts';
import { LeftClaims } from './left-claims.ts';
import { SalesFolding } from './sales/fold-sales.ts';
import { IdentityWindow } from './sales/identity-window.ts';
import { ForeignSeries } from './sales/place-batches.ts';
import { readSale } from './sales/read-sale.ts';
import { SaleReader } from './sales/sale.ts';
import { SalesGroups } from './sales/sales-groups.ts';
import { SalesSink } from './sales/sales-sink.ts';
import type { Store } from './store/store.ts';
import { tracesOf, type TracedBatch } from './traces.ts';

export interface BatchApplierOptions {
  readonly store: Store;
  /** Store of sales, as their statement plans differ from those of facts; `store` by default. */
  readonly salesStore?: Store;
  /** Sales that a partition remembers at least. */
  readonly identityWindow: number;
  /** Series and months of series that a transaction of sales touches at most; 2,000 by default. */
  readonly touchedAtOnce?: number;
  /** Level below which a base gives no growth, by indicator; none by default. */
  readonly smallBases?: SmallBases;
  /** Opens events under embargo; null where no keys are given. */
  readonly seals?: Opener | null;
  /** Clocks that ticks are held against; without them, as where old ticks are read again, any tick is taken. */
  readonly clocks?: Clocks;
  /** Bytes of figures remembered between transactions; `BUDGET.figures` by default. */
  readonly figureBytes?: number;
  /** Bytes of documents that a transaction of several facts writes at most; `BUDGET.written` by default. */
  readonly writtenAtOnce?: number;
  /** Bytes of documents that one fact writes at most; `BUDGET.writtenByOne` by default. */
  readonly writtenByOne?: number;
  /** Receives the committed versions in order of sequence, and the number of dead letters. */
  readonly onCommitted?: (changes: readonly ChangeRow[], letters: number) => void;
  /** Hears why claims that a committed batch left could not be judged; they are tried again. */
  readonly onClaimsLeft?: (error: unknown) => void;
  /** Hears of the series of accepted records after their commit, with append times in milliseconds since 1970. */
  readonly onHeard?: (seriesKey: string, appendedAt: number) => void;
  /** Hears of committed batches with their sampled traces, if there are any. */
  readonly onTraced?: (batch: TracedBatch) => void;
}

type WindowPlace = Pick<PartitionClaim, 'topic' | 'partition' | 'epoch' | 'position'>;

/** Facts per transaction, besides `BUDGET.input`: all data that they touch is in memory until its end. */
const FACTS_AT_ONCE = 1_000;
/** Ticks per turn among facts, each in a transaction of its own. */
const TICKS_AT_ONCE = 20;
/** Series and months per transaction of sales: a month has up to three versions in memory. */
const TOUCHED_AT_ONCE = 2_000;

/**
 * Applies each batch in one transaction that also moves the position of its partition: after a crash a batch
 * is there as a whole or not at all, and is never applied twice. Waiting batches of sales share a
 * transaction.
 */
export class BatchApplier {
  readonly #options: BatchApplierOptions;
  /** By topic and partition, with the epoch of the newest claim. */
  readonly #windows = new Map<string, { epoch: bigint; window: IdentityWindow }>();

  readonly #onCommitted: (changes: readonly ChangeRow[], letters: number) => void;
  readonly #onHeard: (seriesKey: string, appendedAt: number) => void;
  readonly #reader = new SaleReader();
  readonly #sales: SalesGroups;
  readonly #touchedAtOnce: number;
  /** Facts of this process wait here, and leave the connections of the pool to others. */
  readonly #facts: FactsQueue;
  readonly #leftClaims: LeftClaims;
  readonly #lifting: Lifting;

  constructor(options: BatchApplierOptions) {
    this.#options = options;
    this.#onCommitted = options.onCommitted ?? (() => undefined);
    this.#onHeard = options.onHeard ?? (() => undefined);
    this.#touchedAtOnce = options.touchedAtOnce ?? TOUCHED_AT_ONCE;
    const { store, smallBases = {} } = options;
    const leftClaims = new LeftClaims({ store, onFailed: options.onClaimsLeft ?? (() => undefined) });
    this.#leftClaims = leftClaims;
    this.#lifting = new Lifting(options.seals ?? null);
    this.#facts = new FactsQueue({
      ...{ store, leftClaims },
      memory: new FactsMemory(smallBases, options.figureBytes ?? BUDGET.figures),
      most: {
        mostWritten: options.writtenAtOnce ?? BUDGET.written,
        mostWrittenByOne: options.writtenByOne,
      },
      lifting: this.#lifting,
    });
    this.#sales = new SalesGroups({
      store: options.salesStore ?? store,
      ...{ smallBases, leftClaims },
      touchedAtOnce: this.#touchedAtOnce,
      onForeign: (seriesKey) => {
        this.#reader.turnAway(seriesKey);
      },
      onCommitted: this.#onCommitted,
      onHeard: this.#onHeard,
    });
  }

  /** Judges claims that batches left and that could not be judged; does not reject. */
  async judgeLeftClaims(): Promise<void> {
    const committed = await this.#leftClaims.again();
    if (committed.length > 0) this.#onCommitted(committed, 0);
  }

  /** Folds sales as they arrive, so that a flush may exceed memory; `onApplied` gets their results. */
  async openSales(
    claim: PartitionClaim,
    onApplied: (applied: Applied, flush: Flush) => void,
  ): Promise<RecordSink> {
    const window = await this.#windowOf(claim);
    const read = (record: InRecord) => readSale(record, this.#reader, claim);
    return new SalesSink({
      ...{ claim, window },
      onApplied: (applied, flush) => {
        onApplied(applied, flush);
        const { topic, partition } = claim;
        const { seconds, traceparents } = flush;
        const records = applied.applied + applied.duplicates + applied.rejected;
        const begun = Date.now() - seconds * 1_000;
        this.#options.onTraced?.({ topic, partition, records, begun, traceparents });
      },
      newFolding: () => new SalesFolding(read, (identity) => window.has(identity), this.#touchedAtOnce),
      apply: (sales) => this.#sales.apply(sales),
      applyWhole: (batch) => this.apply('platform.sales', batch),
    });
  }

  /**
   * @throws Fenced if the partition has a newer owner, or the batch was applied before
   * @throws Halted at a tick from the future, and at an event under embargo without any key
   */
  async apply(input: InputTopic, batch: RecordBatch): Promise<Applied> {
    if (input !== CLOCK_TOPIC || batch.records.length === 0) return this.#apply(input, batch);
    const { store, clocks } = this.#options;
    // A tick from the future lifts nothing, and opens nothing.
    const until = Math.min(Number(appendTimeOf(batch)), clocks?.own() ?? Infinity);
    return this.#lifting.ahead(store, new Date(until), () => this.#apply(input, batch));
  }

  async #apply(input: InputTopic, batch: RecordBatch): Promise<Applied> {
    const most = this.#mostOf(input, batch);
    if (batch.records.length > most) return this.#applySplit(input, batch, most);
    if (input === CLOCK_TOPIC && batch.records.length > 1) return this.#applyTicks(batch);
    try {
      return await this.#applyOnce(input, batch);
    } catch (error) {
      if (error instanceof ForeignSeries) return this.#apply(input, batch);
      if (!(error instanceof UnstorableData) && !(error instanceof TooMuchWritten)) throw error;
      return this.#applyHalves(input, batch, error);
    }
  }

  /** Number of records that certainly fit into one transaction. */
  #mostOf(input: InputTopic, { records }: RecordBatch): number {
    // A sale touches at most one series and one month.
    if (input === 'platform.sales') return Math.ceil(this.#touchedAtOnce / 2);
    if (input === CLOCK_TOPIC) return TICKS_AT_ONCE;
    return Math.min(FACTS_AT_ONCE, untilFull(records, recordBytes, BUDGET.input));
  }

  /** Halves a batch until the record that cannot be written stands alone: its neighbours count. */
  async #applyHalves(
    input: InputTopic,
    batch: RecordBatch,
    error: UnstorableData | TooMuchWritten,
  ): Promise<Applied> {
    const middle = batch.records.length >> 1;
    return middle === 0 ? this.#applyOnce(input, batch, error) : this.#applySplit(input, batch, middle);
  }

  /** Applies the first `count` records, then the others, each with its move of the position. */
  async #applySplit(input: InputTopic, batch: RecordBatch, count: number): Promise<Applied> {
    const { records } = batch;
    const at = records.at(count)?.offset;
    if (at === undefined) throw new RangeError(`no ${String(count)} of ${String(records.length)} records`);
    const before = records.at(count - 1)?.batch ?? null;
    const head = await this.#apply(input, {
      ...batch,
      records: records.slice(0, count),
      next: at,
      last: before,
    });
    await batch.heartbeat();
    const tail = await this.#apply(input, { ...batch, records: records.slice(count), expected: at });
    return addApplied(head, tail);
  }

  /**
   * Ticks that wait take one turn among facts, each in a transaction of its own, as it lifts what is due at its own append
   * time. Behind a failed one all are fenced, and are applied again.
   */
  async #applyTicks(batch: RecordBatch): Promise<Applied> {
    const { records } = batch;
    const places = [batch.expected, ...records.slice(1).map(({ offset }) => offset), batch.next];
    const applying = records.map((record, at) =>
      this.#apply(CLOCK_TOPIC, {
        ...{ ...batch, records: [record], expected: places[at] ?? 0n, next: places[at + 1] ?? 0n },
        last: at === records.length - 1 ? batch.last : (record.batch ?? null),
      }),
    );
    let head = NOTHING_APPLIED;
    for (const [at, one] of (await Promise.allSettled(applying)).entries()) {
      if (one.status === 'fulfilled') {
        head = addApplied(head, one.value);
        continue;
      }
      if (at === 0) throw one.reason;
      await batch.heartbeat();
      const rest = { ...batch, records: records.slice(at), expected: places[at] ?? 0n };
      return addApplied(head, await this.#apply(CLOCK_TOPIC, rest));
    }
    return head;
  }

  /** With an error, refuses all records of the batch. */
  async #applyOnce(
    input: InputTopic,
    batch: RecordBatch,
    unstorable?: UnstorableData | TooMuchWritten,
  ): Promise<Applied> {
    const { topic, partition, records } = batch;
    const begun = Date.now();
    const { clocks } = this.#options;
    if (input === CLOCK_TOPIC && clocks)
      for (const record of records) await requireTickInTime(record, clocks);
    const refusing = unstorable && ((record: InRecord) => refuse(record, unstorable));
    const tell = (accepted: readonly string[]): void => {
      // A refused record says nothing of itself, so its trace is read anew.
      const traceparents = unstorable
        ? tracesOf(records.map((record) => classify(record, TOPIC_TYPES[input])))
        : accepted;
      this.#options.onTraced?.({ topic, partition, records: records.length, begun, traceparents });
    };
    if (input !== 'platform.sales') {
      const facts =
        isEmbargoTopic(input) && !refusing
          ? await readHeld(input, batch, this.#options.seals ?? null)
          : readFacts(input, batch, refusing);
      const { committed, heard, applied, duplicates, rejected, changes } = await this.#facts.apply(facts);
      for (const { seriesKey, appendedAt } of heard) this.#onHeard(seriesKey, appendedAt);
      tell(tracesOf(facts.records));
      this.#onCommitted(committed, rejected);
      return { applied, duplicates, rejected, changes };
    }
    const window = await this.#windowOf({ ...batch, position: batch.expected });
    const read = refusing ?? ((record: InRecord) => readSale(record, this.#reader, batch));
    const folding = new SalesFolding(read, (identity) => window.has(identity), Infinity);
    folding.take(records);
    const { length, touched } = folding;
    const applied = await this.#sales.apply({ length, touched, begin: () => ({ batch, folding, window }) });
    tell(folding.traceparents);
    return applied;
  }

  /**
   * The window of a partition at a position. Whoever changes the stored window raises the epoch, or is this owner and
   * moves the position: a window stays where its partition was claimed anew with nothing in between. An epoch alone says
   * nothing, as a database that was put back gives it again.
   */
  async #windowOf({ topic, partition, epoch, position }: WindowPlace): Promise<IdentityWindow> {
    const key = placeName({ topic, partition });
    const known = this.#windows.get(key);
    const isOwn = known && (known.epoch === epoch || known.epoch + 1n === epoch);
    if (isOwn && known.window.position === position) {
      known.epoch = epoch;
      return known.window;
    }
    this.#windows.delete(key);
    known?.window.close();
    const window = new IdentityWindow(position, this.#options.identityWindow);
    await window.load(this.#options.store.identities(topic, partition));
    this.#windows.set(key, { epoch, window });
    return window;
  }
}
