const NUMBER = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula, in either width, and what would hide one. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * A cell of RFC 4180. What a spreadsheet would run and is no number gets an apostrophe in front, as OWASP advises against CSV
 * injection: whoever pushes an event writes the codes.
 */
export function csvCell(text: string): string {
  if (NUMBER.test(text)) return text;
  if (FORMULA.test(text)) return quoted(`'${text}`);
  return /[",\r\n]/.test(text) ? quoted(text) : text;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : csvCell(cell))).join(',')}\r\n`;
}
