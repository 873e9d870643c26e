import { parseInstant, utcMonth } from '@silkgauge/contract';
import { isDigit } from './sale-text.ts';

const MOST_DAYS = 20_000;
const DATE = 10;
/** `YYYY-MM-DDTHH:MM:SS` */
const SECONDS = 19;
const T = 84;
const Z = 90;
const COLON = 58;
const POINT = 46;

/** Months of instants, in UTC. Days come again and again, and of most instants the clock is plain. */
export class Months {
  readonly #days = new Map<string, string | null>();

  /** `YYYY-MM`; null for what is no instant. The bytes are ASCII. */
  of(bytes: Buffer, at: number, end: number): string | null {
    if (!isPlainClock(bytes, at + DATE, end)) return monthOf(bytes.toString('latin1', at, end));
    const day = bytes.toString('latin1', at, at + DATE);
    let month = this.#days.get(day);
    if (month === undefined) {
      if (this.#days.size >= MOST_DAYS) this.#days.clear();
      this.#days.set(day, (month = monthOf(`${day}T00:00:00Z`)));
    }
    return month;
  }
}

function monthOf(text: string): string | null {
  return parseInstant(text) === undefined ? null : utcMonth(text);
}

/** `THH:MM:SSZ` of a time of day that exists, leap seconds aside, with or without a fraction. */
function isPlainClock(bytes: Buffer, at: number, end: number): boolean {
  return (
    bytes[at] === T &&
    isBelow(bytes, at + 1, 24) &&
    bytes[at + 3] === COLON &&
    isBelow(bytes, at + 4, 60) &&
    bytes[at + 6] === COLON &&
    isBelow(bytes, at + 7, 60) &&
    bytes[end - 1] === Z &&
    isFraction(bytes, at - DATE + SECONDS, end - 1)
  );
}

/** Nothing, or a point and one to nine digits. */
function isFraction(bytes: Buffer, at: number, end: number): boolean {
  if (at === end) return true;
  if (bytes[at] !== POINT || end - at < 2 || end - at > 10) return false;
  for (let i = at + 1; i < end; i += 1) if (!isDigit(bytes[i])) return false;
  return true;
}

function isBelow(bytes: Buffer, at: number, limit: number): boolean {
  const [high, low] = [bytes[at], bytes[at + 1]];
  return isDigit(high) && isDigit(low) && Number(high) * 10 + Number(low) - 528 < limit;
}
