import type { KnownQuantity } from './known.ts';
import type { WorkedSides } from './sides.ts';
import { monthsOf } from '../period/months.ts';
import { isComplete } from './part-sets.ts';
import { yearAfter } from '../period/period.ts';
import type { Read, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';
import type { SeriesFacts } from './series-facts.ts';

/**
 * Whether a period has a state from sums alone: years, single months from cumulative figures, and in China
 * January to February, which the New Year does not distort. Sums of other periods are shown only beside a
 * figure of the period, because the number of possible ranges is large.
 */
export function isOffered({ isInChina }: SeriesFacts, period: string): boolean {
  const months = monthsOf(period);
  if (!months) return false;
  const { first, last } = months;
  if (first === last || (first === 1 && last === 12)) return true;
  return first === 1 && last === 2 && isInChina;
}

/** Whether every number is a sum of other periods, or growth, a share or a contribution of sums. */
export function isMereSum({ sides, worked }: WorkedSides): boolean {
  if (sides.reported ?? sides.forecast) return false;
  return worked.every(({ known }) => known.every((one) => isOfPeriods(one, one.at.period)));
}

/**
 * Whether the family has no facts of a period and of the period a year later, no growth is compared with the
 * period, and its declared parts are not all there. All sides of an unspoken period are mere sums.
 */
export function isUnspoken(facts: SeriesFacts, period: string): boolean {
  if (facts.comparedBy.has(period) || isSpokenOf(facts, period)) return false;
  if (facts.partitions.some((set) => isComplete(set, period))) return false;
  const next = yearAfter(period);
  return next === null || !isSpokenOf(facts, next);
}

function isSpokenOf({ periods, kin }: SeriesFacts, period: string): boolean {
  if (periods.has(period)) return true;
  if (!kin) return false;
  const { total, exports, imports } = kin;
  return [total, exports, imports].some((member) => member?.periods.has(period));
}

/** The rules with a condition that holds for every input. */
const rulesWith = (holds: (read: Read) => boolean): ReadonlySet<Rule> =>
  new Set(RULES.filter((rule: Rule) => rule.reads.every(holds)));

/** Rules over printed levels of the same period; their results count as stated. */
const AS_STATED = rulesWith(
  ({ measure, from, at }) => measure === 'level' && from === 'print' && at === 'same',
);
/** Rules over levels that may themselves be worked out. */
const OF_LEVELS = rulesWith(
  ({ measure, from }) => measure === 'level' && (from === 'prints' || from === 'anything'),
);
/** Rules over other periods of the same series that add up to this one. */
const OF_PERIODS = rulesWith(
  ({ of, at }) => of === 'own' && (at === 'parts' || at === 'longer' || at === 'shorter'),
);

/** Whether a number rests on levels alone, none of them stated for this period. */
function isOfPeriods({ from, at }: KnownQuantity, period: string): boolean {
  if (from.kind !== 'worked' || AS_STATED.has(from.rule)) return at.period !== period;
  if (OF_LEVELS.has(from.rule)) return from.inputs.every(({ known }) => isOfPeriods(known, period));
  return OF_PERIODS.has(from.rule);
}
