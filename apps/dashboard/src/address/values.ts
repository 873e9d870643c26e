import { normalisePeriod, publishedUntil } from '@silkgauge/growth';

/** A code as the contract has it: without dots and slashes, which join codes to keys. */
const CODE = /^[A-Za-z0-9_$@-]{1,64}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;
const LAST_SEQUENCE = 2n ** 63n - 1n;
const CODES_OF_A_KEY = 9;
const LONGEST_SELECTION = 3_000;

/** A calendar day, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && normalisePeriod(text) === text;

/** The id of a saved selection, as `POST /v1/selections` gives it. */
export const isSelection = (text: string): boolean =>
  text.length <= LONGEST_SELECTION && /^[\w-]{16}\.[\w-]+$/.test(text);

/** Codes joined by commas; null if any code is malformed. */
export function readCodes(text: string): readonly string[] | null {
  const codes = text.split(',');
  return codes.every((code) => CODE.test(code)) ? codes : null;
}

/**
 * A sequence without leading zeros, or an RFC 3339 instant. A day is the instant of its end in UTC. Null for
 * other text.
 */
export function readAsOf(text: string): string | null {
  if (/^\d{1,19}$/.test(text)) return BigInt(text) <= LAST_SEQUENCE ? String(BigInt(text)) : null;
  if (isDay(text)) return publishedUntil(text);
  // An unencoded plus sign of an offset is decoded as a blank.
  const instant = text.replace(/ (?=\d{2}:\d{2}$)/, '+');
  const exists = INSTANT.test(instant) && isDay(instant.slice(0, 10)) && !Number.isNaN(Date.parse(instant));
  return exists ? instant : null;
}

/** `<series key>/<period>`; undefined for other text. */
export function readFigure(text: string): string | undefined {
  const slash = text.indexOf('/');
  const codes = text.slice(0, Math.max(slash, 0)).split('.');
  const period = text.slice(slash + 1);
  const isKey = codes.length === CODES_OF_A_KEY && codes.every((code) => CODE.test(code));
  return isKey && normalisePeriod(period) === period ? text : undefined;
}
