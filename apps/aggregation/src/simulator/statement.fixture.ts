import type { Transaction } from './transaction.fixture.ts';

/** What the driver hands back. */
export interface Answer {
  readonly rows: readonly object[];
  readonly rowCount: number;
}

/** What a prepared statement does to the tables. Locks first: it may have to wait, and is then run again. */
export type Statement = (tx: Transaction, values: readonly unknown[]) => Answer;

/** By the name they are prepared under. */
export type Statements = Readonly<Record<string, Statement>>;

export function found(rows: readonly object[]): Answer {
  return { rows, rowCount: rows.length };
}

export function wrote(rowCount: number): Answer {
  return { rows: [], rowCount };
}

/** An array as it was sent: a list, texts in PostgreSQL's binary form, or its text of one without quotes. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (Buffer.isBuffer(value)) return textsOf(value);
  const text = String(value);
  if (!text.startsWith('{') || !text.endsWith('}') || text.includes('"'))
    throw new Error(`not an array without quotes: ${text.slice(0, 80)}`);
  const inside = text.slice(1, -1);
  return inside === '' ? [] : inside.split(',').map((element) => (element === 'NULL' ? null : element));
}

/** Header: dimensions, whether there are nulls, type; then length and lower bound of the one dimension, and the elements. */
function textsOf(bytes: Buffer): (string | null)[] {
  if (bytes.readInt32BE(0) === 0) return [];
  let at = 20;
  return Array.from({ length: bytes.readInt32BE(12) }, () => {
    const size = bytes.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(size, 0);
    return size < 0 ? null : bytes.toString('utf8', start, at);
  });
}

export const texts = (value: unknown): string[] => listOf(value).map(String);
export const maybeTexts = (value: unknown): (string | null)[] =>
  listOf(value).map((v) => (v === null ? null : String(v)));
export const ints = (value: unknown): number[] =>
  listOf(value).map((v) => {
    const int = Number(v);
    if (v === null || !Number.isSafeInteger(int)) throw new Error(`no whole number: ${String(v)}`);
    return int;
  });
export const bigints = (value: unknown): bigint[] => listOf(value).map((v) => BigInt(String(v)));
export const maybeBigints = (value: unknown): (bigint | null)[] =>
  listOf(value).map((v) => (v === null ? null : BigInt(String(v))));
export const dates = (value: unknown): Date[] =>
  listOf(value).map((v) => (v instanceof Date ? v : new Date(String(v))));
export const buffers = (value: unknown): (Buffer | null)[] =>
  listOf(value).map((v) => {
    if (typeof v === 'string' && /^[0-9a-f]+$/.test(v)) return Buffer.from(v, 'hex');
    if (v !== null && !Buffer.isBuffer(v)) throw new Error(`no bytes: ${String(v)}`);
    return v;
  });

/** The element of each list at a place: a row of `unnest`. */
export function at<T>(list: readonly T[], index: number): T {
  if (index >= list.length) throw new Error(`lists of different lengths: no element ${String(index)}`);
  return list[index] as T;
}
