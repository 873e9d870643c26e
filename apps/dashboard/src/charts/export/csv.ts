import type { Table } from '../mark/mark.ts';

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** Beginnings of formulas in spreadsheets (OWASP: CSV injection), with full-width signs. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;

/** Prefixes a cell that a spreadsheet would run as a formula with `'`; numbers are unchanged. */
export function inertCell(raw: string): string {
  return RUNS.test(raw) && !DECIMAL.test(raw) ? `'${raw}` : raw;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** CSV by RFC 4180: the names of the columns, then raw cells, CRLF after each record. */
export function csvOf(table: Table): string {
  const records = [
    table.columns.map(({ name }) => name),
    ...table.rows.map((row) => row.map(({ raw }) => raw)),
  ];
  return records.map((record) => `${record.map((cell) => quoted(inertCell(cell))).join(',')}\r\n`).join('');
}
