import { parseInstant, type SaleRecorded } from '@silkgauge/contract';
import { placeHash, plainAttributes, standsAt, type InRecord, type WireRecord } from '@silkgauge/kafka';
import { hasAppendTime, type AcceptedRecord } from '../classify.ts';
import type { RecordPlace } from '../misplaced.ts';
import { LruCache } from '../lru-cache.ts';
import { SaleMonths } from './months.ts';
import { endOfDecimal, endOfText, endOfTime } from './sale-text.ts';

/** What folding needs of a sale. */
export interface Sale {
  readonly record: InRecord;
  readonly source: string;
  readonly id: string;
  readonly seriesKey: string;
  /** Month in UTC, `YYYY-MM`. */
  readonly period: string;
  readonly amount: string;
  readonly quantity: string;
  /** Milliseconds since the epoch. */
  readonly orderedAt: number;
}

export const SALE_TYPE = 'silkgauge.sale.recorded.v1';
const TYPE_BYTES = Buffer.from(SALE_TYPE);

/** How many series, and how many sources, a reader knows by heart. */
const MOST_KNOWN = 8_192;

const QUANTITY = Buffer.from('","quantity":"');
const ORDERED_AT = Buffer.from('","orderedAt":"');
const ORDER_ID = Buffer.from(',"orderId":"');
const LINE = Buffer.from(',"line":"');
const QUOTE = 34;
const BRACE = 125;

export function saleOf({ record, event }: AcceptedRecord & { readonly event: SaleRecorded }): Sale {
  const { source, id, seriesKey, period, amount, quantity, data } = event;
  const orderedAt = parseInstant(data.orderedAt) ?? Number.NaN;
  return { record, source, id, seriesKey, period, amount, quantity, orderedAt };
}

/** What all sales of a series have in common. */
interface SeriesConstants {
  readonly seriesKey: string;
  /** Where its records belong, whatever the number of partitions. */
  readonly place: number;
  /** The value up to the amount. */
  readonly head: Buffer;
}

/**
 * Reads sales that look like ones already checked. A series' members are the same text in each of its sales: once
 * `checkEvent` has passed one, the next needs its head compared and only amount, quantity and time looked at. What
 * does not fit to the letter is null, and takes the long way; nothing is accepted here that the long way refuses.
 */
export class SaleReader {
  /** By key; null where its sales are turned away. */
  readonly #known = new LruCache<SeriesConstants | null>(MOST_KNOWN);
  /** Those of sales that passed every check. */
  readonly #sources = new LruCache<true>(MOST_KNOWN);
  readonly #months = new SaleMonths();
  #stamp = '';

  read(record: InRecord, { partition, partitions }: RecordPlace): Sale | null {
    const { wire } = record;
    if (!wire || wire.keyStart < 0 || wire.valueStart < 0 || !this.#isStamped(record)) return null;
    const { bytes, valueStart, valueEnd } = wire;
    const known = this.#known.get(bytes.toString('latin1', wire.keyStart, wire.keyEnd));
    if (!known || (partitions !== null && known.place % partitions !== partition)) return null;
    const { seriesKey, head } = known;
    const amountAt = valueStart + head.length;
    if (amountAt >= valueEnd || !standsAt(bytes, valueStart, head)) return null;
    const amountEnd = endOfDecimal(bytes, amountAt);
    if (!standsAt(bytes, amountEnd, QUANTITY)) return null;
    const quantityAt = amountEnd + QUANTITY.length;
    const quantityEnd = endOfDecimal(bytes, quantityAt);
    if (!standsAt(bytes, quantityEnd, ORDERED_AT)) return null;
    const timeAt = quantityEnd + ORDERED_AT.length;
    const timeEnd = endOfTime(bytes, timeAt);
    if (timeEnd < 0 || endOfSale(bytes, timeEnd) !== valueEnd) return null;
    const time = this.#months.of(bytes, timeAt, timeEnd);
    if (time === null) return null;
    const identity = this.#identity(wire, timeAt, timeEnd);
    if (!identity) return null;
    const amount = bytes.toString('latin1', amountAt, amountEnd);
    const quantity = bytes.toString('latin1', quantityAt, quantityEnd);
    const { source, id } = identity;
    const { month: period, orderedAt } = time;
    return { record, source, id, seriesKey, period, amount, quantity, orderedAt };
  }

  /** Source and id; the event's own time is mostly the order's, which is looked at already. */
  #identity(
    wire: WireRecord,
    start: number,
    end: number,
  ): { readonly source: string; readonly id: string } | null {
    const attributes = plainAttributes(wire, TYPE_BYTES);
    if (!attributes || this.#sources.get(attributes.source) === undefined) return null;
    const { time, timeAt } = attributes;
    const isOrders = time?.length === end - start && standsAt(wire.bytes, timeAt, wire.bytes, start, end);
    return isOrders || time === undefined || parseInstant(time) !== undefined ? attributes : null;
  }

  /** Records of a batch mostly have one timestamp. */
  #isStamped(record: InRecord): boolean {
    const { timestamp } = record;
    if (timestamp === this.#stamp) return true;
    if (!hasAppendTime(record)) return false;
    this.#stamp = timestamp;
    return true;
  }

  /** Sales of a series that belongs to the other domain are none. */
  turnAway(seriesKey: string): void {
    this.#known.set(seriesKey, null);
  }

  isTurnedAway(seriesKey: string): boolean {
    return this.#known.get(seriesKey) === null;
  }

  /** Learns from a sale that passed every check. */
  learn({ source, seriesKey, data }: SaleRecorded): void {
    const { platform, sellerCountry, buyerCountry, category, flow, currency } = data;
    const members = JSON.stringify({ platform, sellerCountry, buyerCountry, category, flow, currency });
    const text = `${members.slice(0, -1)},"amount":"`;
    // In memory of its own: a piece of Node's pool would keep all of the pool.
    const head = Buffer.alloc(Buffer.byteLength(text), text);
    this.#known.set(seriesKey, { seriesKey, place: placeHash(Buffer.from(seriesKey)), head });
    this.#sources.set(source, true);
  }
}

/** Where a sale's value ends that goes on behind its time; -1 where something else follows. */
function endOfSale(bytes: Buffer, timeEnd: number): number {
  let at = timeEnd;
  if (bytes[at] !== QUOTE) return -1;
  at += 1;
  for (const name of [ORDER_ID, LINE]) {
    if (!standsAt(bytes, at, name)) continue;
    at = endOfText(bytes, at + name.length) + 1;
    if (at === 0) return -1;
  }
  return bytes[at] === BRACE ? at + 1 : -1;
}
