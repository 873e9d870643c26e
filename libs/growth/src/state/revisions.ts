import type { AlikePrints } from '../observation/alike-prints.ts';
import { chosenAmong } from '../observation/choice.ts';
import type { Figure } from '../observation/figure.ts';
import { parsePrint, type Print } from '../observation/parsed-print.ts';
import { comparePrints } from '../observation/print-order.ts';
import { publicationsOf } from '../observation/publications.ts';
import { NOT_STATED } from '../period/comparison.ts';
import { getOrAdd } from '../period/memoized.ts';
import { correctedPrints, correctingPrints, inOneUnit } from './corrections.ts';
import { meets } from '../number/interval.ts';
import type { PrintReading } from '../observation/print.ts';
import {
  add,
  compareRationals,
  divide,
  HUNDRED,
  multiply,
  showRational,
  subtract,
} from '../number/rational.ts';
import type { Rational } from '../number/rational.ts';
import type { SeriesFacts } from './series-facts.ts';
import { printedSideOf } from './printed-sides.ts';

interface PrintAsRead {
  readonly print: Print;
  readonly reading: PrintReading & { readonly value: Rational };
}

/** A print that was chosen for a figure, its reading, and the time since when. */
export interface Vintage extends PrintAsRead {
  /** Publication time of the print, or of the later print that settled its reading. */
  readonly since: string;
}

/** The revisions of one figure from its first chosen print to its latest. */
export interface FigureRevisions {
  readonly period: string;
  readonly first: Vintage;
  /** The print chosen last. */
  readonly latest: Vintage;
  /** Number of changes of the chosen number. */
  readonly revisions: number;
  /** Latest less first: growth in points, a level in percent of the first (null if the first is zero). */
  readonly revision: Rational | null;
  /** Growth only: first and latest print have opposite signs. */
  readonly signFlip: boolean;
  /** Whole UTC days between `since` of the first and of the latest print. */
  readonly days: number;
}

/** The figures of one series and measure, by period. */
export interface MeasureRevisions {
  readonly measure: 'level' | 'growth';
  /** Key of `growth`; null for levels. */
  readonly comparison: string | null;
  readonly figures: readonly FigureRevisions[];
}

export interface RevisionSummary {
  /** Figures with a print of one number and a publication time. */
  readonly figures: number;
  readonly revised: number;
  /** Over revised figures, with 4 decimals; null where none was revised. */
  readonly meanRevision: string | null;
  readonly meanAbsoluteRevision: string | null;
  /** The middle revision, of an even number the mean of the middle two; as the means. */
  readonly medianRevision: string | null;
  /** Figures whose latest print is above the first. */
  readonly upward: number;
  readonly signFlips: number;
  readonly meanDays: string | null;
  readonly maxDays: number | null;
}

const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * The revision record of a series: its levels, and its growth by comparison. Forecasts, prints without a
 * publication time or without a single number, and `_U` periods and comparisons are left out. It yields after
 * each choice among prints, as a series may have many.
 */
export function* seriesRevisions(facts: SeriesFacts): Generator<void, readonly MeasureRevisions[], void> {
  const level: FigureRevisions[] = [];
  const growth = new Map<string, FigureRevisions[]>();
  for (const at of [...facts.periods.values()].sort((a, b) => (a.period < b.period ? -1 : 1))) {
    if (at.period === '_U') continue;
    const correcting = correctingPrints(facts, at.period);
    const corrected = Map.groupBy(correctedPrints(facts, at.period), printedSideOf);
    const printed = everPrinted(at.level.reported, corrected.get('level.reported'));
    const levels = yield* figureRevisions(at.period, inOneUnit(facts, printed), correcting);
    if (levels) level.push(levels);
    for (const [key, { reported }] of at.growth) {
      if (key === NOT_STATED) continue;
      const all = everPrinted(reported, corrected.get(`growth.${key}.reported`));
      const rates = yield* figureRevisions(at.period, all, correcting);
      if (rates) getOrAdd(growth, key, () => []).push(rates);
    }
  }
  const comparisons = [...growth].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(level.length > 0 ? [{ measure: 'level' as const, comparison: null, figures: level }] : []),
    ...comparisons.map(([comparison, figures]) => ({ measure: 'growth' as const, comparison, figures })),
  ];
}

/** The prints of a side, corrected ones included; the best is the first. */
function everPrinted(reported: readonly Print[], corrected: readonly Figure[] = []): readonly Print[] {
  if (corrected.length === 0) return reported;
  const all = [...reported, ...corrected.map(parsePrint)];
  const best = all.reduce((one, other) => (comparePrints(other, one) < 0 ? other : one));
  return [best, ...all.filter((print) => print !== best)];
}

/**
 * The revisions of one figure: the print chosen (`choosePrint`) at each publication time. The same digits are
 * no revision, nor are digits of the same status whose intervals meet; a final 2.1 for a preliminary 2.11 is.
 * A corrected print counts until the print that corrects it was published.
 * @param prints of one figure in one unit, none of them forecasts.
 * @param correcting the prints of the period that name another one, in order of publication.
 * @returns null where no print gives one number and a publication time.
 */
function* figureRevisions(
  period: string,
  prints: readonly Print[],
  correcting: readonly Figure[],
): Generator<void, FigureRevisions | null, void> {
  let first: Vintage | undefined;
  let latest: Vintage | undefined;
  let stood: PrintAsRead | undefined;
  let revisions = 0;
  for (const step of publicationsOf(prints, correcting)) {
    yield;
    if (!step) continue;
    const vintage = standing(step.weighed);
    if (!vintage) continue;
    if (latest?.print !== vintage.print) latest = { ...vintage, since: step.until };
    first ??= latest;
    if (stood && !saysTheSame(stood, vintage)) revisions += 1;
    if (!stood || !saysTheSame(stood, vintage) || stood.print.status !== vintage.print.status)
      stood = vintage;
  }
  if (!first || !latest) return null;
  const { measure } = first.print.figure;
  const [from, to] = [first.reading.value, latest.reading.value];
  return {
    period,
    first,
    latest,
    revisions,
    revision: measure === 'growth' ? subtract(to, from) : percentOf(subtract(to, from), from),
    signFlip: measure === 'growth' && from.n * to.n < 0n,
    days: dayNumber(latest.since) - dayNumber(first.since),
  };
}

function standing(weighed: readonly AlikePrints[]): PrintAsRead | undefined {
  const choice = chosenAmong(weighed, null);
  const [reading, another] = choice?.readings ?? [];
  if (!choice || !reading?.value || another) return undefined;
  return { print: choice.print, reading: { ...reading, value: reading.value } };
}

function saysTheSame(one: PrintAsRead, other: PrintAsRead): boolean {
  if (compareRationals(one.reading.value, other.reading.value) === 0) return true;
  return one.print.status === other.print.status && meets(one.reading, other.reading);
}

function percentOf(part: Rational, whole: Rational): Rational | null {
  if (whole.n === 0n) return null;
  return multiply(HUNDRED, divide(part, whole.n < 0n ? { n: -whole.n, d: whole.d } : whole));
}

function dayNumber(instant: string): number {
  return Date.parse(`${instant.slice(0, 10)}T00:00:00.000Z`) / MILLISECONDS_PER_DAY;
}

/**
 * The summary over the `n` revised figures, `P` the first print and `L` the latest: mean revision MR = (1/n)
 * sum (L - P), mean absolute revision MAR = (1/n) sum |L - P|, the median of L - P, in points for growth and
 * in percent of |P| for levels. Over all figures, the means are MR and MAR times revised / figures.
 *
 * Source: the summary statistics recommended by the OECD/Eurostat task force on revisions analysis (McKenzie
 * and Gamba, "Interpreting the results of revision analyses", 2008). A level revised from zero counts as
 * revised but not in the means.
 * @returns means with 4 decimals, half away from zero; days whole.
 * @example
 * summariseRevisions([fifteenThen('18.6'), fiveThen('4.2')]) // MR 1.4000, MAR 2.2000 points
 */
export function summariseRevisions(figures: readonly FigureRevisions[]): RevisionSummary {
  const revised = figures.filter(({ revisions }) => revisions > 0);
  const measured = revised.flatMap(({ revision }) => revision ?? []);
  const days = revised.map((one) => one.days);
  return {
    figures: figures.length,
    revised: revised.length,
    meanRevision: mean(measured),
    meanAbsoluteRevision: mean(measured.map(({ n, d }) => ({ n: n < 0n ? -n : n, d }))),
    medianRevision: mean(middleOf(measured)),
    upward: measured.filter(({ n }) => n > 0n).length,
    signFlips: revised.filter(({ signFlip }) => signFlip).length,
    meanDays: mean(days.map((n) => ({ n: BigInt(n), d: 1n }))),
    maxDays: days.length === 0 ? null : Math.max(...days),
  };
}

function mean(values: readonly Rational[]): string | null {
  if (values.length === 0) return null;
  const { n, d } = sum(values);
  return showRational({ n, d: d * BigInt(values.length) }, 4, 'half-away');
}

/** The middle value, or the middle two; none of none. */
function middleOf(values: readonly Rational[]): readonly Rational[] {
  const sorted = [...values].sort(compareRationals);
  const half = sorted.length >> 1;
  return sorted.slice(sorted.length % 2 === 0 ? Math.max(half - 1, 0) : half, half + 1);
}

/** By halves, because `add` does not reduce: operands have denominators of similar size. */
function sum(values: readonly Rational[]): Rational {
  const [first = { n: 0n, d: 1n }, ...others] = values;
  if (others.length === 0) return first;
  const half = values.length >> 1;
  return add(sum(values.slice(0, half)), sum(values.slice(half)));
}
