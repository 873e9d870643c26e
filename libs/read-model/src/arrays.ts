import type { WrittenValue } from './bind-message.ts';

/**
 * PostgreSQL arrays for the hot statements. The driver quotes and escapes each element of an array, which
 * for thousands of keys and documents costs more than all the rest of a statement.
 */

/** An array of values that need no quotes: numbers, ISO instants and dates, periods, series keys; null stays null. */
export function plainArray(values: readonly (string | number | bigint | Date | null)[]): string {
  let text = '{';
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (i > 0) text += ',';
    if (value instanceof Date) text += value.toISOString();
    else text += value ?? 'NULL';
  }
  return `${text}}`;
}

const TEXT_OID = 25;
const HEADER_BYTES = 12;
const DIMENSION_BYTES = 8;
const LENGTH_BYTES = 4;

/** An array of any texts, in PostgreSQL's binary form: nothing is quoted, joined or cut. For a parameter of type `text[]`. */
export function textArray(values: readonly (string | null)[]): WrittenValue {
  return new TextArray(values);
}

class TextArray implements WrittenValue {
  readonly #values: readonly (string | null)[];
  /** -1 for null. */
  readonly #sizes: readonly number[];
  readonly byteLength: number;

  constructor(values: readonly (string | null)[]) {
    this.#values = values;
    this.#sizes = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
    const head = values.length > 0 ? HEADER_BYTES + DIMENSION_BYTES : HEADER_BYTES;
    this.byteLength = this.#sizes.reduce((sum, size) => sum + LENGTH_BYTES + Math.max(size, 0), head);
  }

  writeTo(bytes: Buffer, start: number): number {
    const count = this.#values.length;
    let at = bytes.writeInt32BE(count > 0 ? 1 : 0, start);
    at = bytes.writeInt32BE(this.#sizes.includes(-1) ? 1 : 0, at);
    at = bytes.writeInt32BE(TEXT_OID, at);
    if (count === 0) return at;
    at = bytes.writeInt32BE(count, at);
    at = bytes.writeInt32BE(1, at);
    for (let i = 0; i < count; i += 1) {
      at = bytes.writeInt32BE(this.#sizes[i] ?? -1, at);
      at += bytes.write(this.#values[i] ?? '', at);
    }
    return at;
  }

  toPostgres(): Buffer {
    const bytes = Buffer.allocUnsafe(this.byteLength);
    this.writeTo(bytes, 0);
    return bytes;
  }
}
