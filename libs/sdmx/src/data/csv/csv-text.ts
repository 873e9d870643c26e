/** Readers split lines before cells, and not at CR LF alone; CR LF is one break. */
const BREAKS = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;
const SPECIAL = /[",\n-\r\x1c-\x1e\x85\u2028\u2029]/;

/** A cell of RFC 4180 in one line: a line break becomes a space. */
export function csvText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const line = text.replace(BREAKS, ' ');
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** First characters of formulas, half or full width, and spaces that could hide one. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]/;

/**
 * A cell of text that whoever pushed it chose, such as the name of a document or of an area. What a spreadsheet would
 * run as a formula gets an apostrophe in front (OWASP, CSV injection), as in `/v1/growth.csv`. Codes and numbers are
 * never changed.
 */
export const csvFreeText = (text: string): string =>
  csvText(FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

export const LINE_END = '\r\n';
