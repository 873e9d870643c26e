/**
 * RFC 4180: fields between commas, quoted where they hold commas, quotes (doubled) or line breaks.
 * @throws SyntaxError where a quote is out of place
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let read = 0;
  for (const [field, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy)) {
    read += field.length;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  if (read < text.length)
    throw new SyntaxError(`A quote is out of place: ${JSON.stringify(text.slice(read, read + 60))}`);
  return rows;
}

/**
 * The rows of a table by the names of its header, in order.
 * @throws SyntaxError naming the file where a column is missing or a row has another number of fields.
 */
export function tableOf<const Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const [header = [], ...rows] = parseCsv(text);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new SyntaxError(`${file} has no column ${missing.join(', ')}`);
  return rows.map((row) => {
    if (row.length !== header.length)
      throw new SyntaxError(
        `${file}: ${String(row.length)} fields, not ${String(header.length)}: ${row.join(',')}`,
      );
    const fields = columns.map((column) => [column, row[header.indexOf(column)] ?? '']);
    return Object.fromEntries(fields) as Record<Column, string>;
  });
}
