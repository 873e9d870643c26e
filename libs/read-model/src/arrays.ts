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
export function textArray(values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  const size = sizes.reduce(
    (sum, one) => sum + LENGTH_BYTES + Math.max(one, 0),
    HEADER_BYTES + DIMENSION_BYTES,
  );
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(values.length > 0 ? 1 : 0, 0);
  at = bytes.writeInt32BE(sizes.includes(-1) ? 1 : 0, at);
  at = bytes.writeInt32BE(TEXT_OID, at);
  if (values.length === 0) return bytes.subarray(0, at);
  at = bytes.writeInt32BE(values.length, at);
  at = bytes.writeInt32BE(1, at);
  values.forEach((value, i) => {
    at = bytes.writeInt32BE(sizes[i] ?? 0, at);
    if (value !== null) at += bytes.write(value, at);
  });
  return bytes;
}
