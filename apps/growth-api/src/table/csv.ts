/** Most cells: they begin as no formula does and need no quotes. */
const PLAIN = /^\w[^",\r\n]*$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** First characters of formulas, half or full width, and control characters that could hide one. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Cell of RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection), as any sender of events chooses codes.
 */
export function csvCell(text: string): string {
  if (PLAIN.test(text)) return text;
  if (NUMBER.test(text)) return text;
  if (FORMULA.test(text)) return quoted(`'${text}`);
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** How the cells of a row are written, one behind another. */
export interface RowForm {
  readonly cell: (text: string) => string;
  readonly between: string;
  readonly end: string;
}

export const CSV: RowForm = { cell: csvCell, between: ',', end: '\r\n' };

export const csvLine = (cells: readonly (string | null)[]): string =>
  `${cells.map((cell) => (cell === null ? '' : csvCell(cell))).join(CSV.between)}${CSV.end}`;
