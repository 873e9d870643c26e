import type { KnownQuantity } from './known.ts';
import type { WorkedSides } from './level-sides.ts';
import { monthsOf } from '../period/months.ts';
import { yearAfter } from '../period/period.ts';
import type { Read, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';
import { isInChina } from './state-flags.ts';
import type { SeriesFacts } from './series-facts.ts';

/**
 * Periods that are told though nobody spoke of them, once their parts are there: years, single months out of cumulative
 * figures, and in China January and February together, which New Year does not bend. Any other sum waits until somebody
 * speaks of that period: there are more ranges than readers.
 */
export function isOffered({ dimensions }: SeriesFacts, period: string): boolean {
  const months = monthsOf(period);
  if (!months) return false;
  const { first, last } = months;
  if (first === last || (first === 1 && last === 12)) return true;
  return first === 1 && last === 2 && isInChina(dimensions.area);
}

/** Whether nothing is told but what other periods add up to, and growth, shares and contributions of such sums. */
export function isMereSum({ sides, worked }: WorkedSides): boolean {
  if (sides.reported ?? sides.forecast) return false;
  return worked.every(({ known }) => known.every((one) => isOfPeriods(one, one.at.period)));
}

/**
 * Whether nobody in its family spoke of a period or of the year after it, and nobody compared with it. All its sides are
 * mere sums then, whatever the other periods say.
 */
export function isUnspoken(facts: SeriesFacts, period: string): boolean {
  if (facts.comparedBy.has(period) || isSpokenOf(facts, period)) return false;
  const next = yearAfter(period);
  return next === null || !isSpokenOf(facts, next);
}

function isSpokenOf({ periods, kin }: SeriesFacts, period: string): boolean {
  if (periods.has(period)) return true;
  if (!kin) return false;
  const { total, exports, imports } = kin;
  return [total, exports, imports].some((member) => member?.periods.has(period));
}

/** The rules of which all inputs fulfil a condition. */
const rulesWith = (holds: (read: Read) => boolean): ReadonlySet<Rule> =>
  new Set(RULES.filter((rule: Rule) => rule.reads.every(holds)));

/** Over printed levels of the very period: as if somebody had stated the result. */
const AS_STATED = rulesWith(
  ({ measure, from, at }) => measure === 'level' && from === 'print' && at === 'same',
);
/** Over levels of which it is open how they are known. */
const OF_LEVELS = rulesWith(
  ({ measure, from }) => measure === 'level' && (from === 'prints' || from === 'anything'),
);
/** Over other periods of the same series that together make this one. */
const OF_PERIODS = rulesWith(
  ({ of, at }) => of === 'own' && (at === 'parts' || at === 'longer' || at === 'shorter'),
);

/** Whether a number of a period comes from levels alone, none of which somebody stated of this very period. */
function isOfPeriods({ from, at }: KnownQuantity, period: string): boolean {
  if (from.kind !== 'worked' || AS_STATED.has(from.rule)) return at.period !== period;
  if (OF_LEVELS.has(from.rule)) return from.inputs.every(({ known }) => isOfPeriods(known, period));
  return OF_PERIODS.has(from.rule);
}
