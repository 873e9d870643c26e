import { relatedPeriods, ratedFamily } from './coverage-break.ts';
import { baseOf, periodOf } from './facts.ts';
import { familyOf } from './family.ts';
import type { Figure } from '../observation/figure.ts';
import { levelOf, printedLevel } from './levels.ts';
import { isCumulative, isInPartition, monthsOf, periodOfMonths, type Months } from '../period/months.ts';
import { comparingPeriods, NOT_STATED, OVER_YEAR, resolveComparison } from '../period/comparison.ts';
import { yearAfter, yearBefore } from '../period/period.ts';
import { measuredFrom, partsOf } from './references.ts';
import { isShareOfFlows } from './shares.ts';
import { isInChina } from './state-flags.ts';
import type { SeriesFacts } from './series-facts.ts';

/** A state: one period of one series of a world. */
export interface StateKey {
  readonly facts: SeriesFacts;
  readonly period: string;
}

/**
 * The states that may change when this figure comes or goes, its own first. Every rule that reads a print is met here from
 * the other side, so a state is worked out anew exactly when something it rests on changed.
 */
export function affectedKeys(facts: SeriesFacts, figure: Figure): readonly StateKey[] {
  const reach = new Reach();
  const period = periodOf(figure);
  reach.add(facts, period);
  if (period === '_U') return reach.keys;
  switch (figure.measure) {
    case 'level':
      reach.level(facts, period);
      break;
    case 'growth':
      reach.add(facts, baseOf(figure));
      reach.rate(facts, period, resolveComparison(period, figure.comparison ?? NOT_STATED).key);
      break;
    default:
      // Shares, gaps and changes are carried to the year before, and read by those of the year after.
      reach.add(facts, yearBefore(period));
      reach.add(facts, yearAfter(period));
  }
  return reach.keys;
}

/**
 * The states that change when somebody speaks of a total for the first time: the sum of exports and imports is told of a
 * total as soon as it is a series, and shares are taken from it.
 */
export function foundedKeys(facts: SeriesFacts): readonly StateKey[] {
  const family = familyOf(facts);
  if (family?.total !== facts) return [];
  const reach = new Reach();
  for (const period of family.exports.periods.keys()) {
    if (period !== '_U' && family.imports.periods.has(period)) reach.readers(facts, period);
  }
  return reach.keys;
}

/** As `affectedKeys`, for a changed total of sales: that of a month moves nothing but the series' own growth and bases. */
export function affectedByTotal(facts: SeriesFacts, period: string): readonly string[] {
  const reach = new Reach();
  reach.readers(facts, period);
  return reach.keys.flatMap((key) => (key.facts === facts ? [key.period] : []));
}

class Reach {
  readonly keys: StateKey[] = [];
  readonly #seen = new Map<SeriesFacts, Set<string>>();
  readonly #parts = new Map<SeriesFacts, readonly SeriesFacts[]>();

  add(facts: SeriesFacts, period: string | null): void {
    if (period === null) return;
    let periods = this.#seen.get(facts);
    if (!periods) this.#seen.set(facts, (periods = new Set()));
    if (periods.has(period)) return;
    periods.add(period);
    this.keys.push({ facts, period });
  }

  /** Where a printed level goes: its sums, its differences, and all that is worked out from any of them. */
  level(facts: SeriesFacts, period: string): void {
    this.readers(facts, period);
    for (const other of periodsRestingOn(facts, period)) this.#worked(facts, other);
    const total = facts.kin?.total;
    if (total && total !== facts) this.#worked(total, period);
  }

  /** A level that may be worked out anew: where one is printed nobody calculates with what is worked out beside it. */
  #worked(facts: SeriesFacts, period: string): void {
    if (printedLevel(facts, period)) this.add(facts, period);
    else this.readers(facts, period);
  }

  /** What reads the level of a period, however that is known. */
  readers(facts: SeriesFacts, period: string): void {
    this.add(facts, period);
    const next = yearAfter(period);
    for (const later of comparingPeriods(period))
      if (facts.periods.has(later) || levelOf(facts, later)) this.add(facts, later);
    const comparing = [...(facts.comparedBy.get(period)?.keys() ?? [])];
    for (const later of comparing) this.add(facts, later);
    this.#wordings(facts, [period, ...comparing]);
    for (const { comparedWith } of facts.periods.get(period)?.growth.values() ?? [])
      this.add(facts, comparedWith);
    for (const part of this.#partsOf(facts)) {
      const isFlow = isShareOfFlows(part);
      if (part.periods.has(period) || (isFlow && levelOf(part, period))) this.add(part, period);
      if (next === null) continue;
      if (isFlow ? part.periods.has(next) || levelOf(part, next) : hasContribution(part, next))
        this.add(part, next);
    }
  }

  #partsOf(facts: SeriesFacts): readonly SeriesFacts[] {
    let parts = this.#parts.get(facts);
    if (!parts) this.#parts.set(facts, (parts = partsOf(facts)));
    return parts;
  }

  /** An ambiguous rate may be settled by levels, and other rates rest on it then. */
  #wordings(facts: SeriesFacts, periods: readonly string[]): void {
    for (const period of periods) {
      for (const [key, { reported }] of facts.periods.get(period)?.growth ?? []) {
        if (reported.some(({ readings }) => readings.length > 1)) this.rate(facts, period, key);
      }
    }
  }

  /** What reads a printed rate beyond its own state and its base. */
  rate(facts: SeriesFacts, period: string, key: string): void {
    const total = facts.kin?.total;
    if (total) this.add(total, period);
    if (key !== OVER_YEAR) return;
    const base = yearBefore(period);
    this.add(facts, base);
    this.add(facts, yearAfter(period));
    const months = monthsOf(period);
    if (months && isCumulative(months))
      for (const other of differencesOf(facts, months)) this.add(facts, other);
    this.#familyRate(facts, period, base);
    for (const part of measuredFrom(facts)) {
      const other = part.periods.get(period)?.other;
      if (!other || other.size === 0) continue;
      this.add(part, period);
      this.add(part, base);
    }
  }

  #familyRate(facts: SeriesFacts, period: string, base: string | null): void {
    const family = familyOf(facts);
    if (!family) return;
    const rated = ratedFamily(facts) ?? family;
    const periods = [period, base, yearAfter(period), ...relatedPeriods(rated, period)];
    if (base !== null) periods.push(...relatedPeriods(rated, base));
    for (const member of [family.total, family.exports, family.imports])
      for (const one of periods) this.add(member, one);
  }
}

function hasContribution(part: SeriesFacts, period: string): boolean {
  return part.periods.get(period)?.other.has('contribution') ?? false;
}

/** Periods of a series whose level may be worked out from the one of this period: those it is a part of, differences. */
function periodsRestingOn(facts: SeriesFacts, period: string): readonly string[] {
  const months = monthsOf(period);
  if (!months) return [];
  const { year } = months;
  const wider = new Set([...periodsOfInterest(facts, year), year]);
  const sums = [...wider].filter((other) => {
    const whole = monthsOf(other);
    return whole !== null && isInPartition(months, whole);
  });
  return isCumulative(months) ? [...new Set([...sums, ...differencesOf(facts, months)])] : sums;
}

/** Periods that a cumulative one is the longer or the shorter side of: the months at its end, and others of interest. */
function differencesOf(facts: SeriesFacts, { year, last }: Months): readonly string[] {
  const single = [last, last + 1]
    .filter((month) => month > 1 && month <= 12)
    .map((month) => periodOfMonths(year, month, month));
  const others = periodsOfInterest(facts, year).filter((other) => {
    const months = monthsOf(other);
    return (
      months !== null &&
      months.year === year &&
      months.first > 1 &&
      (months.last === last || months.first === last + 1)
    );
  });
  return [...single, ...others];
}

/** Those that somebody spoke of; in China January and February together are told unasked, beside the two months before. */
function periodsOfInterest({ dimensions, ofInterest }: SeriesFacts, year: string): readonly string[] {
  const periods = [...(ofInterest.get(year) ?? [])];
  if (isInChina(dimensions.area)) periods.push(periodOfMonths(year, 1, 2), periodOfMonths(year, 11, 12));
  return periods;
}
