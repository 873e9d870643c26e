import { choosePrint, type Choice } from '../observation/choice.ts';
import { comparePrints } from '../observation/print-order.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import { parseDecimal } from '../number/decimal.ts';
import type { Figure, FigureIdentity, SalesTotal } from '../observation/figure.ts';
import { exactly } from '../number/interval.ts';
import { knownPrint, type KnownQuantity, type ValueLocation } from './known.ts';
import { forgetAll, forgetLevel, forgetRate } from './memo.ts';
import { NOT_STATED, OVER_YEAR, resolveComparison } from '../period/comparison.ts';
import { normalisePeriod, periodBefore, yearBefore, yearOf } from '../period/period.ts';
import type { OtherMeasure } from '../rules/rule.ts';
import type { PeriodFacts, PrintSet, SeriesFacts } from './series-facts.ts';

/**
 * Adds a print, read here once. The same identity again at the same measure and period changes nothing: the first
 * stands, and false comes back.
 * @throws RangeError if the period is none or a number is not a decimal.
 */
export function addFigure(facts: SeriesFacts, figure: Figure): boolean {
  const print = parsePrint(figure);
  const set = printSetOf(facts, figure);
  if (set && isAmong(set, figure)) return false;
  if (set) {
    const side = sideOf(print);
    set[side] = set[side].length === 0 ? [print] : set[side].toSpliced(placeOf(print, set[side]), 0, print);
    forgetChoice(set);
  }
  countComparison(facts, figure, 1);
  noteChange(facts, figure);
  return true;
}

const SIDES = ['reported', 'forecast'] as const;

const sideOf = ({ status }: Print): (typeof SIDES)[number] => (status === 'F' ? 'forecast' : 'reported');

const isAmong = (set: PrintSet, identity: FigureIdentity): boolean =>
  SIDES.some((side) => set[side].some(({ figure }) => isSame(figure, identity)));

const isSame = (a: FigureIdentity, b: FigureIdentity): boolean => a.id === b.id && a.source === b.source;

/** Where a print belongs among others that are best first: a figure may be printed thousands of times. */
function placeOf(print: Print, prints: readonly Print[]): number {
  let [from, to] = [0, prints.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = prints[middle];
    if (other && comparePrints(other, print) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Takes a print out again; false, and nothing happens, if it is not there. */
export function removeFigure(facts: SeriesFacts, figure: Figure): boolean {
  const set = facts.periods.has(periodOf(figure)) ? printSetOf(facts, figure) : undefined;
  if (!set) return false;
  const isThere = isAmong(set, figure);
  if (isThere) {
    countComparison(facts, figure, -1);
    noteChange(facts, figure);
    for (const side of SIDES) set[side] = set[side].filter((print) => !isSame(print.figure, figure));
    forgetChoice(set);
  }
  if (set.reported.length + set.forecast.length === 0) dropEmptySet(facts, figure);
  return isThere;
}

/** Sets the exact total of a period of a sales series, or takes it away. */
export function setTotal(facts: SeriesFacts, period: string, sales: SalesTotal | undefined): void {
  periodFacts(facts, period).total = sales && {
    sales,
    quantity: exactly(parseDecimal(sales.total)),
  };
}

/** The period a growth print is compared with; null for other measures and where either period is not known. */
export function baseOf(figure: Figure): string | null {
  const period = periodOf(figure);
  if (figure.measure !== 'growth' || period === '_U') return null;
  return resolveComparison(period, figure.comparison ?? NOT_STATED).comparedWith;
}

/** The prints of the level that may be compared: those in the series' currency, or in the unit of the best print. */
export function inOneUnit(facts: SeriesFacts, prints: readonly Print[]): readonly Print[] {
  const [first] = prints;
  if (!first || prints.every(({ figure }) => figure.unit === first.figure.unit)) return prints;
  const unit = prints.some(({ figure }) => figure.unit === facts.dimensions.currency)
    ? facts.dimensions.currency
    : first.figure.unit;
  return prints.filter(({ figure }) => figure.unit === unit);
}

/** The chosen print of a level or another measure that no other fact can settle. */
export function chosenAlone(facts: SeriesFacts, set: PrintSet): Choice | undefined {
  if (set.choice === undefined) set.choice = choosePrint(inOneUnit(facts, set.reported), null) ?? null;
  return set.choice ?? undefined;
}

/** A chosen print as a number to calculate with, where it has one reading; the same number as long as the choice is. */
export function knownChoice(
  set: PrintSet,
  choice: Choice | undefined,
  at: ValueLocation,
): KnownQuantity | undefined {
  if (!choice) return undefined;
  const isKept = choice === set.choice;
  if (isKept && set.known !== undefined) return set.known ?? undefined;
  const [reading, another] = choice.readings;
  const known = reading && !another ? knownPrint(choice, reading, at) : undefined;
  if (isKept) set.known = known ?? null;
  return known;
}

/** Lets go of what was read and chosen of the prints of a series. */
export function forgetRead({ periods }: SeriesFacts): void {
  for (const { level, growth, other, otherUnknown } of periods.values()) {
    forgetSet(level);
    for (const sets of [growth, other, otherUnknown])
      if (sets.size > 0) for (const set of sets.values()) forgetSet(set);
  }
}

/** Lets go of all that a series was told: whoever asks about it again reads its figures again. What others came to from them stays. */
export function forgetFigures({ periods, comparedBy, byYear, memo, kin }: SeriesFacts): void {
  for (const told of [periods, comparedBy, byYear]) told.clear();
  forgetAll(memo);
  if (kin?.total) forgetAll(kin.total.memo);
}

function forgetSet(set: PrintSet): void {
  forgetChoice(set);
  for (const print of set.reported) print.forget();
  for (const print of set.forecast) print.forget();
}

/** A print came or went. */
function forgetChoice(set: PrintSet): void {
  set.choice = undefined;
  set.known = undefined;
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
  const known = at[speaks].get(measure);
  if (known) return known;
  const added = newPrintSet();
  at[speaks] = new Map([...at[speaks], [measure, added]]);
  return added;
}

/**
 * Where prints of another measure than level and growth are kept, by their comparison: a share is of its own period,
 * whatever it was printed beside; the others compare over the year. Null for what no state tells.
 */
export function otherPlace(measure: OtherMeasure, key: string): 'other' | 'otherUnknown' | null {
  if (measure === 'share' || key === OVER_YEAR) return 'other';
  return key === NOT_STATED ? 'otherUnknown' : null;
}

/** A comparison nobody prints any more is no longer a key of the state. */
function dropEmptySet(facts: SeriesFacts, { period, measure, comparison }: Figure): void {
  const at = periodFacts(facts, period);
  if (measure !== 'growth') return;
  const { key } = resolveComparison(at.period, comparison ?? NOT_STATED);
  at.growth = new Map([...at.growth].filter(([other]) => other !== key));
}

function periodFacts(facts: SeriesFacts, period: string): PeriodFacts {
  return getOrAdd(facts.periods, period, () => {
    noteYear(facts, period);
    return {
      period,
      level: newPrintSet(),
      growth: NONE,
      other: NONE,
      otherUnknown: NONE,
      total: undefined,
    };
  });
}

/** Most periods have a level and nothing else. */
const NONE: ReadonlyMap<never, never> = new Map<never, never>();

function noteYear(facts: SeriesFacts, period: string): void {
  if (!addOnce(facts.byYear, period)) return;
  // Of the year before something may be told as well, and it is compared with others again.
  for (const told of [period, yearBefore(period)]) {
    if (told === null) continue;
    for (const one of [told, yearBefore(told), periodBefore(told)])
      if (one !== null) addOnce(facts.ofInterest, one);
  }
}

/** A list that is as long as what stands in it: one that is pushed to has room for sixteen more, and there is one a year. */
function addOnce(lists: Map<string, readonly string[]>, period: string): boolean {
  const known = lists.get(yearOf(period)) ?? [];
  const isNew = !known.includes(period);
  if (isNew) lists.set(yearOf(period), known.concat(period));
  return isNew;
}

/** Nothing that was worked out of what this figure is a part of holds any more. */
function noteChange({ kin, memo }: SeriesFacts, figure: Figure): void {
  const period = periodOf(figure);
  const total = kin?.total?.memo;
  if (figure.measure === 'level') forgetLevel(memo, total, period);
  if (figure.measure === 'growth' && total) forgetRate(total, period);
}

/** Most figures have one print and no forecast. */
const NO_PRINTS: readonly Print[] = [];

function newPrintSet(): PrintSet {
  return { reported: NO_PRINTS, forecast: NO_PRINTS, choice: undefined, known: undefined };
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

/** @throws RangeError if the figure's period is none. */
export function periodOf(figure: Figure): string {
  const period = normalisePeriod(figure.period);
  if (period === undefined) throw new RangeError(`Not a period: ${figure.period.slice(0, 60)}`);
  return period;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
