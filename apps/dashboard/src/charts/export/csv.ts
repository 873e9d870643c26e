import type { Table } from '../mark/mark.ts';

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** What a spreadsheet takes for a formula, as OWASP lists it, full-width signs too. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell that a spreadsheet shows and does not run. Numbers stay numbers, negative ones too. */
export function inertCell(raw: string): string {
  return RUNS.test(raw) && !DECIMAL.test(raw) ? `'${raw}` : raw;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** RFC 4180: CRLF after each record, the names of the columns first. */
export function csvOf(table: Table): string {
  const records = [
    table.columns.map(({ name }) => name),
    ...table.rows.map((row) => row.map(({ raw }) => raw)),
  ];
  return records.map((record) => `${record.map((cell) => quoted(inertCell(cell))).join(',')}\r\n`).join('');
}
