import type { StateRule } from '@silkgauge/contract';
import { havePeriodsEqualLength, periodAfter } from '@silkgauge/growth';
import { coversPeriod } from './covers.ts';
import { needOf } from './held-against.ts';

/**
 * The periods of a series to judge by a rule where one period changes: that one, and those that stand on it, as
 * far as the rule is about them. `known` are the periods of the series; only records look at them.
 */
export function periodsToJudge(
  rule: StateRule,
  changed: string,
  known: Iterable<string>,
): ReadonlySet<string> {
  const need = needOf(rule);
  const after = need === 'period-before' ? periodAfter(changed) : null;
  const equal = need === 'periods' ? [...known].filter((one) => havePeriodsEqualLength(one, changed)) : [];
  const all = [changed, ...(after === null ? [] : [after]), ...equal];
  return new Set(all.filter((period) => coversPeriod(rule, period)));
}
