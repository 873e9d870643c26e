/** Readers split lines before cells, and not at CR LF alone; CR LF is one break. */
const BREAKS = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;
const SPECIAL = /[",\n-\r\x1c-\x1e\x85\u2028\u2029]/;

/** A cell of RFC 4180 in one line: a line break becomes a space. */
export function csvText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const line = text.replace(BREAKS, ' ');
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

export const LINE_END = '\r\n';
