import {
  parseInstant,
  sampledTraceparent,
  TRACEPARENT_ATTRIBUTE,
  type SaleRecorded,
} from '@silkgauge/contract';
import { type AcceptedRecord, hasAppendTime, type RecordPlace } from '@silkgauge/decisions';
import {
  placeHash,
  plainAttributes,
  standsAt,
  type InRecord,
  type PlainAttributes,
  type WireRecord,
} from '@silkgauge/kafka';
import { LruCache } from '../lru-cache.ts';
import { SaleMonths } from './months.ts';
import { endOfDecimal, endOfText, endOfTime } from './sale-text.ts';

/** The parts of a sale that folding needs. */
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
  /** Where its trace is sampled. */
  readonly traceparent: string | undefined;
}

export const SALE_TYPE = 'silkgauge.sale.recorded.v1';
const TYPE_BYTES = Buffer.from(SALE_TYPE);

/** Limit of the series, and of the sources, that a reader remembers. */
const MOST_KNOWN = 8_192;

const QUANTITY = Buffer.from('","quantity":"');
const ORDERED_AT = Buffer.from('","orderedAt":"');
const ORDER_ID = Buffer.from(',"orderId":"');
const LINE = Buffer.from(',"line":"');
const QUOTE = 34;
const BRACE = 125;

export function saleOf({ record, event }: AcceptedRecord & { readonly event: SaleRecorded }): Sale {
  const { source, id, seriesKey, period, amount, quantity, data, extensions } = event;
  const orderedAt = parseInstant(data.orderedAt) ?? Number.NaN;
  const traceparent = sampledTraceparent(extensions?.[TRACEPARENT_ATTRIBUTE]);
  return { record, source, id, seriesKey, period, amount, quantity, orderedAt, traceparent };
}

interface SeriesConstants {
  readonly seriesKey: string;
  /** Hash of the series key that gives the partition, before the modulo. */
  readonly place: number;
  /** Bytes of the value before the amount. */
  readonly head: Buffer;
}

/**
 * Reads sales of known series without a JSON parser. A series' members are the same text in each of its
 * sales: after one has passed `checkEvent`, the next needs a comparison of bytes and checks of amount,
 * quantity and time. Another text gives null and is parsed; parsing accepts every sale accepted here.
 */
export class SaleReader {
  /** By series key; null for a series whose sales are turned away. */
  readonly #known = new LruCache<SeriesConstants | null>(MOST_KNOWN);
  /** Sources of sales that passed every check. */
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
    const traceparent = sampledTraceparent(identity.traceparent);
    const { month: period, orderedAt } = time;
    return { record, source, id, seriesKey, period, amount, quantity, orderedAt, traceparent };
  }

  /** Source and id. The event's time is mostly the order's, which is checked already. */
  #identity(
    wire: WireRecord,
    start: number,
    end: number,
  ): Pick<PlainAttributes, 'source' | 'id' | 'traceparent'> | null {
    const attributes = plainAttributes(wire, TYPE_BYTES);
    if (!attributes || this.#sources.get(attributes.source) === undefined) return null;
    const { time, timeAt } = attributes;
    const isOrders = time?.length === end - start && standsAt(wire.bytes, timeAt, wire.bytes, start, end);
    return isOrders || time === undefined || parseInstant(time) !== undefined ? attributes : null;
  }

  /** Most records of a batch have the same timestamp. */
  #isStamped(record: InRecord): boolean {
    const { timestamp } = record;
    if (timestamp === this.#stamp) return true;
    if (!hasAppendTime(record)) return false;
    this.#stamp = timestamp;
    return true;
  }

  /** Turns away further sales of a series that belongs to the other domain. */
  turnAway(seriesKey: string): void {
    this.#known.set(seriesKey, null);
  }

  isTurnedAway(seriesKey: string): boolean {
    return this.#known.get(seriesKey) === null;
  }

  /** Remembers series and source of a sale that passed every check. */
  learn({ source, seriesKey, data }: SaleRecorded): void {
    const { platform, sellerCountry, buyerCountry, category, flow, currency } = data;
    const members = JSON.stringify({ platform, sellerCountry, buyerCountry, category, flow, currency });
    const text = `${members.slice(0, -1)},"amount":"`;
    // A slice of Node's pool would keep the whole pool in memory.
    const head = Buffer.alloc(Buffer.byteLength(text), text);
    this.#known.set(seriesKey, { seriesKey, place: placeHash(Buffer.from(seriesKey)), head });
    this.#sources.set(source, true);
  }
}

/** End of the value of a sale whose time ends at `timeEnd`; -1 where other members follow. */
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
