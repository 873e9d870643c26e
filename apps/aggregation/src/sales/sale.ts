import { parseInstant, utcMonth, type SaleRecorded } from '@silkgauge/contract';
import { plainAttributes, type InRecord } from '@silkgauge/kafka';
import { hasAppendTime, type AcceptedRecord } from '../classify.ts';

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
}

export const SALE_TYPE = 'silkgauge.sale.recorded.v1';
const TYPE_BYTES = Buffer.from(SALE_TYPE);

/** How many series, and how many sources, a reader knows by heart. */
const MOST_KNOWN = 50_000;

const DECIMAL = String.raw`-?\d{1,20}(?:\.\d{1,18})?`;
const TEXT = String.raw`[ !#-\[\]-~]{1,256}`;
const TAIL = new RegExp(
  String.raw`^(${DECIMAL})","quantity":"(${DECIMAL})","orderedAt":"([0-9TZ:.+-]{20,35})"(?:,"orderId":"${TEXT}")?(?:,"line":"${TEXT}")?\}$`,
);

export function saleOf({ record, event }: AcceptedRecord & { readonly event: SaleRecorded }): Sale {
  const { source, id, seriesKey, period, amount, quantity } = event;
  return { record, source, id, seriesKey, period, amount, quantity };
}

/**
 * Reads sales that look like ones already checked. A series' members are the same text in each of its sales: once
 * `checkEvent` has passed one, the next needs its head compared and only amount, quantity and time looked at. What
 * does not fit to the letter is null, and takes the long way; nothing is accepted here that the long way refuses.
 */
export class SaleReader {
  readonly #heads = new Map<string, Buffer>();
  readonly #sources = new Set<string>();
  #stamp = '';

  read(record: InRecord): Sale | null {
    const { wire } = record;
    if (!wire || wire.keyStart < 0 || wire.valueStart < 0 || !this.#isStamped(record)) return null;
    const { bytes, valueStart, valueEnd } = wire;
    const seriesKey = bytes.toString('latin1', wire.keyStart, wire.keyEnd);
    const head = this.#heads.get(seriesKey);
    if (!head) return null;
    const headEnd = valueStart + head.length;
    if (headEnd >= valueEnd || head.compare(bytes, valueStart, headEnd) !== 0) return null;
    const attributes = plainAttributes(wire, TYPE_BYTES);
    if (!attributes || !this.#sources.has(attributes.source)) return null;
    const tail = TAIL.exec(bytes.toString('latin1', headEnd, valueEnd));
    if (!tail) return null;
    const [, amount = '', quantity = '', orderedAt = ''] = tail;
    if (parseInstant(orderedAt) === undefined) return null;
    const { source, id, time } = attributes;
    if (time !== undefined && time !== orderedAt && parseInstant(time) === undefined) return null;
    return { record, source, id, seriesKey, period: utcMonth(orderedAt), amount, quantity };
  }

  /** Records of a batch mostly have one timestamp. */
  #isStamped(record: InRecord): boolean {
    const { timestamp } = record;
    if (timestamp === this.#stamp) return true;
    if (!hasAppendTime(record)) return false;
    this.#stamp = timestamp;
    return true;
  }

  /** Learns from a sale that passed every check. */
  learn({ source, seriesKey, data }: SaleRecorded): void {
    if (this.#heads.size >= MOST_KNOWN) this.#heads.clear();
    if (this.#sources.size >= MOST_KNOWN) this.#sources.clear();
    const { platform, sellerCountry, buyerCountry, category, flow, currency } = data;
    const members = JSON.stringify({ platform, sellerCountry, buyerCountry, category, flow, currency });
    this.#heads.set(seriesKey, Buffer.from(`${members.slice(0, -1)},"amount":"`));
    this.#sources.add(source);
  }
}
