import type { WireRecord } from '../wire/records.ts';
import { PUSHED_BY } from './cloud-events.ts';

/** Attributes of a binary-mode event that has only the usual ones; texts are printable ASCII. */
export interface PlainAttributes {
  readonly source: string;
  readonly id: string;
  readonly time: string | undefined;
  /** Index of the time in the record's bytes; -1 without a time. */
  readonly timeAt: number;
  /** As it stands there, valid or not. */
  readonly traceparent: string | undefined;
}

const SPECVERSION = 1;
const ID = 2;
const SOURCE = 4;
const TYPE = 8;
const TIME = 16;
const SUBJECT = 32;
const CONTENT_TYPE = 64;
const BY = 128;
const TRACEPARENT = 256;
const TRACESTATE = 512;
const REQUIRED = SPECVERSION | ID | SOURCE | TYPE;

const HEADERS: readonly (readonly [name: Buffer, attribute: number])[] = [
  [Buffer.from('ce_id'), ID],
  [Buffer.from('ce_source'), SOURCE],
  [Buffer.from('ce_type'), TYPE],
  [Buffer.from('ce_specversion'), SPECVERSION],
  [Buffer.from('ce_time'), TIME],
  [Buffer.from('ce_subject'), SUBJECT],
  [Buffer.from('content-type'), CONTENT_TYPE],
  [Buffer.from(PUSHED_BY), BY],
  [Buffer.from('ce_traceparent'), TRACEPARENT],
  [Buffer.from('ce_tracestate'), TRACESTATE],
];

const VERSION = Buffer.from('1.0');
const JSON_TYPE = Buffer.from('application/json');
const LONGEST = 400;

/**
 * Fast path to an event's identity: one pass over the encoded headers, without a list or an object of them.
 * Returns null for another type and for an unusual, repeated or non-ASCII attribute: `decodeRecord` then
 * decides. `decodeRecord` accepts all attributes that are accepted here.
 */
export function plainAttributes(record: WireRecord, type: Buffer): PlainAttributes | null {
  const { bytes, end: limit } = record;
  let at = record.headersStart;
  let seen = 0;
  let source = '';
  let id = '';
  let time: string | undefined;
  let traceparent: string | undefined;
  let timeAt = -1;
  const length = (): number => {
    const value = lengthAt(bytes, at);
    at += (bytes[at] ?? 0) < 0x80 ? 1 : 2;
    return value;
  };
  const count = length();
  if (count < 4 || count > HEADERS.length) return null;
  for (let i = 0; i < count; i += 1) {
    const nameLength = length();
    const nameAt = at;
    const attribute = attributeAt(bytes, nameAt, nameLength);
    if (attribute === 0 || seen & attribute) return null;
    seen |= attribute;
    at += nameLength;
    const size = length();
    const end = at + size;
    if (size < 1 || size > LONGEST || end > limit) return null;
    if (attribute === TYPE ? !equals(bytes, at, end, type) : !suits(attribute, bytes, at, end)) return null;
    if (attribute === ID) id = bytes.toString('latin1', at, end);
    else if (attribute === SOURCE) source = bytes.toString('latin1', at, end);
    else if (attribute === TIME) {
      time = bytes.toString('latin1', at, end);
      timeAt = at;
    } else if (attribute === TRACEPARENT) traceparent = bytes.toString('latin1', at, end);
    at = end;
  }
  return (seen & REQUIRED) === REQUIRED ? { source, id, time, timeAt, traceparent } : null;
}

/**
 * Whether `text`, or its part from `from` to `to`, stands in `bytes` at `at`; false for a negative `at`. For
 * a few bytes the loop is faster than a call of `Buffer.compare`.
 */
export const standsAt = (bytes: Buffer, at: number, text: Buffer, from = 0, to = text.length): boolean => {
  for (let i = from, j = at; i < to; i += 1, j += 1) if (bytes[j] !== text[i]) return false;
  return true;
};

function attributeAt(bytes: Buffer, at: number, length: number): number {
  for (const [name, attribute] of HEADERS) {
    if (name.length === length && standsAt(bytes, at, name)) return attribute;
  }
  return 0;
}

function suits(attribute: number, bytes: Buffer, start: number, end: number): boolean {
  if (attribute === SPECVERSION) return equals(bytes, start, end, VERSION);
  if (attribute === CONTENT_TYPE) return equals(bytes, start, end, JSON_TYPE);
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

function equals(bytes: Buffer, start: number, end: number, expected: Buffer): boolean {
  return end - start === expected.length && standsAt(bytes, start, expected);
}

/** Decodes a zigzag varint of one or two bytes; negative for a longer, negative or cut-off one. */
function lengthAt(bytes: Buffer, at: number): number {
  const low = bytes[at] ?? 0x81;
  if (low < 0x80) return low & 1 ? -1 : low >> 1;
  const high = bytes[at + 1] ?? 0x80;
  const both = (low & 0x7f) | (high << 7);
  return high < 0x80 && !(both & 1) ? both >> 1 : -1;
}
