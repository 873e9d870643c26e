import { isAcrossBreak } from './coverage-break.ts';
import { growthLocation, oneVintage } from './growths.ts';
import { isNarrower, meets, type Quantity } from '../number/interval.ts';
import { formulaOf, knownPrint, measurementOf, type KnownQuantity } from './known.ts';
import { printedLevel, totalLevel } from './levels.ts';
import { comparedPeriod } from '../period/comparison.ts';
import { IMPLIED_BASE } from '../rules/implied-base.ts';
import { showRational } from '../number/rational.ts';
import { readingNameOf } from './lineage.ts';
import type { Measurement } from './state-body.ts';
import type { SeriesFacts } from './series-facts.ts';
import { answer } from './work-out.ts';

/** A base from a level and a growth rate; two readings where the rate's wording is ambiguous. */
export type ImpliedBase = readonly [KnownQuantity, ...KnownQuantity[]];

/**
 * Every base that a reported growth rate of the series and its level imply for this period: bases with one
 * reading first, then the narrowest, then by period and key.
 */
export function impliedBases(facts: SeriesFacts, base: string): readonly ImpliedBase[] {
  const comparing = facts.comparedBy.get(base);
  if (!comparing || comparing.size === 0) return [];
  const found: ImpliedBase[] = [];
  for (const period of [...comparing.keys()].sort()) {
    for (const key of facts.periods.get(period)?.growth.keys() ?? []) {
      const implied = comparedPeriod(period, key) === base ? baseFrom(facts, period, key, base) : undefined;
      if (implied) found.push(implied);
    }
  }
  return found.sort(compareBases);
}

function baseFrom(facts: SeriesFacts, period: string, key: string, base: string): ImpliedBase | undefined {
  const level = printedLevel(facts, period) ?? totalLevel(facts, period);
  const vintage = level && oneVintage(facts, period, key, level);
  if (!vintage) return undefined;
  const bases: KnownQuantity[] = [];
  for (const reading of vintage.growth.readings) {
    const rate = knownPrint(vintage.growth, reading, growthLocation(facts, period, key));
    const known = answer(IMPLIED_BASE, [vintage.level, rate], facts, base, key);
    // Without a base for one reading, the other reading cannot be taken as the only one.
    if (!known) return undefined;
    bases.push(known);
  }
  const [first, ...others] = bases;
  return first && [first, ...others];
}

function compareBases(a: ImpliedBase, b: ImpliedBase): number {
  if (a.length !== b.length) return a.length - b.length;
  return isNarrower(a[0], b[0]) ? -1 : isNarrower(b[0], a[0]) ? 1 : 0;
}

/** The bases that no declared break separates from the growth that implies them, then the others. */
export function byBreak(
  facts: SeriesFacts,
  period: string,
  bases: readonly ImpliedBase[],
): readonly [within: readonly ImpliedBase[], across: readonly ImpliedBase[]] {
  if (facts.graph.breaks.size === 0) return [bases, []];
  const isAcross = ([{ from }]: ImpliedBase): boolean =>
    from.kind === 'worked' && from.inputs.some(({ known }) => isAcrossBreak(facts, known.at.period, period));
  return [bases.filter((base) => !isAcross(base)), bases.filter(isAcross)];
}

/** The bases of a period that are compared with its level and with one another. */
export const comparedBases = (facts: SeriesFacts, period: string): readonly ImpliedBase[] =>
  byBreak(facts, period, impliedBases(facts, period))[0];

/** An implied base as a state shows it: whole units; one number, or one for each reading. */
export function impliedMeasurement(base: ImpliedBase): Measurement {
  const [first, another] = base;
  if (!another) return measurementOf(first);
  return {
    value: null,
    unit: first.unit,
    low: null,
    high: null,
    status: first.status,
    readings: base.map((known) => ({
      reading: readingNameOf(known) ?? '',
      value: known.value && showRational(known.value, 0, 'half-away'),
      low: showRational(known.low, 0, 'down'),
      high: showRational(known.high, 0, 'up'),
    })),
    formula: formulaOf(first).name,
  };
}

/** Whether two sets of readings have a pair that meets. */
export function mayBeEqual(some: readonly Quantity[], others: readonly Quantity[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}
