import { type Measure, OTHER_MEASURES, type OtherMeasure } from '@silkgauge/codelists';
import { OVER_YEAR } from '../period/comparison.ts';
import { isNarrower } from '../number/interval.ts';
import { rulesFor } from '../rules/table.ts';
import { findPrinted, growthInstead } from './growths.ts';
import type { KnownQuantity } from './known.ts';
import { summedLevels } from './levels.ts';
import { printedOther } from './printed-other.ts';
import type { SeriesFacts } from './series-facts.ts';
import { taken, workOut, type Find } from './work-out.ts';

/**
 * Printed inputs, else stand-ins for inputs from `prints`. Sales totals are no stand-ins, because they are
 * never compared with printed series.
 */
const find: Find = (inputs, reads, facts, period, key) => {
  const { measure, from } = reads[0];
  if (findPrinted(inputs, reads, facts, period, key)) return true;
  return from === 'prints' && taken(inputs, standIn(measure, facts, period));
};

function standIn(measure: Measure, facts: SeriesFacts, period: string): KnownQuantity | undefined {
  if (measure === 'level') return summedLevels(facts, period)[0];
  if (measure === 'growth') return growthInstead(facts, period);
  return measure === 'share' ? impliedOthers(facts, period, measure)[0] : undefined;
}

const COMPUTED = new Map(OTHER_MEASURES.codes.map((measure) => [measure, rulesFor(measure, 'computed')]));
const IMPLIED = new Map(OTHER_MEASURES.codes.map((measure) => [measure, rulesFor(measure, 'implied')]));
const NONE: readonly KnownQuantity[] = [];

/** A share or contribution from levels; a gap or change from its minuend and subtrahend. */
export function computedOther(
  facts: SeriesFacts,
  period: string,
  measure: OtherMeasure,
): KnownQuantity | undefined {
  if (period === '_U') return undefined;
  for (const rule of COMPUTED.get(measure) ?? []) {
    const known = workOut(rule, facts, period, OVER_YEAR, find);
    if (known) return known;
  }
  return undefined;
}

/** Every implied share, the narrowest first, or every implied contribution. */
export function impliedOthers(
  facts: SeriesFacts,
  period: string,
  measure: OtherMeasure,
): readonly KnownQuantity[] {
  const rules = IMPLIED.get(measure);
  if (period === '_U' || !rules || rules.length === 0) return NONE;
  const found: KnownQuantity[] = [];
  for (const rule of rules) {
    if (rule.isBesidePrint && !printedOther(facts, period, measure)) continue;
    const known = workOut(rule, facts, period, OVER_YEAR, find);
    if (known) found.push(known);
  }
  return measure === 'share'
    ? found.sort((a, b) => (isNarrower(a, b) ? -1 : isNarrower(b, a) ? 1 : 0))
    : found;
}
