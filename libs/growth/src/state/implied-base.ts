import { weakerStatus } from '../observation/choice.ts';
import { levelGrowth, oneVintage } from './growths.ts';
import { isNarrower, meets, type Quantity } from '../number/interval.ts';
import { knownPrint, worked, type KnownQuantity } from './known.ts';
import { printedLevel, totalLevel } from './levels.ts';
import { workedMeasurement } from './measurement.ts';
import { IMPLIED_BASE, impliedBase } from '../rules/implied-base.ts';
import { showRational } from '../number/rational.ts';
import type { ObservationStatus } from '../observation/figure.ts';
import type { Measurement } from './state-body.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';

/** A base that follows from a level and a growth rate; two readings where the rate's wording is ambiguous. */
export interface ImpliedBase {
  readonly quantities: readonly KnownQuantity[];
  readonly names: readonly string[];
  readonly unit: string;
  readonly status: ObservationStatus;
}

/**
 * Every base that reported growth elsewhere in the series implies for this period, from the level it was reported with:
 * clear ones before ambiguous ones, then the narrowest, then by period and key.
 */
export function impliedBases(facts: SeriesFacts, base: string): readonly ImpliedBase[] {
  const comparing = facts.comparedBy.get(base);
  if (!comparing || comparing.size === 0) return [];
  const found: ImpliedBase[] = [];
  for (const period of [...comparing.keys()].sort()) {
    const at = facts.periods.get(period);
    const level = printedLevel(facts, period) ?? totalLevel(facts, period);
    if (at && level) found.push(...basesFrom(facts, at, level, base));
  }
  return found.sort(compareBases);
}

function basesFrom(
  facts: SeriesFacts,
  at: PeriodFacts,
  level: KnownQuantity,
  base: string,
): readonly ImpliedBase[] {
  const bases: ImpliedBase[] = [];
  for (const [key, prints] of at.growth) {
    if (prints.comparedWith !== base) continue;
    const vintage = oneVintage(facts, at, level, prints, () => levelGrowth(facts, at.period, key, base));
    if (!vintage) continue;
    const { growth } = vintage;
    const quantities = growth.readings.flatMap((reading) => {
      const rate = knownPrint(growth, reading, {
        series: facts.key,
        period: at.period,
        side: `growth.${key}.reported`,
      });
      const quantity = impliedBase(vintage.level, rate);
      return quantity ? [worked(IMPLIED_BASE, quantity, [vintage.level, rate], facts.key, base, key)] : [];
    });
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

function compareBases(a: ImpliedBase, b: ImpliedBase): number {
  const [one, two] = [a.quantities[0], b.quantities[0]];
  if (a.quantities.length !== b.quantities.length || !one || !two)
    return a.quantities.length - b.quantities.length;
  return isNarrower(one, two) ? -1 : isNarrower(two, one) ? 1 : 0;
}

/** An implied base as a state shows it: whole units; one number, or one for each reading. */
export function impliedMeasurement({ quantities, names, unit, status }: ImpliedBase): Measurement {
  const [only, another] = quantities;
  if (only && !another) return workedMeasurement(only, unit, 0, status, IMPLIED_BASE.name);
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
    formula: IMPLIED_BASE.name,
  };
}

/** Whether two sets of readings have a pair that meets. */
export function mayBeEqual(some: readonly Quantity[], others: readonly Quantity[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}
