import { type Flag, OTHER_MEASURES, type OtherMeasure } from '@silkgauge/codelists';
import { chosenAlone } from './corrections.ts';
import { measurementOf } from './known.ts';
import { isConflictBehind } from './level-conflicts.ts';
import { otherPrints } from './printed-other.ts';
import { isShareLeftOpen, isShareOfFlows } from './family.ts';
import { computedOther, impliedOthers } from './shares.ts';
import { forecastSide, reportedSide, sidesOf, workedNumbers, type WorkedSides } from './sides.ts';
import { CONFLICTS, pairsWith, UNCHECKED, worstOf, worstOfPairs, worstPair } from './verdict.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';

/**
 * Shares, contributions, gaps and changes of a period, over `GY`; prints without a comparison are used, with
 * a flag, only where none names `GY`. Share and contribution of exports and imports are computed without a
 * print too; all other figures only beside one. A share that equal rates leave open has no sides.
 */
export function otherSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): ReadonlyMap<OtherMeasure, WorkedSides> {
  const other = new Map<OtherMeasure, WorkedSides>();
  for (const measure of OTHER_MEASURES.codes) {
    const found = otherPrints(at, measure);
    const computed = found || isGiven(facts, measure) ? computedOther(facts, period, measure) : undefined;
    const implied = impliedOthers(facts, period, measure);
    if (!found && !computed && implied.length === 0) {
      if (measure !== 'share' || !isShareLeftOpen(facts, period)) continue;
      flags.add('undetermined');
    }
    if (found?.isUnknown) flags.add('unknown-comparison');
    const choice = found && chosenAlone(facts, found.prints);
    const readings = choice && !found.isUnknown && period !== '_U' ? choice.readings : [];
    const ofImplied = pairsWith('implied', readings, implied, 4);
    const pairs = [...pairsWith('computed', readings, computed ? [computed] : [], 4), ...ofImplied];
    const judgement = worstOfPairs(pairs);
    const worst = worstPair(ofImplied);
    // A narrower share that meets the print goes before a wider one, unless the wider one decides.
    const shown = worst?.judgement.verdict === judgement.verdict ? worst.known : implied[0];
    const rests = isConflictBehind(facts, judgement, computed, shown);
    other.set(measure, {
      sides: sidesOf(
        {
          reported: found && reportedSide(facts, period, found.prints, choice, flags),
          computed: computed && measurementOf(computed),
          implied: shown && measurementOf(shown),
          forecast: found && forecastSide(facts, period, found.prints, flags),
        },
        worstOf(rests ? CONFLICTS : UNCHECKED, judgement),
      ),
      worked: workedNumbers(computed, shown && [shown]),
      pairs,
    });
  }
  return other;
}

/** Whether a figure is computed without a print: share and contribution of exports and imports. */
function isGiven(facts: SeriesFacts, measure: OtherMeasure): boolean {
  return (measure === 'share' || measure === 'contribution') && isShareOfFlows(facts);
}
