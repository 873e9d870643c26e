import { choosePrint, weakerStatus, type Choice, type Print } from './choice.ts';
import {
  inOneUnit,
  levelFrom,
  levelOf,
  type GrowthPrints,
  type Level,
  type PeriodFacts,
  type SeriesFacts,
} from './facts.ts';
import { isNarrower, meets, type Quantity } from './interval.ts';
import { workedMeasurement } from './measurement.ts';
import { havePeriodsEqualLength } from './period.ts';
import { computedGrowth, impliedBase } from './rules.ts';
import { showRational } from './rational.ts';
import type { Measurement, ObservationStatus } from './state-body.ts';

/** A base that follows from a level and a growth rate; two quantities where the rate's wording is ambiguous. */
export interface ImpliedBase {
  readonly quantities: readonly Quantity[];
  readonly names: readonly string[];
  readonly unit: string;
  readonly status: ObservationStatus;
}

/** Growth in percent between the levels of two periods of a series, or why there is none. */
export type LevelGrowth =
  | { readonly kind: 'computed'; readonly quantity: Quantity; readonly status: ObservationStatus }
  | { readonly kind: 'absent' | 'small-base' | 'not-comparable' };

/**
 * The ratio of the levels (chosen prints or exact totals) of two periods: absent where one is missing or their units
 * differ, not comparable where the periods are not equally long, withheld from a small base.
 */
export function levelGrowth(facts: SeriesFacts, period: string, comparedWith: string | null): LevelGrowth {
  const level = levelOf(facts, period);
  const base = comparedWith === null ? undefined : levelOf(facts, comparedWith);
  if (!level || !base || comparedWith === null || level.unit !== base.unit) return { kind: 'absent' };
  if (!havePeriodsEqualLength(period, comparedWith)) return { kind: 'not-comparable' };
  const quantity = computedGrowth(level, base, facts.smallBase);
  if (!quantity) return { kind: 'small-base' };
  return { kind: 'computed', quantity, status: weakerStatus(level.status, base.status) };
}

/** The chosen print of a growth figure; the ratio of the levels may settle an ambiguous wording. */
export function chosenGrowth(prints: GrowthPrints, ratio: LevelGrowth): Choice | undefined {
  const isClear = prints.reported.every(({ readings }) => readings.length === 1);
  if (!isClear) return choosePrint(prints.reported, witnessOf(ratio));
  if (prints.choice === undefined) prints.choice = choosePrint(prints.reported, null) ?? null;
  return prints.choice ?? undefined;
}

function witnessOf(ratio: LevelGrowth): Quantity | null {
  return ratio.kind === 'computed' ? ratio.quantity : null;
}

/**
 * Every base that reported growth elsewhere in the series implies for this period, from the level it was reported with:
 * clear ones before ambiguous ones, then the narrowest, then by period and key.
 */
export function impliedBases(facts: SeriesFacts, base: string): readonly ImpliedBase[] {
  const found: ImpliedBase[] = [];
  for (const period of [...(facts.comparedBy.get(base)?.keys() ?? [])].sort()) {
    const at = facts.periods.get(period);
    const level = levelOf(facts, period);
    if (at && level) found.push(...basesFrom(facts, at, level, base));
  }
  return found.sort(compareBases);
}

function basesFrom(facts: SeriesFacts, at: PeriodFacts, level: Level, base: string): readonly ImpliedBase[] {
  const bases: ImpliedBase[] = [];
  for (const prints of at.growth.values()) {
    if (prints.comparedWith !== base) continue;
    const vintage = oneVintage(facts, at, level, prints, levelGrowth(facts, at.period, base));
    if (!vintage) continue;
    const { growth } = vintage;
    const quantities = growth.readings.flatMap((reading) => impliedBase(vintage.level, reading) ?? []);
    // A reading without a base leaves the others no more certain than they were.
    if (quantities.length === 0 || quantities.length < growth.readings.length) continue;
    bases.push({
      quantities,
      names: growth.readings.map(({ name }) => name ?? ''),
      unit: vintage.level.unit,
      status: weakerStatus(vintage.level.status, growth.print.status),
    });
  }
  return bases;
}

/**
 * A growth rate and the level it was printed with. Where the present ones differ in status, one of them was revised
 * without the other: the best status that both were printed in goes before a mixture of two vintages, which stands in
 * only where there is none.
 */
function oneVintage(
  facts: SeriesFacts,
  at: PeriodFacts,
  level: Level,
  prints: GrowthPrints,
  ratio: LevelGrowth,
): { growth: Choice; level: Level } | undefined {
  const growth = chosenGrowth(prints, ratio);
  if (!growth) return undefined;
  if (growth.print.status === level.status) return { growth, level };
  const levels = inOneUnit(facts, at.level.reported);
  for (const rate of prints.reported) {
    const { status } = rate;
    const ofStatus = (print: Print): boolean => print.status === status;
    const sameLevel = choosePrint(levels.filter(ofStatus), null);
    const sameGrowth = sameLevel && choosePrint(prints.reported.filter(ofStatus), witnessOf(ratio));
    if (sameGrowth) return { growth: sameGrowth, level: levelFrom(sameLevel) };
  }
  return { growth, level };
}

function compareBases(a: ImpliedBase, b: ImpliedBase): number {
  const [one, two] = [a.quantities[0], b.quantities[0]];
  if (a.quantities.length !== b.quantities.length || !one || !two)
    return a.quantities.length - b.quantities.length;
  return isNarrower(one, two) ? -1 : isNarrower(two, one) ? 1 : 0;
}

/** An implied base as a state shows it: whole units; one number, or one for each reading. */
export function impliedMeasurement({ quantities, names, unit, status }: ImpliedBase): Measurement {
  const [only, another] = quantities;
  if (only && !another) return workedMeasurement(only, unit, 0, status, 'implied-base@1');
  return {
    value: null,
    unit,
    low: null,
    high: null,
    status,
    readings: quantities.map(({ value, low, high }, at) => ({
      reading: names[at] ?? '',
      value: value && showRational(value, 0, 'half-away'),
      low: showRational(low, 0, 'down'),
      high: showRational(high, 0, 'up'),
    })),
    formula: 'implied-base@1',
  };
}

/** Whether two sets of readings have a pair that meets. */
export function mayBeEqual(some: readonly Quantity[], others: readonly Quantity[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}
