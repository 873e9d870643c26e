import type { SeriesFacts } from './facts.ts';
import type { Formula, Known } from './known.ts';
import type { WorkedSides } from './level-sides.ts';
import { monthsOf } from './months.ts';
import { periodBefore, yearAfter, yearBefore } from './period.ts';
import { isInChina } from './state-flags.ts';

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
  return worked.every(({ known }) => known.every(isOfPeriods));
}

/**
 * Whether nobody in its family spoke of a period, nor of those that it is compared with or that are compared with it: the
 * year before, the equal period before, the year after. All its sides are mere sums then, whatever the other periods say.
 */
export function isUnspoken(facts: SeriesFacts, period: string): boolean {
  if (facts.comparedBy.has(period)) return false;
  for (const near of [period, yearBefore(period), periodBefore(period), yearAfter(period)])
    if (near !== null && isSpokenOf(facts, near)) return false;
  return true;
}

function isSpokenOf({ periods, kin }: SeriesFacts, period: string): boolean {
  if (periods.has(period)) return true;
  if (!kin) return false;
  const { total, exports, imports } = kin;
  return [total, exports, imports].some((member) => member?.periods.has(period));
}

const OF_LEVELS: readonly Formula[] = ['ratio@1', 'level-share@1', 'level-contribution@1'];

function isOfPeriods({ from, at }: Known): boolean {
  if (from.kind === 'total') return false;
  if (from.kind === 'print') return true;
  if (OF_LEVELS.includes(from.formula)) {
    // A whole that was printed of this very period: somebody spoke of it.
    return from.inputs.every(
      ({ known }) => isOfPeriods(known) && !(known.from.kind === 'print' && known.at.period === at.period),
    );
  }
  return from.formula === 'sum-of-periods@1' || from.formula === 'cumulative-difference@1';
}
