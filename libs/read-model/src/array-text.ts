/**
 * Texts of PostgreSQL arrays for the hot statements. The driver quotes and escapes each element of an array, which
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

/** Between documents: JSON text never holds it unescaped. */
const SEPARATOR = '\u001e';

/** JSON documents as one text, for {@link splitDocuments}; an empty text stands for none. */
export function joinDocuments(documents: readonly string[]): string {
  return documents.join(SEPARATOR);
}

/** SQL: the array of texts that {@link joinDocuments} joined. */
export function splitDocuments(parameter: string): string {
  return `string_to_array(${parameter}::text, chr(30))`;
}
