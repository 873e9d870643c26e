import { choosePrint, type Choice } from '../observation/choice.ts';
import { comparePrints } from '../observation/print-order.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import { parseDecimal } from '../number/decimal.ts';
import type { Figure, FigureIdentity, SalesTotal } from '../observation/figure.ts';
import { exactly } from '../number/interval.ts';
import { knownPrint, type KnownQuantity, type ValueLocation } from './known.ts';
import { forgetAll, forgetLevel, forgetRate } from './memo.ts';
import { NOT_STATED, OVER_YEAR, resolveComparison } from '../period/comparison.ts';
import { getOrAdd } from '../period/memoized.ts';
import { normalisePeriod, periodBefore, yearBefore, yearOf } from '../period/period.ts';
import type { OtherMeasure } from '../rules/rule.ts';
import type { PeriodFacts, PrintSet, SeriesFacts } from './series-facts.ts';

/**
 * Adds a print. False for an identity already there at the same measure and period.
 * @throws RangeError if the period is invalid or a number is not a decimal.
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

/** Index of a print among prints in order, by binary search: a figure may have thousands of prints. */
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

/** Removes a print; false if the print is not there. */
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

/** Sets or removes the exact total of a period of a sales series. */
export function setTotal(facts: SeriesFacts, period: string, sales: SalesTotal | undefined): void {
  periodFacts(facts, period).total = sales && {
    sales,
    quantity: exactly(parseDecimal(sales.total)),
  };
}

/** The period that a growth print is compared with; null for other measures and where a period is unknown. */
function baseOf(figure: Figure): string | null {
  const period = periodOf(figure);
  if (figure.measure !== 'growth' || period === '_U') return null;
  return resolveComparison(period, figure.comparison ?? NOT_STATED).comparedWith;
}

/** The prints in the series' currency if there are any, else in the unit of the best print. */
export function inOneUnit(facts: SeriesFacts, prints: readonly Print[]): readonly Print[] {
  const [first] = prints;
  if (!first || prints.every(({ figure }) => figure.unit === first.figure.unit)) return prints;
  const unit = prints.some(({ figure }) => figure.unit === facts.dimensions.currency)
    ? facts.dimensions.currency
    : first.figure.unit;
  return prints.filter(({ figure }) => figure.unit === unit);
}

/** The chosen print of a level, share, contribution, gap or change, for which there is no witness. */
export function chosenAlone(facts: SeriesFacts, set: PrintSet): Choice | undefined {
  if (set.choice === undefined) set.choice = choosePrint(inOneUnit(facts, set.reported), null) ?? null;
  return set.choice ?? undefined;
}

/** A chosen print with one reading as a number to calculate with; cached as long as the choice. */
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

/** Drops the cached readings and choices of a series' prints. */
export function forgetRead({ periods }: SeriesFacts): void {
  for (const { level, growth, other, otherUnknown } of periods.values()) {
    forgetSet(level);
    for (const sets of [growth, other, otherUnknown])
      if (sets.size > 0) for (const set of sets.values()) forgetSet(set);
  }
}

/** Drops the figures of a series, to be read again before use, and the caches that rest on them. */
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

/** Shared, because most periods have a level and nothing else. */
const NONE: ReadonlyMap<never, never> = new Map<never, never>();

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
function noteChange({ kin, memo }: SeriesFacts, figure: Figure): void {
  const period = periodOf(figure);
  const total = kin?.total?.memo;
  if (figure.measure === 'level') forgetLevel(memo, total, period);
  if (figure.measure === 'growth' && total) forgetRate(total, period);
}

/** Shared, because most figures have no forecast. */
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

/** The normalised period. @throws RangeError if the figure's period is invalid. */
export function periodOf(figure: Figure): string {
  const period = normalisePeriod(figure.period);
  if (period === undefined) throw new RangeError(`Not a period: ${figure.period.slice(0, 60)}`);
  return period;
}
