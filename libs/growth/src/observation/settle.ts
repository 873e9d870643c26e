import { meets, type Interval } from '../number/interval.ts';
import { IntervalUnion } from '../number/interval-union.ts';
import { compareRationals } from '../number/rational.ts';
import type { AlikePrints } from './alike-prints.ts';
import type { FigureIdentity } from './figure.ts';
import type { PrintReading } from './print.ts';
import { compareText } from './print-order.ts';

/** An interval known for a figure from elsewhere, and the events that give the interval. */
export interface Witness {
  readonly interval: Interval;
  readonly events: readonly FigureIdentity[];
}

/** Alike prints with the readings that remain. */
export interface Settled {
  readonly alike: AlikePrints;
  readonly readings: readonly PrintReading[];
}

/**
 * The readings that remain of each wording. A witness is `witness` or a print of one reading; it counts if it
 * meets exactly one reading, and all that count must agree.
 */
export function settleAll(different: readonly AlikePrints[], witness: Witness | null): readonly Settled[] {
  const isClear = !different.some(({ first }) => first.readings.length > 1);
  if (isClear) return different.map((alike) => ({ alike, readings: alike.first.readings }));
  const open = different.flatMap((alike): Open[] => {
    const [one, other] = alike.first.readings;
    if (!one || !other) return [];
    const [lower, upper] = compareRationals(one.low, other.low) < 0 ? [one, other] : [other, one];
    return [{ alike, lower, upper }];
  });
  const prints = clearReadings(different);
  const [isUpper, isLower] = [meetingUpperAlone(open, prints), meetingLowerAlone(open, prints)];
  const settled = new Map<AlikePrints, readonly PrintReading[]>();
  for (const { alike, lower, upper } of open) {
    const told = witness ? onlyMet([lower, upper], witness.interval) : undefined;
    const [mayBeLower, mayBeUpper] = [
      isLower.has(alike) || told === lower,
      isUpper.has(alike) || told === upper,
    ];
    if (mayBeLower !== mayBeUpper) settled.set(alike, [mayBeUpper ? upper : lower]);
  }
  return different.map((alike) => ({ alike, readings: settled.get(alike) ?? alike.first.readings }));
}

/** The events that ruled out the other reading of an ambiguous wording, of alike prints the first; each once, by identity. */
export function settlersOf(
  { alike, readings: [stands, another] }: Settled,
  different: readonly AlikePrints[],
  witness: Witness | null,
): readonly FigureIdentity[] {
  const { readings } = alike.first;
  if (readings.length < 2 || !stands || another) return NOBODY;
  const events = new Map<string, FigureIdentity>();
  const prints = different.flatMap(({ first }): Witness[] => {
    const [reading, more] = first.readings;
    return reading && !more ? [{ interval: reading, events: [first.figure] }] : [];
  });
  for (const said of witness ? [witness, ...prints] : prints)
    if (onlyMet(readings, said.interval))
      for (const { source, id } of said.events) events.set(`${source}\0${id}`, { source, id });
  // The order of arrival must not show.
  return [...events.values()].sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id));
}

const NOBODY: readonly FigureIdentity[] = [];

/** An ambiguous wording; both readings are equally wide. */
interface Open {
  readonly alike: AlikePrints;
  readonly lower: PrintReading;
  readonly upper: PrintReading;
}

function clearReadings(different: readonly AlikePrints[]): readonly PrintReading[] {
  return different.flatMap(({ first: { readings } }) => (readings.length === 1 ? readings : []));
}

/** The reading that an interval meets, if it meets one alone. */
function onlyMet(readings: readonly PrintReading[], interval: Interval): PrintReading | undefined {
  const [met, another] = readings.filter((reading) => meets(reading, interval));
  return another ? undefined : met;
}

/** The wordings whose upper reading alone is met by some print: a print that begins where the lower one ends. */
function meetingUpperAlone(open: readonly Open[], prints: readonly Interval[]): ReadonlySet<AlikePrints> {
  const waiting = [...prints].sort((a, b) => compareRationals(a.low, b.low));
  return metAfter(
    [...open].sort((a, b) => compareRationals(b.lower.high, a.lower.high)),
    waiting,
    ({ low }, { lower }) => compareRationals(low, lower.high) >= 0,
    ({ upper }) => upper,
  );
}

/** The wordings whose lower reading alone is met by some print: a print that ends where the upper one begins. */
function meetingLowerAlone(open: readonly Open[], prints: readonly Interval[]): ReadonlySet<AlikePrints> {
  const waiting = [...prints].sort((a, b) => compareRationals(b.high, a.high));
  return metAfter(
    [...open].sort((a, b) => compareRationals(a.upper.low, b.upper.low)),
    waiting,
    ({ high }, { upper }) => compareRationals(high, upper.low) <= 0,
    ({ lower }) => lower,
  );
}

/** Those of which a reading is met by an interval that is beside the other; `waiting` is in reverse order. */
function metAfter(
  open: readonly Open[],
  waiting: Interval[],
  isBeside: (interval: Interval, one: Open) => boolean,
  readingOf: (one: Open) => PrintReading,
): ReadonlySet<AlikePrints> {
  const union = new IntervalUnion();
  const met = new Set<AlikePrints>();
  for (const one of open) {
    for (let next = waiting.at(-1); next && isBeside(next, one); next = waiting.at(-1)) {
      union.add(next);
      waiting.pop();
    }
    if (union.meets(readingOf(one))) met.add(one.alike);
  }
  return met;
}
