import type { Flag } from '@silkgauge/codelists';
import type { Choice } from '../observation/choice.ts';
import { comparisonsOf, OVER_YEAR } from '../period/comparison.ts';
import { hasCoverageBreak, isAcrossBreak, ratedFamily } from './coverage-break.ts';
import { familyRates } from './family.ts';
import { chosenGrowth, impliedGrowths, levelGrowth, withoutBreak, type LevelGrowth } from './growths.ts';
import { measurementOf } from './known.ts';
import { workedLevels } from './levels.ts';
import type { WorkedSides } from './level-sides.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import type { ComparedSides } from './state-body.ts';
import { restsOnConflict } from './level-conflicts.ts';
import {
  CONFLICTS,
  NOT_COMPARABLE,
  pairsWith,
  UNCHECKED,
  worstOf,
  worstOfPairs,
  worstPair,
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

const NO_READINGS: Choice['readings'] = [];

function comparedSides(
  facts: SeriesFacts,
  period: string,
  key: string,
  comparedWith: string | null,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): WorkedSides<ComparedSides> | undefined {
  const prints = at?.growth.get(key);
  const ratio = levelGrowth(facts, period, key, workedLevels);
  const choice =
    prints &&
    chosenGrowth(facts, period, key, prints, () =>
      facts.partitions.length > 0 ? levelGrowth(facts, period, key) : ratio,
    );
  const reported = prints && reportedSide(facts, period, prints, choice, flags);
  const forecast = prints && forecastSide(facts, period, prints, flags);
  const found = impliedGrowths(facts, period, key);
  // Growth across a declared break is shown as printed, and compared with nothing.
  const isAcross = comparedWith !== null && isAcrossBreak(facts, period, comparedWith);
  const implied = withoutBreak(facts, found, period, comparedWith);
  const isBroken = ratio.kind === 'coverage-break' || implied.length < found.length;
  if (ratio.kind === 'small-base' || (ratio.kind === 'computed' && ratio.isOverTinyBase))
    flags.add('small-base');
  const isWithheld = ratio.kind === 'small-base' || isBroken;
  if (!reported && !forecast && ratio.kind !== 'computed' && !isWithheld && implied.length === 0)
    return undefined;
  if (isAcross || isBroken) flags.add('coverage-break');
  const readings = choice?.readings ?? NO_READINGS;
  const computed = ratio.kind === 'computed' ? [ratio.known] : [];
  const ofRatio = pairsWith('computed', readings, computed, 4);
  if (ofRatio.some(({ judgement }) => judgement.verdict === 'conflicts')) flags.add('implied-base-differs');
  const others = pairsWith('implied', readings, implied, 4);
  const worst = worstPair(others)?.known ?? implied[0];
  const infeasible = !isAcross && key === OVER_YEAR && isInfeasible(facts, period);
  if (infeasible) flags.add('infeasible-parts');
  const pairs = ofRatio.length === 0 ? others : [...ofRatio, ...others];
  const judgement = worstOfPairs(pairs);
  const rests =
    judgement.verdict !== 'conflicts' &&
    (restsOnConflict(facts, computed[0]) || restsOnConflict(facts, worst));
  return {
    sides: {
      comparedWith,
      ...sidesOf(
        {
          reported,
          computed: computed[0] && measurementOf(computed[0]),
          implied: worst && measurementOf(worst),
          forecast,
        },
        worstOf(
          infeasible || rests
            ? CONFLICTS
            : withoutPrint(ratio, isAcross || (isBroken && ratio.kind === 'absent')),
          judgement,
        ),
      ),
    },
    worked: [
      ...(computed[0] ? [{ side: 'computed', known: computed } as const] : []),
      ...(worst ? [{ side: 'implied', known: [worst] } as const] : []),
    ],
    pairs,
  };
}

function withoutPrint({ kind }: LevelGrowth, isAcross: boolean): Judgement {
  return !isAcross && (kind === 'computed' || kind === 'absent') ? UNCHECKED : NOT_COMPARABLE;
}

/** Whether the printed rates of exports, imports and total contradict each other. */
function isInfeasible(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && familyRates(family.total, period)?.kind === 'infeasible';
}
