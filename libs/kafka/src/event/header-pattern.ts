import { isPrintable, keptBytes, lengthAt, sizeOfLength, standsAt } from './bytes.ts';
import { LONGEST, plainAttributes } from './plain-attributes.ts';
import type { WireRecord } from '../wire/records.ts';

/** The places where records of a pattern differ: the bytes of a value, its length before them. */
interface VaryingSpan {
  readonly at: number;
  readonly size: number;
}

const ONE_BYTE = 64;

/**
 * The headers of one record, for reading others that are the same to the byte but for the event's id and time. A producer
 * writes all records of a series alike, and comparing costs less than looking at each header.
 */
export class HeaderPattern {
  readonly source: string;
  /** What stands before, between and behind the two holes, one after the other. */
  readonly #text: Buffer;
  readonly #first: number;
  readonly #second: number;
  readonly #isIdFirst: boolean;

  private constructor(record: WireRecord, source: string, id: VaryingSpan, time: VaryingSpan) {
    const { bytes, headersStart, end } = record;
    const [first, second] = id.at < time.at ? [id, time] : [time, id];
    const before = bytes.subarray(headersStart, lengthBefore(first));
    const between = bytes.subarray(first.at + first.size, lengthBefore(second));
    this.source = source;
    this.#text = keptBytes(Buffer.concat([before, between, bytes.subarray(second.at + second.size, end)]));
    this.#first = before.length;
    this.#second = before.length + between.length;
    this.#isIdFirst = first === id;
  }

  /** Null for a record whose headers are not plain, or that has no time. */
  static of(record: WireRecord, type: Buffer): HeaderPattern | null {
    const plain = plainAttributes(record, type);
    if (plain?.time === undefined) return null;
    const id = { at: plain.idAt, size: plain.id.length };
    return new HeaderPattern(record, plain.source, id, { at: plain.timeAt, size: plain.time.length });
  }

  /** The id, and where the time stands, which nothing is known of but its length. Null for other headers. */
  read(
    record: WireRecord,
  ): { readonly id: string; readonly timeAt: number; readonly timeEnd: number } | null {
    const { bytes, headersStart, end } = record;
    const text = this.#text;
    let at = headersStart;
    if (!standsAt(bytes, at, text, 0, this.#first)) return null;
    at += this.#first;
    const firstAt = at + sizeOfLength(bytes, at);
    const firstEnd = firstAt + lengthAt(bytes, at);
    at = firstEnd + this.#second - this.#first;
    if (!isSize(firstEnd - firstAt) || at >= end) return null;
    if (!standsAt(bytes, firstEnd, text, this.#first, this.#second)) return null;
    const secondAt = at + sizeOfLength(bytes, at);
    const secondEnd = secondAt + lengthAt(bytes, at);
    if (!isSize(secondEnd - secondAt) || end - secondEnd !== text.length - this.#second) return null;
    if (!standsAt(bytes, secondEnd, text, this.#second)) return null;
    const [idAt, idEnd, timeAt, timeEnd] = this.#isIdFirst
      ? [firstAt, firstEnd, secondAt, secondEnd]
      : [secondAt, secondEnd, firstAt, firstEnd];
    if (!isPrintable(bytes, idAt, idEnd)) return null;
    return { id: bytes.toString('latin1', idAt, idEnd), timeAt, timeEnd };
  }
}

const isSize = (size: number): boolean => size > 0 && size <= LONGEST;

/** Where the length of a span that varies stands, a zigzag varint of one or two bytes. */
const lengthBefore = ({ at, size }: VaryingSpan): number => at - (size < ONE_BYTE ? 1 : 2);
