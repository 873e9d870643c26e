import type { Flag } from '@silkgauge/codelists';
import type { PrintReading } from '../observation/print.ts';
import { comparisonsOf, OVER_YEAR } from '../period/comparison.ts';
import { hasCoverageBreak, isAcrossBreak, ratedFamily } from './coverage-break.ts';
import { familyRates } from './family.ts';
import { chosenGrowth, impliedGrowths, levelGrowth, withoutBreak, type LevelGrowth } from './growths.ts';
import { measurementOf } from './known.ts';
import { workedLevels } from './levels.ts';
import {
  forecastSide,
  reportedSide,
  sidesOf,
  workedNumbers,
  type SideMembers,
  type WorkedSides,
} from './sides.ts';
import type { ComparedSides } from './state-body.ts';
import { isConflictBehind } from './level-conflicts.ts';
import {
  CONFLICTS,
  NO_PAIRS,
  NOT_COMPARABLE,
  pairsWith,
  UNCHECKED,
  worstOf,
  worstOfPairs,
  worstPair,
  type Judgement,
} from './verdict.ts';
import type { PeriodFacts, PrintSet, SeriesFacts } from './series-facts.ts';

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
  const ratio = levelGrowth(facts, period, key, workedLevels);
  const { readings, reported, forecast } = prints
    ? printedGrowth(facts, period, key, prints, ratio, flags)
    : NOTHING_PRINTED;
  const found = impliedGrowths(facts, period, key);
  // Growth across a declared break is shown as printed, and compared with nothing.
  const isAcross = comparedWith !== null && isAcrossBreak(facts, period, comparedWith);
  const implied = withoutBreak(facts, found, period, comparedWith);
  const isBroken = ratio.kind === 'coverage-break' || implied.length < found.length;
  if (isOverSmallBase(ratio)) flags.add('small-base');
  const isWithheld = ratio.kind === 'small-base' || isBroken;
  if (!reported && !forecast && ratio.kind !== 'computed' && !isWithheld && implied.length === 0)
    return undefined;
  if (isAcross || isBroken) flags.add('coverage-break');
  const computed = ratio.kind === 'computed' ? ratio.known : undefined;
  const ofRatio = computed ? pairsWith('computed', readings, [computed], 4) : NO_PAIRS;
  if (ofRatio.some(({ judgement }) => judgement.verdict === 'conflicts')) flags.add('implied-base-differs');
  const others = pairsWith('implied', readings, implied, 4);
  const worst = worstPair(others)?.known ?? implied[0];
  const infeasible = !isAcross && key === OVER_YEAR && isInfeasible(facts, period);
  if (infeasible) flags.add('infeasible-parts');
  const pairs = ofRatio.length === 0 ? others : [...ofRatio, ...others];
  const judgement = worstOfPairs(pairs);
  const ownJudgement =
    infeasible || isConflictBehind(facts, judgement, computed, worst)
      ? CONFLICTS
      : withoutPrint(ratio, isAcross || (isBroken && ratio.kind === 'absent'));
  const members = {
    reported,
    forecast,
    computed: computed && measurementOf(computed),
    implied: worst && measurementOf(worst),
  };
  return {
    sides: { comparedWith, ...sidesOf(members, worstOf(ownJudgement, judgement)) },
    worked: workedNumbers(computed, worst && [worst]),
    pairs,
  };
}

/** What is printed of growth, with the readings that it is judged by. */
interface PrintedGrowth extends Pick<SideMembers, 'reported' | 'forecast'> {
  readonly readings: readonly PrintReading[];
}

const NOTHING_PRINTED: PrintedGrowth = { readings: [], reported: undefined, forecast: undefined };

/** The chosen prints; the ratio of the levels, without sums of declared parts, may settle an ambiguous wording. */
function printedGrowth(
  facts: SeriesFacts,
  period: string,
  key: string,
  prints: PrintSet,
  ratio: LevelGrowth,
  flags: Set<Flag>,
): PrintedGrowth {
  const choice = chosenGrowth(facts, period, key, prints, () =>
    facts.partitions.length > 0 ? levelGrowth(facts, period, key) : ratio,
  );
  return {
    readings: choice?.readings ?? NOTHING_PRINTED.readings,
    reported: reportedSide(facts, period, prints, choice, flags),
    forecast: forecastSide(facts, period, prints, flags),
  };
}

/** Whether levels give no growth because of their base, or growth over a base that is tiny beside them. */
const isOverSmallBase = (ratio: LevelGrowth): boolean =>
  ratio.kind === 'small-base' || (ratio.kind === 'computed' && ratio.isOverTinyBase);

function withoutPrint({ kind }: LevelGrowth, isAcross: boolean): Judgement {
  return !isAcross && (kind === 'computed' || kind === 'absent') ? UNCHECKED : NOT_COMPARABLE;
}

/** Whether the printed rates of exports, imports and total contradict each other. */
function isInfeasible(facts: SeriesFacts, period: string): boolean {
  const family = ratedFamily(facts);
  return family !== undefined && familyRates(family.total, period)?.kind === 'infeasible';
}
