import { OVER_YEAR } from '../period/comparison.ts';
import { yearAfter } from '../period/period.ts';
import { isNarrower } from '../number/interval.ts';
import { BASE_SHARE } from '../rules/base-share.ts';
import { OTHER_MEASURES, type OtherMeasure, type Rule } from '../rules/rule.ts';
import { rulesFor } from '../rules/table.ts';
import { familyOf, isOfFamily, partAnswer } from './family.ts';
import { findRate, gappedGrowth } from './growths.ts';
import type { KnownQuantity } from './known.ts';
import { printedOther } from './printed-other.ts';
import type { SeriesFacts } from './series-facts.ts';
import { workOut, type Find } from './work-out.ts';

/** Whether the share of a series means exports or imports in both together. */
export function isShareOfFlows({ links, key }: SeriesFacts): boolean {
  const { family, wholes } = links;
  return family !== null && family.total !== key && wholes[0] === family.total;
}

const find: Find = (read, facts, period, key) => {
  const printed = findRate(read, facts, period, key);
  if (printed || read.from === 'print') return printed;
  if (read.measure === 'growth') return gappedGrowth(facts, period);
  return read.measure === 'share' ? impliedOthers(facts, period, 'share')[0] : undefined;
};

const COMPUTED = new Map(OTHER_MEASURES.map((measure) => [measure, rulesFor(measure, 'computed')]));
const IMPLIED = new Map(OTHER_MEASURES.map((measure) => [measure, rulesFor(measure, 'implied')]));
const NONE: readonly KnownQuantity[] = [];

/** A share or contribution by levels; a gap or change by the two figures that it is a difference of. */
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

/** Every way in which other figures than levels give a share, the narrowest first, or a contribution. */
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
    const known = isOfFamily(rule)
      ? fromRates(rule, facts, period)
      : workOut(rule, facts, period, OVER_YEAR, find);
    if (known) found.push(known);
  }
  return measure === 'share'
    ? found.sort((a, b) => (isNarrower(a, b) ? -1 : isNarrower(b, a) ? 1 : 0))
    : found;
}

/** What the rates of a family say of a part is worked out together, and remembered. */
function fromRates(rule: Rule, facts: SeriesFacts, period: string): KnownQuantity | undefined {
  const family = facts.comparedBy.size > 0 && isShareOfFlows(facts) ? familyOf(facts) : undefined;
  const at = rule === BASE_SHARE ? yearAfter(period) : period;
  return family && at !== null ? partAnswer(family, facts, at)?.get(rule) : undefined;
}
