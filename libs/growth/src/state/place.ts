import type { AlikePrints } from '../observation/alike-prints.ts';
import { chooseAmong, contestedAmong, type Choice, type Witness } from '../observation/choice.ts';
import { statusOrder } from '../observation/print-order.ts';
import type { PrintReading } from '../observation/print.ts';
import { meets, type Quantity } from '../number/interval.ts';
import { compareRationals } from '../number/rational.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { partitionsOf } from '../period/months.ts';
import { yearOf } from '../period/period.ts';
import { BETWEEN_PARTS, betweenParts } from '../rules/between-parts.ts';
import type { Formula } from '../rules/rule.ts';
import { SUM_OF_DECLARED_PARTS } from '../rules/sum-of-declared-parts.ts';
import { SUM_OF_PARTS, sumOfParts } from '../rules/sum-of-parts.ts';
import { SUM_OF_PERIODS } from '../rules/sum-of-periods.ts';
import { WEIGHTED_GROWTH } from '../rules/weighted-growth.ts';
import { chosenAlone, chosenIn, isOpen, weighedIn } from './corrections.ts';
import { knownPrint, type KnownQuantity } from './known.ts';
import { isComplete } from './part-sets.ts';
import type { PrintSet, SeriesFacts } from './series-facts.ts';

/** What the printed parts of a figure leave for it, in plain units or percent. */
export interface Place {
  readonly formula: Formula;
  readonly parts: readonly KnownQuantity[];
  /** A print whose interval does not meet it is excluded. */
  readonly room: Quantity;
  /** Whether the printed number itself has to lie between the ends of `room`, which are outside. */
  readonly isBetween: boolean;
}

/**
 * The choice of a figure whose prints contradict one another, without the prints that the parts leave no place: they
 * lose to any print of their rank of status that has one. Where none has a place, a part may as well be wrong, and no
 * print is excluded. `places` are worked out where they are needed.
 */
export function placedChoice(
  facts: SeriesFacts,
  set: PrintSet,
  plain: Choice | undefined,
  places: () => readonly Place[],
  witness: Witness | null = null,
): Choice | undefined {
  if (!plain?.conflicting) return plain;
  const all = places();
  if (all.length === 0) return plain;
  const room = roomOf(all);
  if (set.placed?.plain === plain && set.placed.room === room) return set.placed.choice;
  const weighed = weighedIn(facts, set, 'reported');
  const excluded = excludedAmong(weighed, all, witness);
  const choice = (excluded.size > 0 && withoutExcluded(weighed, excluded, witness)) || plain;
  set.placed = { plain, room, choice };
  return choice;
}

/** Whether prints of a figure contradict one another, or may by how a wording is settled: other figures may decide. */
export const isContested = (facts: SeriesFacts, set: PrintSet): boolean =>
  set.reported.length > 1 &&
  (isOpen(facts, set) || (set.choice ?? chosenIn(facts, set, 'reported'))?.conflicting === true);

/** The contested prints that a place excludes, each with the first such place; empty where none has a place. */
export function excludedAmong(
  weighed: readonly AlikePrints[],
  places: readonly Place[],
  witness: Witness | null,
): ReadonlyMap<AlikePrints, Place> {
  const contested = places.length === 0 ? [] : contestedAmong(weighed, witness);
  const excluded = new Map<AlikePrints, Place>();
  for (const alike of contested) {
    const place = places.find((one) => excludes(one, alike));
    if (place) excluded.set(alike, place);
  }
  return excluded.size < contested.length ? excluded : new Map();
}

/** Where no other print contradicts the one that is left, the first excluded one does. */
function withoutExcluded(
  weighed: readonly AlikePrints[],
  excluded: ReadonlyMap<AlikePrints, Place>,
  witness: Witness | null,
): Choice | undefined {
  const left = chooseAmong(
    weighed.filter((alike) => !excluded.has(alike)),
    witness,
  );
  const [first] = excluded.keys();
  if (!left || !first) return left;
  const { print, readings } = { print: first.first, readings: first.first.readings };
  return {
    ...left,
    conflicting: true,
    contradictedBy: left.contradictedBy ?? { print, readings, isExcluded: true },
  };
}

/** Parts of another rank of status are of another vintage, and exclude nothing. */
function excludes(place: Place, { first: { readings, status } }: AlikePrints): boolean {
  return (
    readings.length > 0 &&
    place.parts.every((part) => statusOrder(part.status, status) === 0) &&
    !readings.some((reading) => hasPlace(reading, place))
  );
}

function hasPlace(reading: PrintReading, { room, isBetween }: Place): boolean {
  if (!isBetween || reading.value === null) return meets(reading, room);
  return compareRationals(room.low, reading.value) < 0 && compareRationals(reading.value, room.high) < 0;
}

const roomOf = (places: readonly Place[]): string =>
  places
    .flatMap(({ formula, room: { low, high }, parts }) => [
      ...[formula.name, parts.map(({ status }) => status).join('')],
      ...[low.n, low.d, high.n, high.d].map(String),
    ])
    .join(' ');

/** What the levels of exports and imports, of declared parts and of shorter periods leave for a level, by their sums. */
export function placesOfLevel(facts: SeriesFacts, period: string, unit: string): readonly Place[] {
  const { kin, partitions, byYear } = facts;
  const all: (readonly [Formula, readonly (KnownQuantity | undefined)[]])[] = [];
  if (kin?.total === facts && kin.exports && kin.imports)
    all.push([SUM_OF_PARTS, [plainLevel(kin.exports, period), plainLevel(kin.imports, period)]]);
  for (const set of partitions)
    if (isComplete(set, period))
      all.push([SUM_OF_DECLARED_PARTS, [...set.parts.values()].map((part) => plainLevel(part, period))]);
  if ((byYear.get(yearOf(period))?.length ?? 0) > 1)
    for (const periods of partitionsOf(period))
      all.push([SUM_OF_PERIODS, periods.map((one) => plainLevel(facts, one))]);
  return all.flatMap(([formula, levels]): Place[] => {
    const parts = levels.flatMap((level) => (level?.unit === unit ? [level] : []));
    if (parts.length < levels.length) return [];
    return [{ formula, parts, room: sumOfParts(parts), isBetween: false }];
  });
}

/** What the growth rates of exports and imports, alone and with their levels, leave for the growth of their total. */
export function placesOfGrowth(facts: SeriesFacts, period: string, key: string): readonly Place[] {
  const { kin } = facts;
  if (kin?.total !== facts || !kin.exports || !kin.imports) return [];
  const [one, other] = [plainRate(kin.exports, period, key), plainRate(kin.imports, period, key)];
  if (!one || !other) return [];
  const levels = [plainLevel(kin.exports, period), plainLevel(kin.imports, period)] as const;
  return [...weighted([one, other], levels), ...(key === OVER_YEAR ? between(one, other) : [])];
}

function weighted(
  [one, other]: readonly [KnownQuantity, KnownQuantity],
  [oneLevel, otherLevel]: readonly [KnownQuantity | undefined, KnownQuantity | undefined],
): readonly Place[] {
  if (!oneLevel || !otherLevel || oneLevel.unit !== otherLevel.unit) return [];
  const parts = [oneLevel, one, otherLevel, other];
  const room: Quantity | null = WEIGHTED_GROWTH.compute(parts);
  return room ? [{ formula: WEIGHTED_GROWTH, parts, room, isBetween: false }] : [];
}

/** Rates that are equal within rounding leave the rate of the total to rounding. */
function between(one: KnownQuantity, other: KnownQuantity): readonly Place[] {
  if (meets(one, other)) return [];
  return [{ formula: BETWEEN_PARTS, parts: [one, other], room: betweenParts(one, other), isBetween: true }];
}

/** The level that is chosen without regard to places: what is read for a place rests on none. */
function plainLevel(facts: SeriesFacts, period: string): KnownQuantity | undefined {
  const set = facts.periods.get(period)?.level;
  return set && period !== '_U'
    ? plain(chosenAlone(facts, set), { series: facts.key, period, side: 'level.reported' })
    : undefined;
}

function plainRate(facts: SeriesFacts, period: string, key: string): KnownQuantity | undefined {
  const set = facts.periods.get(period)?.growth.get(key);
  if (!set || period === '_U' || isOpen(facts, set)) return undefined;
  const choice = set.choice ?? chosenIn(facts, set, 'reported');
  return plain(choice, { series: facts.key, period, side: `growth.${key}.reported` });
}

function plain(choice: Choice | undefined, at: KnownQuantity['at']): KnownQuantity | undefined {
  const [reading, another] = choice?.readings ?? [];
  return choice && reading && !another ? knownPrint(choice, reading, at) : undefined;
}
