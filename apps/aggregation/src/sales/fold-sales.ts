import type { SalesTotal } from '@silkgauge/growth';
import type { InRecord } from '@silkgauge/kafka';
import type { Identity } from '@silkgauge/read-model';
import { MOST_TRACES } from '../traces.ts';
import { ExactSum } from './exact-sum.ts';
import { identityHash, IdentitySet } from './identity-set.ts';
import type { RefusedSale } from './read-sale.ts';
import type { Sale } from './sale.ts';

/** Identity, offset, timestamp and sampled trace of a folded sale. */
export interface FoldedSale
  extends Identity, Pick<InRecord, 'offset' | 'timestamp'>, Pick<Sale, 'traceparent'> {}

/** Sales that a batch adds to one month of one series. */
export interface SalesFold {
  readonly seriesKey: string;
  readonly period: string;
  readonly added: SalesTotal;
  /** Offset of the first sale folded in. */
  readonly from: bigint;
  readonly last: FoldedSale;
}

export interface FoldedSales {
  readonly folds: readonly SalesFold[];
  /** 16 bytes for each counted sale, in order. */
  readonly identities: Buffer;
  readonly counted: number;
  readonly duplicates: number;
  readonly refused: readonly RefusedSale[];
  /** The broker's timestamp of the last record, counted or not; null without records. */
  readonly timestamp: string | null;
}

/** Kept bytes of refused records that count as one month. */
const MONTH_BYTES = 4_096;

interface RunningFold {
  readonly seriesKey: string;
  readonly period: string;
  readonly amount: ExactSum;
  readonly units: ExactSum;
  readonly from: bigint;
  events: number;
  /** Milliseconds since the epoch. */
  lastOrdered: number;
  /** The last sale of the current list of records; null between lists. */
  sale: Sale | null;
  last: FoldedSale | null;
}

/**
 * Folds sales into additions to months of series. A sale whose identity is in the batch or known to `seen`
 * adds nothing: the first one counts. No record's memory is kept, so a batch may be as large as the backlog;
 * it is full once it touches `most` series and months of series.
 */
export class SalesFolding {
  readonly #read: (record: InRecord) => Sale | RefusedSale;
  readonly #seen: (identity: string) => boolean;
  readonly #most: number;
  readonly #series = new Map<string, Map<string, RunningFold>>();
  readonly #inBatch = new IdentitySet();
  readonly #identities: Buffer[] = [];
  readonly #refused: RefusedSale[] = [];
  readonly #traceparents: string[] = [];
  #length = 0;
  #touched = 0;
  #timestamp: string | null = null;

  constructor(
    read: (record: InRecord) => Sale | RefusedSale,
    seen: (identity: string) => boolean,
    most: number,
  ) {
    this.#read = read;
    this.#seen = seen;
    this.#most = most;
  }

  /** Number of records taken. */
  get length(): number {
    return this.#length;
  }

  /** Number of series and months touched, refused records included. */
  get touched(): number {
    return this.#touched;
  }

  /** Sampled traces of counted sales, as many as a span has links. */
  get traceparents(): readonly string[] {
    return this.#traceparents;
  }

  /** Takes records until the batch is full; returns their number. */
  take(records: readonly InRecord[]): number {
    const identities: string[] = [];
    const touched: RunningFold[] = [];
    let taken = 0;
    for (const record of records) {
      if (this.#touched >= this.#most) break;
      taken += 1;
      const sale = this.#read(record);
      if ('kind' in sale) {
        const kept = copyOf(record);
        this.#refused.push({ ...sale, record: kept });
        this.#touched += 1 + sizeOf(kept) / MONTH_BYTES;
        continue;
      }
      const identity = identityHash(sale);
      if (this.#seen(identity) || !this.#inBatch.add(identity)) continue;
      identities.push(identity);
      const fold = this.#foldOf(sale);
      fold.amount.add(sale.amount);
      fold.units.add(sale.quantity);
      fold.events += 1;
      if (sale.orderedAt > fold.lastOrdered) fold.lastOrdered = sale.orderedAt;
      if (!fold.sale) touched.push(fold);
      fold.sale = sale;
      if (sale.traceparent !== undefined && this.#traceparents.length < MOST_TRACES)
        this.#traceparents.push(sale.traceparent);
    }
    if (taken === 0) return 0;
    for (const fold of touched) release(fold);
    this.#identities.push(Buffer.from(identities.join(''), 'latin1'));
    this.#length += taken;
    this.#timestamp = records.at(taken - 1)?.timestamp ?? this.#timestamp;
    return taken;
  }

  #foldOf({ seriesKey, period, record }: Sale): RunningFold {
    let months = this.#series.get(seriesKey);
    if (!months) {
      this.#series.set(seriesKey, (months = new Map()));
      this.#touched += 1;
    }
    let fold = months.get(period);
    if (!fold) {
      const [amount, units, from] = [new ExactSum(), new ExactSum(), record.offset];
      const none = { events: 0, lastOrdered: -Infinity, sale: null, last: null };
      fold = { seriesKey, period, amount, units, from, ...none };
      months.set(period, fold);
      this.#touched += 1;
    }
    return fold;
  }

  /** The result of all records taken. */
  folded(): FoldedSales {
    const counted = this.#inBatch.size;
    return {
      folds: [...this.#series.values()].flatMap((months) => Array.from(months.values(), foldOf)),
      identities: Buffer.concat(this.#identities),
      counted,
      duplicates: this.#length - this.#refused.length - counted,
      refused: this.#refused,
      timestamp: this.#timestamp,
    };
  }

  /** Frees the memory. The folding is unusable afterwards. */
  free(): void {
    this.#inBatch.free();
  }
}

function release(fold: RunningFold): void {
  if (!fold.sale) return;
  const { source, id, record, traceparent } = fold.sale;
  fold.last = { source, id, offset: record.offset, timestamp: record.timestamp, traceparent };
  fold.sale = null;
}

function foldOf({ seriesKey, period, from, last, ...sums }: RunningFold): SalesFold {
  if (!last) throw new Error(`nothing was folded into ${seriesKey} ${period}`);
  const [total, events, units] = [String(sums.amount), String(sums.events), String(sums.units)];
  return {
    seriesKey,
    period,
    added: { total, events, units, last: instantText(sums.lastOrdered) },
    from,
    last,
  };
}

/** In seconds, with milliseconds only if there are some. */
function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

function sizeOf({ key, value, headers }: InRecord): number {
  const sizes = [key, value, ...headers.map(([, bytes]) => bytes)].map((bytes) => bytes?.length ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A copy, so that the fetched bytes can be freed. */
function copyOf({ offset, timestamp, key, value, headers }: InRecord): InRecord {
  return {
    offset,
    timestamp,
    key: key && Buffer.from(key),
    value: value && Buffer.from(value),
    headers: headers.map(([name, bytes]) => [name, Buffer.from(bytes)]),
  };
}
