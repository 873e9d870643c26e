const NUMBER = /^-?\d+(\.\d+)?$/;
/** First characters of formulas, half or full width, and control characters that could hide one. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Cell of RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection), as any sender of events chooses codes.
 */
export function csvCell(text: string): string {
  if (NUMBER.test(text)) return text;
  if (FORMULA.test(text)) return quoted(`'${text}`);
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A row of cells that are written. */
export const csvRow = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

export const csvLine = (cells: readonly (string | null)[]): string =>
  csvRow(cells.map((cell) => (cell === null ? '' : csvCell(cell))));
