import type { Measure, OtherMeasure } from '@silkgauge/codelists';
import type { Choice } from '../observation/choice.ts';
import { DifferentPrints } from '../observation/alike-prints.ts';
import { comparePrints } from '../observation/print-order.ts';
import { firstWhere } from '../number/interval-union.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import type { Figure, FigureIdentity } from '../observation/figure.ts';
import { forgetLevel, forgetRate, forgetSum } from './memo.ts';
import { COMPARISON_KEYS, NOT_STATED, OVER_YEAR, resolveComparison } from '../period/comparison.ts';
import { countPart, forgetSums } from './part-sets.ts';
import { getOrAdd } from '../period/memoized.ts';
import { partitionsOf } from '../period/months.ts';
import { normalisePeriod, periodBefore, yearBefore, yearOf } from '../period/period.ts';
import type { PeriodFacts, PrintSet, RareFacts, SeriesFacts, SeriesGraph, StateKey } from './series-facts.ts';

/** Adds a print to its set; false for an identity already there at the same measure and period. */
export function addPrint(facts: SeriesFacts, figure: Figure): boolean {
  const print = parsePrint(figure);
  const set = printSetOf(facts, figure);
  if (set && findIn(set, figure)) return false;
  if (set) {
    const side = sideOf(print);
    insert(set, side, print);
    forgetChoice(set);
    countRare(facts, figure, 1);
    if (figure.measure === 'level' && side === 'reported' && set.reported.length === 1)
      countPart(facts, periodOf(figure), 1);
  }
  countComparison(facts, figure, 1);
  noteChange(facts, figure);
  return true;
}

const SIDES = ['reported', 'forecast'] as const;

const sideOf = ({ status }: Print): Side => (status === 'F' ? 'forecast' : 'reported');

export type Side = (typeof SIDES)[number];

/** Prints of a side from which on what they say is kept. */
const MANY = 16;

/** What the prints of a side say. */
export function differentIn(set: PrintSet, side: Side): DifferentPrints {
  if (set[side].length < MANY) return new DifferentPrints(set[side]);
  return ((set.different ??= {})[side] ??= new DifferentPrints(set[side]));
}

function findIn(set: PrintSet, identity: FigureIdentity): Print | undefined {
  for (const side of SIDES) {
    const found =
      set[side].length < MANY
        ? set[side].find(({ figure }) => isSame(figure, identity))
        : differentIn(set, side).find(identity);
    if (found) return found;
  }
  return undefined;
}

const isSame = (a: FigureIdentity, b: FigureIdentity): boolean => a.id === b.id && a.source === b.source;

/** Index of a print among prints in order. */
const placeOf = (print: Print, prints: readonly Print[]): number =>
  firstWhere(prints, (other) => comparePrints(other, print) >= 0);

function insert(set: PrintSet, side: Side, print: Print): void {
  const prints = set[side];
  if (prints.length === 0) set[side] = [print];
  // A copy takes no more room than its prints, which matters where they are few.
  else if (prints.length < MANY) set[side] = prints.toSpliced(placeOf(print, prints), 0, print);
  else {
    // Alike prints are read once.
    if (!differentIn(set, side).add(print)) print.forget();
    prints.splice(placeOf(print, prints), 0, print);
  }
}

function take(set: PrintSet, print: Print): void {
  const side = sideOf(print);
  const prints = set[side];
  prints.splice(placeOf(print, prints), 1);
  if (!set.different) return;
  if (prints.length >= MANY) set.different[side]?.remove(print);
  else set.different[side] = undefined;
}

/** The print of a measure with this identity, under any comparison; undefined for one that is not there. */
export function findPrint(
  { periods }: SeriesFacts,
  period: string,
  measure: Measure,
  identity: FigureIdentity,
): Figure | undefined {
  const at = periods.get(period);
  const sets = at ? setsOf(at, measure) : [];
  for (const set of sets) {
    const print = findIn(set, identity);
    if (print) return print.figure;
  }
  return undefined;
}

function setsOf({ level, growth, rare }: PeriodFacts, measure: Measure): readonly PrintSet[] {
  if (measure === 'level') return [level];
  if (measure === 'growth') return [...growth.values()];
  return [rare.other.get(measure), rare.otherUnknown.get(measure)].flatMap((set) => set ?? []);
}

/** Removes a print from its set; false if the print is not there. */
export function removePrint(facts: SeriesFacts, figure: Figure): boolean {
  const set = facts.periods.has(periodOf(figure)) ? printSetOf(facts, figure) : undefined;
  if (!set) return false;
  const print = findIn(set, figure);
  if (print) {
    countComparison(facts, figure, -1);
    countRare(facts, figure, -1);
    noteChange(facts, figure);
    const before = set.reported.length;
    take(set, print);
    forgetChoice(set);
    if (figure.measure === 'level' && before > 0 && set.reported.length === 0)
      countPart(facts, periodOf(figure), -1);
  }
  if (set.reported.length + set.forecast.length === 0) dropEmptySet(facts, figure);
  return print !== undefined;
}

/** Caches the choice of a set until a print of the set changes or `forgetRead`; undefined: there is none. */
export function keepChoice({ cached }: SeriesGraph, set: PrintSet, choice: Choice | undefined): void {
  set.choice = choice ?? null;
  cached.read.add(set);
}

/** Drops the cached choices and readings of a graph. Prints are read only for a choice of their set. */
export function forgetRead({ cached }: SeriesGraph): void {
  for (const set of cached.read) {
    forgetChoice(set);
    for (const side of SIDES) for (const print of set[side]) print.forget();
  }
  cached.read.clear();
}

/** Drops the cached choice of a set. */
export function forgetChoice(set: PrintSet): void {
  set.choice = undefined;
  set.known = undefined;
  set.placed = undefined;
}

/** The period that a growth print is compared with; null for other measures and where a period is unknown. */
function baseOf(figure: Figure): string | null {
  const period = periodOf(figure);
  if (figure.measure !== 'growth' || period === '_U') return null;
  return resolveComparison(period, figure.comparison ?? NOT_STATED).comparedWith;
}

function printSetOf(facts: SeriesFacts, figure: Figure): PrintSet | undefined {
  const at = periodFacts(facts, periodOf(figure));
  const { measure } = figure;
  if (measure === 'level') return at.level;
  const { key } = resolveComparison(at.period, figure.comparison ?? NOT_STATED);
  if (measure === 'growth') {
    const known = at.growth.get(key);
    if (known) return known;
    const added = newPrintSet();
    at.growth = new Map([...at.growth, [key, added]]);
    return added;
  }
  const speaks = otherPlace(measure, key);
  if (speaks === null) return undefined;
  const there = at.rare[speaks];
  const known = there.get(measure);
  if (known) return known;
  const added = newPrintSet();
  at.rare = { ...at.rare, [speaks]: new Map([...there, [measure, added]]) };
  return added;
}

/**
 * The map for prints of a measure other than level and growth: a share belongs to its own period under any
 * comparison; other measures compare over the year. Null for comparisons that no state shows.
 */
export function otherPlace(measure: OtherMeasure, key: string): 'other' | 'otherUnknown' | null {
  if (measure === 'share' || key === OVER_YEAR) return 'other';
  return key === NOT_STATED ? 'otherUnknown' : null;
}

/** A comparison without prints must not stay a key of the state. */
function dropEmptySet(facts: SeriesFacts, figure: Figure): void {
  const at = facts.periods.get(periodOf(figure));
  if (!at || figure.measure !== 'growth') return;
  const { key } = resolveComparison(at.period, figure.comparison ?? NOT_STATED);
  at.growth = new Map([...at.growth].filter(([other]) => other !== key));
}

export function periodFacts(facts: SeriesFacts, period: string): PeriodFacts {
  return getOrAdd(facts.periods, period, () => {
    noteYear(facts, period);
    return {
      period,
      level: newPrintSet(),
      growth: NONE,
      rare: NOTHING_RARE,
      isContradicted: undefined,
    };
  });
}

/** Shared, because most periods have a level and nothing else. */
const NONE: ReadonlyMap<never, never> = new Map<never, never>();
const NOTHING_RARE: RareFacts = { other: NONE, otherUnknown: NONE, total: undefined };

function noteYear(facts: SeriesFacts, period: string): void {
  if (!addOnce(facts.byYear, period)) return;
  // The period a year before may have a state too, which is compared with its own earlier periods.
  for (const told of [period, yearBefore(period)]) {
    if (told === null) continue;
    for (const one of [told, yearBefore(told), periodBefore(told)])
      if (one !== null) addOnce(facts.ofInterest, one);
  }
}

/** `concat` allocates exactly; `push` would reserve room for sixteen more in each of many lists. */
function addOnce(lists: Map<string, readonly string[]>, period: string): boolean {
  const known = lists.get(yearOf(period)) ?? [];
  const isNew = !known.includes(period);
  if (isNew) lists.set(yearOf(period), known.concat(period));
  return isNew;
}

/** Drops the cached results that rest on this figure. */
function noteChange(facts: SeriesFacts, figure: Figure): void {
  const period = periodOf(figure);
  if (figure.measure === 'level') forgetAround(facts, period);
  else if (figure.measure === 'growth' && facts.kin?.total) forgetRate(facts.kin.total.memo, period);
}

/** Drops what rests on a level, and on the levels of its wholes: its wholes may choose another print by it. */
function forgetAround(facts: SeriesFacts, period: string): void {
  const total = facts.kin?.total;
  forgetLevel(facts, period);
  if (total) {
    forgetSum(total, period);
    forgetRate(total.memo, period);
  }
  forgetSums(facts, period);
  for (const whole of choosingBy(facts, period)) forgetAround(whole.facts, whole.period);
}

/** The levels of several prints, of which the one that is chosen may rest on this part of theirs. */
export function choosingBy(facts: SeriesFacts, period: string): readonly StateKey[] {
  const { kin, partOf, byYear, periods } = facts;
  const has = (of: SeriesFacts, at: string): boolean => (of.periods.get(at)?.level.reported.length ?? 0) > 1;
  const wholes = new Set([kin?.total, ...partOf.map(({ whole }) => whole)]);
  const found: StateKey[] = [];
  for (const whole of wholes)
    if (whole && whole !== facts && has(whole, period)) found.push({ facts: whole, period });
  if (periods.size < 2) return found;
  for (const longer of byYear.get(yearOf(period)) ?? [])
    if (has(facts, longer) && partitionsOf(longer).some((parts) => parts.includes(period)))
      found.push({ facts, period: longer });
  return found;
}

/** Shared, because most figures have no forecast; a print is never put into it. */
const NO_PRINTS: Print[] = [];

function newPrintSet(): PrintSet {
  return {
    reported: NO_PRINTS,
    forecast: NO_PRINTS,
    different: undefined,
    choice: undefined,
    known: undefined,
    placed: undefined,
  };
}

function countComparison(facts: SeriesFacts, figure: Figure, by: 1 | -1): void {
  const base = baseOf(figure);
  if (base === null) return;
  const comparing = getOrAdd(facts.comparedBy, base, () => new Map<string, number>());
  const period = periodOf(figure);
  const count = (comparing.get(period) ?? 0) + by;
  noteYear(facts, base);
  if (count > 0) comparing.set(period, count);
  else comparing.delete(period);
}

/** Counts a print that declares a break, and growth over a stated period; not of an unknown period. */
function countRare({ graph, key }: SeriesFacts, figure: Figure, by: 1 | -1): void {
  const period = periodOf(figure);
  if (period === '_U') return;
  if (figure.break !== undefined) countIn(graph.breaks, key, period, by);
  if (figure.measure === 'growth' && isOverStated(period, figure)) countIn(graph.overStated, key, period, by);
}

const isOverStated = (period: string, { comparison }: Figure): boolean =>
  !COMPARISON_KEYS.includes(resolveComparison(period, comparison ?? NOT_STATED).key);

function countIn(lists: SeriesGraph['breaks'], key: string, period: string, by: 1 | -1): void {
  const periods = getOrAdd(lists, key, () => new Map<string, number>());
  const count = (periods.get(period) ?? 0) + by;
  if (count > 0) periods.set(period, count);
  else periods.delete(period);
  if (periods.size === 0) lists.delete(key);
}

/** The normalised period. @throws RangeError if the figure's period is invalid. */
export function periodOf(figure: Figure): string {
  const period = normalisePeriod(figure.period);
  if (period === undefined) throw new RangeError(`Not a period: ${figure.period.slice(0, 60)}`);
  return period;
}
