import { comparisonsOf, OVER_YEAR } from '../period/comparison.ts';
import { hasCoverageBreak, isAcrossBreak, ratedFamily } from './coverage-break.ts';
import { familyRates } from './family.ts';
import { chosenGrowth, impliedGrowths, levelGrowth, restsOnBreak, type LevelGrowth } from './growths.ts';
import { measurementOf } from './known.ts';
import type { WorkedSides } from './level-sides.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import type { ComparedSides, Flag } from './state-body.ts';
import {
  CONFLICTS,
  judge,
  leastFavourable,
  NOT_COMPARABLE,
  UNCHECKED,
  worstOf,
  type Judgement,
} from './verdict.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';

/**
 * Growth of a period by comparison: every printed comparison, and the named ones where levels or other
 * figures give growth, in the order of `comparisonsOf`.
 */
export function growthSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): ReadonlyMap<string, WorkedSides<ComparedSides>> {
  const growth = new Map<string, WorkedSides<ComparedSides>>();
  for (const { key, comparedWith } of comparisonsOf(period, at?.growth)) {
    const sides = comparedSides(facts, period, key, comparedWith, at, flags);
    if (sides) growth.set(key, sides);
  }
  if (hasCoverageBreak(facts, period)) flags.add('coverage-break');
  return growth;
}

function comparedSides(
  facts: SeriesFacts,
  period: string,
  key: string,
  comparedWith: string | null,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): WorkedSides<ComparedSides> | undefined {
  const prints = at?.growth.get(key);
  const ratio = levelGrowth(facts, period, key);
  const choice = prints && chosenGrowth(prints, () => ratio);
  const reported = prints && reportedSide(period, prints.reported, choice, flags);
  const forecast = prints && forecastSide(period, prints.forecast, flags);
  const found = impliedGrowths(facts, period, key);
  // Growth across a declared break is shown as printed, and compared with nothing.
  const isAcross = comparedWith !== null && isAcrossBreak(facts, period, comparedWith);
  const implied =
    comparedWith === null
      ? found
      : found.filter((known) => !restsOnBreak(facts, [known], period, comparedWith));
  const isBroken = ratio.kind === 'coverage-break' || implied.length < found.length;
  if (ratio.kind === 'small-base') flags.add('small-base');
  const isWithheld = ratio.kind === 'small-base' || isBroken;
  if (!reported && !forecast && ratio.kind !== 'computed' && !isWithheld && implied.length === 0)
    return undefined;
  if (isAcross || isBroken) flags.add('coverage-break');
  const readings = choice?.readings ?? [];
  const isComparable = !isAcross && !(isBroken && ratio.kind === 'absent');
  const computed = isComparable ? ratioJudgement(ratio, readings) : NOT_COMPARABLE;
  if (computed.verdict === 'conflicts') flags.add('implied-base-differs');
  const worst = leastFavourable(readings, implied, 4);
  const infeasible = !isAcross && key === OVER_YEAR && isInfeasible(facts, period);
  if (infeasible) flags.add('infeasible-parts');
  const all = [worst?.judgement ?? UNCHECKED, ...(infeasible ? [CONFLICTS] : [])];
  return {
    sides: {
      comparedWith,
      ...sidesOf(
        {
          reported,
          computed: ratio.kind === 'computed' ? measurementOf(ratio.known) : undefined,
          implied: worst && measurementOf(worst.known),
          forecast,
        },
        {
          verdict: all.reduce(worstOf, computed).verdict,
          gap: computed.gap ?? worst?.judgement.gap ?? null,
        },
      ),
    },
    worked: [
      ...(ratio.kind === 'computed' ? [{ side: 'computed', known: [ratio.known] } as const] : []),
      ...(worst ? [{ side: 'implied', known: [worst.known] } as const] : []),
    ],
  };
}

function ratioJudgement(ratio: LevelGrowth, readings: Parameters<typeof judge>[0]): Judgement {
  if (ratio.kind === 'computed') return judge(readings, [ratio.known], 4);
  return ratio.kind === 'absent' ? UNCHECKED : NOT_COMPARABLE;
}

/** Whether the printed rates of exports, imports and total contradict each other. */
function isInfeasible(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && familyRates(family.total, period)?.kind === 'infeasible';
}
