import type { Formula, Known } from './known.ts';
import type { WorkedSides } from './level-sides.ts';
import { monthsOf } from '../period/months.ts';
import { yearAfter } from '../period/period.ts';
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

const OF_LEVELS: readonly Formula[] = ['ratio@1', 'level-share@1', 'level-contribution@1'];
const OF_PERIODS: readonly Formula[] = ['sum-of-periods@1', 'cumulative-difference@1'];

/** Whether a number of a period comes from levels alone, none of which somebody stated of this very period. */
function isOfPeriods({ from, at }: Known, period: string): boolean {
  if (from.kind !== 'worked' || from.formula === 'sum-of-parts@1') return at.period !== period;
  if (OF_LEVELS.includes(from.formula)) return from.inputs.every(({ known }) => isOfPeriods(known, period));
  return OF_PERIODS.includes(from.formula);
}
