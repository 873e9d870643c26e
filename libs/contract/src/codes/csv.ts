/** Parses CSV (RFC 4180). @throws SyntaxError if a quote is misplaced */
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
 * Rows of a table, by column name. @throws SyntaxError if a column is missing or a row has a wrong number of
 * fields
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
