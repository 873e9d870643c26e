import { MOST_WEIGHED, unitOf, type AlikePrints, type PrintsOfUnit } from '../observation/alike-prints.ts';
import { chooseAmong, choosePrint, type Choice, type Witness } from '../observation/choice.ts';
import { Corrections, type CorrectionChange } from '../observation/corrections.ts';
import type { Print } from '../observation/parsed-print.ts';
import { parseDecimal } from '../number/decimal.ts';
import type { Figure, FigureIdentity, SalesTotal } from '../observation/figure.ts';
import { exactly } from '../number/interval.ts';
import { knownPrint, type KnownQuantity, type ValueLocation } from './known.ts';
import { clearMemo, forgetAll } from './memo.ts';
import { forgetParts } from './part-sets.ts';
import { getOrAdd } from '../period/memoized.ts';
import { publishedUntil } from '../period/publication.ts';
import { compareText } from '../observation/print-order.ts';
import {
  addPrint,
  differentIn,
  findPrint,
  keepChoice,
  periodFacts,
  periodOf,
  removePrint,
  type Side,
} from './print-sets.ts';
import type { PrintSet, SeriesFacts, SeriesGraph } from './series-facts.ts';

/**
 * Adds a print; a print that another one corrects is kept aside. False for an identity already there at the
 * same measure and period.
 * @throws RangeError if the period is invalid or a number is not a decimal.
 */
export function addFigure(facts: SeriesFacts, figure: Figure): boolean {
  const period = periodOf(figure);
  const known = facts.graph.corrections.get(facts.key)?.get(period);
  if (known?.isSetAside(figure)) return false;
  if (known?.correctionOf(figure)) known.setAside(figure);
  else if (!addPrint(facts, figure)) return false;
  if (figure.corrects) {
    const corrections = known ?? newCorrections(facts, period);
    applyChange(facts, corrections, corrections.begin(figure));
  }
  return true;
}

/** Removes a print, and brings back the print that it corrected; false if the print is not there. */
export function removeFigure(facts: SeriesFacts, figure: Figure): boolean {
  const period = periodOf(figure);
  const known = facts.graph.corrections.get(facts.key)?.get(period);
  const isThere = known?.remove(figure) === true || removePrint(facts, figure);
  if (!known) return isThere;
  applyChange(facts, known, known.end(figure));
  const periods = facts.graph.corrections.get(facts.key);
  if (known.isEmpty && periods?.delete(period) && periods.size === 0)
    facts.graph.corrections.delete(facts.key);
  return isThere;
}

function newCorrections({ graph, key }: SeriesFacts, period: string): Corrections {
  const periods = getOrAdd(graph.corrections, key, () => new Map<string, Corrections>());
  return getOrAdd(periods, period, () => new Corrections());
}

function applyChange(facts: SeriesFacts, corrections: Corrections, { freed, named }: CorrectionChange): void {
  for (const figure of freed) addPrint(facts, figure);
  for (const { measure, period, corrects } of named) {
    const corrected = corrects && findPrint(facts, period, measure, corrects);
    if (!corrected) continue;
    removePrint(facts, corrected);
    corrections.setAside(corrected);
  }
}

/** The prints that may stand or fall with this one, because they are corrected or correct others. */
export function correctionPeers(facts: SeriesFacts, figure: Figure): readonly Figure[] {
  const { measure, corrects } = figure;
  const period = periodOf(figure);
  const known = facts.graph.corrections.get(facts.key)?.get(period)?.peersOf(figure) ?? [];
  const named = corrects && findPrint(facts, period, measure, corrects);
  return named ? [...known, named] : known;
}

/** The corrected prints of a period. */
export function correctedPrints({ graph, key }: SeriesFacts, period: string): readonly Figure[] {
  return [...(graph.corrections.get(key)?.get(period)?.corrected ?? [])];
}

/** The prints of a period that name another one, whether there or not, in order of publication. */
export function correctingPrints({ graph, key }: SeriesFacts, period: string): readonly Figure[] {
  const until = ({ publishedAt }: Figure): string => publishedUntil(publishedAt);
  return [...(graph.corrections.get(key)?.get(period)?.correcting ?? [])].sort((a, b) =>
    compareText(until(a), until(b)),
  );
}

/** The print that takes the place of this one; undefined for a print that is not corrected. */
export function correctionOf({ graph, key }: SeriesFacts, figure: Figure): FigureIdentity | undefined {
  const by = graph.corrections.get(key)?.get(periodOf(figure))?.correctionOf(figure);
  return by && { source: by.source, id: by.id };
}

/** Sets or removes the exact total of a period of a sales series. */
export function setTotal(facts: SeriesFacts, period: string, sales: SalesTotal | undefined): void {
  const at = periodFacts(facts, period);
  const total = sales && { sales, quantity: exactly(parseDecimal(sales.total)) };
  at.rare = { ...at.rare, total };
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

/** What the prints of a side say that are weighed, best first: those of one unit, as in `inOneUnit`. */
export function weighedIn(facts: SeriesFacts, set: PrintSet, side: Side): readonly AlikePrints[] {
  const all = countedIn(facts, set, side).alike;
  return all.length > MOST_WEIGHED ? all.slice(0, MOST_WEIGHED) : all;
}

/** What the prints of a side say in the unit that counts, weighed or not. */
export function countedIn(
  { dimensions: { currency } }: SeriesFacts,
  set: PrintSet,
  side: Side,
): PrintsOfUnit {
  const [best] = set[side];
  const different = differentIn(set, side);
  const inCurrency = different.inUnit(currency);
  return inCurrency.alike.length > 0 || !best ? inCurrency : different.inUnit(unitOf(best));
}

/** The chosen print of a side. */
export function chosenIn(
  facts: SeriesFacts,
  set: PrintSet,
  side: Side,
  witness: Witness | null = null,
): Choice | undefined {
  // Most figures have one print.
  return set[side].length < 2
    ? choosePrint(set[side], witness)
    : chooseAmong(weighedIn(facts, set, side), witness);
}

/** The chosen print of a level, share, contribution, gap or change, for which there is no witness. */
export function chosenAlone(facts: SeriesFacts, set: PrintSet): Choice | undefined {
  if (set.choice === undefined) keepChoice(facts.graph, set, chosenIn(facts, set, 'reported'));
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

/** Drops the figures of a series, to be read again before use, and the caches that rest on them. */
export function forgetFigures(facts: SeriesFacts): void {
  const { graph, key, periods, comparedBy, byYear, memo, kin } = facts;
  forgetParts(facts);
  for (const told of [periods, comparedBy, byYear]) told.clear();
  forgetRare(graph, key);
  clearMemo(memo);
  if (kin?.total) forgetAll(kin.total);
}

/** Drops what few series have. */
export function forgetRare({ corrections, breaks, overStated }: SeriesGraph, key: string): void {
  corrections.delete(key);
  breaks.delete(key);
  overStated.delete(key);
}

/** Whether some print of a growth figure has two readings. */
export function isOpen(facts: SeriesFacts, prints: PrintSet): boolean {
  if (prints.reported.length < 2) return prints.reported.some(({ readings }) => readings.length > 1);
  return weighedIn(facts, prints, 'reported').some(({ first }) => first.readings.length > 1);
}
