/* Scanners of a sale's value. Each returns the end of the text, or -1 where the text is not there. */

const MINUS = 45;
const POINT = 46;
const QUOTE = 34;
const BACKSLASH = 92;

/** End of a decimal with at most 20 digits before the point and 18 behind it. */
export function endOfDecimal(bytes: Buffer, at: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  const end = endOfDigits(bytes, start);
  if (end === start || end - start > 20) return -1;
  if (bytes[end] !== POINT) return end;
  const last = endOfDigits(bytes, end + 1);
  return last === end + 1 || last - end > 19 ? -1 : last;
}

function endOfDigits(bytes: Buffer, at: number): number {
  let end = at;
  while (isDigit(bytes[end])) end += 1;
  return end;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** End of 20 to 35 plain characters before a quote, which the caller parses as an instant. */
export function endOfTime(bytes: Buffer, at: number): number {
  let end = at;
  while (end - at < 36 && bytes[end] !== QUOTE && isPlain(bytes[end])) end += 1;
  return end - at >= 20 && end - at <= 35 ? end : -1;
}

/** End of a text of at most 256 printable ASCII characters without escapes in JSON. */
export function endOfText(bytes: Buffer, at: number): number {
  let end = at;
  while (end - at <= 256 && isPlain(bytes[end])) end += 1;
  return bytes[end] === QUOTE && end > at && end - at <= 256 ? end : -1;
}

function isPlain(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte <= 0x7e && byte !== QUOTE && byte !== BACKSLASH;
}
