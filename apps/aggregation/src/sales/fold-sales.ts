import type { SaleRecorded } from '@silkgauge/contract';
import type { SalesTotal } from '@silkgauge/growth';
import type { AcceptedRecord } from '../classify.ts';
import { identityHash } from './identity-window.ts';

/** What a batch adds to one month of one series. */
export interface SalesFold {
  readonly seriesKey: string;
  readonly period: string;
  readonly added: SalesTotal;
  /** First and last record folded in. */
  readonly from: bigint;
  readonly last: AcceptedRecord;
}

export interface FoldedSales {
  readonly folds: readonly SalesFold[];
  /** 16 bytes for each sale counted, in order. */
  readonly identities: Buffer;
  readonly duplicates: number;
}

/** A running exact sum of decimals. */
class ExactSum {
  #units = 0n;
  #scale = 0;

  add(decimal: string): void {
    const point = decimal.indexOf('.');
    const scale = point < 0 ? 0 : decimal.length - point - 1;
    const units = BigInt(point < 0 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1));
    if (scale > this.#scale) {
      this.#units *= 10n ** BigInt(scale - this.#scale);
      this.#scale = scale;
    }
    this.#units += scale < this.#scale ? units * 10n ** BigInt(this.#scale - scale) : units;
  }

  toString(): string {
    if (this.#scale === 0) return String(this.#units);
    const digits = String(this.#units < 0n ? -this.#units : this.#units).padStart(this.#scale + 1, '0');
    const cut = digits.length - this.#scale;
    return `${this.#units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
  }
}

interface Running {
  readonly event: SaleRecorded;
  readonly amount: ExactSum;
  readonly units: ExactSum;
  readonly from: bigint;
  events: number;
  last: AcceptedRecord;
}

/**
 * Folds sales into what each month of each series gains. A sale whose identity `seen` knows, or that came earlier
 * in the batch, adds nothing: the first stands.
 */
export function foldSales(
  sales: readonly (AcceptedRecord & { readonly event: SaleRecorded })[],
  seen: (identity: Buffer) => boolean,
): FoldedSales {
  const running = new Map<string, Running>();
  const inBatch = new Set<string>();
  const identities: Buffer[] = [];
  for (const sale of sales) {
    const identity = identityHash(sale.event);
    const name = identity.toString('latin1');
    if (inBatch.has(name) || seen(identity)) continue;
    inBatch.add(name);
    identities.push(identity);
    add(running, sale);
  }
  return {
    folds: [...running.values()].map(({ event, amount, units, events, from, last }) => ({
      seriesKey: event.seriesKey,
      period: event.period,
      added: { total: String(amount), events: String(events), units: String(units) },
      from,
      last,
    })),
    identities: Buffer.concat(identities),
    duplicates: sales.length - identities.length,
  };
}

function add(running: Map<string, Running>, sale: AcceptedRecord & { readonly event: SaleRecorded }): void {
  const { event, record } = sale;
  const key = `${event.seriesKey}/${event.period}`;
  let fold = running.get(key);
  if (!fold) {
    fold = {
      event,
      amount: new ExactSum(),
      units: new ExactSum(),
      from: record.offset,
      events: 0,
      last: sale,
    };
    running.set(key, fold);
  }
  fold.amount.add(event.amount);
  fold.units.add(event.quantity);
  fold.events += 1;
  fold.last = sale;
}
