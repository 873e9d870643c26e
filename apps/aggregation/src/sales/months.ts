import { parseInstant, utcMonth } from '@silkgauge/contract';
import { isDigit } from './sale-text.ts';

export interface OrderTime {
  /** Month in UTC, `YYYY-MM`. */
  readonly month: string;
  /** Milliseconds since the epoch. */
  readonly orderedAt: number;
}

interface ZonedDay {
  readonly month: string;
  /** Milliseconds since the epoch. */
  readonly midnight: number;
}

const MOST_DAYS = 20_000;
const DATE = 10;
/** `YYYY-MM-DDTHH:MM:SS` */
const SECONDS = 19;
const T = 84;
const Z = 90;
const COLON = 58;
const POINT = 46;
const ZERO = 48;

/** Instants and their months, in UTC, with a cache of days. Most instants have a plain clock. */
export class SaleMonths {
  readonly #days = new Map<string, ZonedDay | null>();

  /** Null for an invalid instant. The bytes are ASCII. */
  of(bytes: Buffer, at: number, end: number): OrderTime | null {
    if (!isPlainClock(bytes, at + DATE, end)) return orderTime(bytes.toString('latin1', at, end));
    const name = bytes.toString('latin1', at, at + DATE);
    let day = this.#days.get(name);
    if (day === undefined) {
      if (this.#days.size >= MOST_DAYS) this.#days.clear();
      this.#days.set(name, (day = dayOf(name)));
    }
    return day && { month: day.month, orderedAt: day.midnight + timeOfDay(bytes, at + DATE, end) };
  }
}

function dayOf(name: string): ZonedDay | null {
  const first = orderTime(`${name}T00:00:00Z`);
  return first && { month: first.month, midnight: first.orderedAt };
}

/** Null for an invalid instant. */
export function orderTime(text: string): OrderTime | null {
  const orderedAt = parseInstant(text);
  return orderedAt === undefined ? null : { month: utcMonth(text), orderedAt };
}

/** Milliseconds since midnight of a plain clock. */
function timeOfDay(bytes: Buffer, at: number, end: number): number {
  const seconds = (two(bytes, at + 1) * 60 + two(bytes, at + 4)) * 60 + two(bytes, at + 7);
  let milliseconds = 0;
  for (let i = 0, place = at - DATE + SECONDS + 1; i < 3; i += 1, place += 1)
    milliseconds = milliseconds * 10 + (place < end - 1 ? Number(bytes[place]) - ZERO : 0);
  return seconds * 1000 + milliseconds;
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

/** Whether the range is empty, or a point with one to nine digits. */
function isFraction(bytes: Buffer, at: number, end: number): boolean {
  if (at === end) return true;
  if (bytes[at] !== POINT || end - at < 2 || end - at > 10) return false;
  for (let i = at + 1; i < end; i += 1) if (!isDigit(bytes[i])) return false;
  return true;
}

function isBelow(bytes: Buffer, at: number, limit: number): boolean {
  return isDigit(bytes[at]) && isDigit(bytes[at + 1]) && two(bytes, at) < limit;
}

function two(bytes: Buffer, at: number): number {
  return (Number(bytes[at]) - ZERO) * 10 + Number(bytes[at + 1]) - ZERO;
}
