import { choosePrint, type Choice, type Print, type Witness } from '../observation/choice.ts';
import { isCoverageBreak } from './coverage-break.ts';
import { inOneUnit, knownChoice } from './facts.ts';
import { worked, type KnownQuantity, type ValueLocation } from './known.ts';
import { GAP_GROWTH } from '../rules/gap-growth.ts';
import { computedGrowth, RATIO } from '../rules/ratio.ts';
import { rulesFor } from '../rules/table.ts';
import { eventsBehind } from './lineage.ts';
import { knownLevel, levelOf, printedLevel, publishedLevel } from './levels.ts';
import { namedComparison, NOT_STATED, OVER_YEAR } from '../period/comparison.ts';
import { havePeriodsEqualLength } from '../period/period.ts';
import { printedOther } from './printed-other.ts';
import type { GrowthPrints, PeriodFacts, SeriesFacts } from './series-facts.ts';
import { workOut, type Find } from './work-out.ts';

/** Growth in percent between the levels of two periods of a series, or why there is none. */
export type LevelGrowth =
  | { readonly kind: 'computed'; readonly known: KnownQuantity }
  | { readonly kind: 'absent' | 'small-base' | 'not-comparable' | 'coverage-break' };

const ABSENT: LevelGrowth = { kind: 'absent' };

/**
 * The ratio of the levels of two periods: absent where one is missing or their units differ, not comparable where the
 * periods are not equally long or the coverage changed between them, withheld from a small base.
 */
export function levelGrowth(
  facts: SeriesFacts,
  period: string,
  key: string,
  comparedWith: string | null,
): LevelGrowth {
  if (comparedWith === null) return ABSENT;
  const base = levelOf(facts, comparedWith);
  const level = base && levelOf(facts, period);
  if (!level || level.unit !== base.unit) return ABSENT;
  // Named comparisons lead to periods that are equally long.
  if (!namedComparison(key) && !havePeriodsEqualLength(period, comparedWith))
    return { kind: 'not-comparable' };
  if (key === OVER_YEAR && isCoverageBreak(facts, comparedWith)) return { kind: 'coverage-break' };
  const quantity = computedGrowth(level, base, facts.smallBase);
  if (!quantity) return { kind: 'small-base' };
  return { kind: 'computed', known: worked(RATIO, quantity, [level, base], facts.key, period, key) };
}

/** The chosen print of a growth figure; the ratio of the levels may settle an ambiguous wording. */
export function chosenGrowth(prints: GrowthPrints, ratio: () => LevelGrowth): Choice | undefined {
  const isClear = prints.reported.every(({ readings }) => readings.length === 1);
  if (!isClear) return choosePrint(prints.reported, witnessOf(ratio()));
  if (prints.choice === undefined) prints.choice = choosePrint(prints.reported, null) ?? null;
  return prints.choice ?? undefined;
}

/** What the ratio of the levels says of a growth print. */
export function witnessOf(ratio: LevelGrowth): Witness | null {
  return ratio.kind === 'computed' ? { interval: ratio.known, events: eventsBehind(ratio.known) } : null;
}

/** The growth that was printed, as chosen; undefined while its wording leaves two readings. */
export function printedGrowth(facts: SeriesFacts, period: string, key: string): KnownQuantity | undefined {
  const prints = period === '_U' ? undefined : facts.periods.get(period)?.growth.get(key);
  if (!prints) return undefined;
  const choice = chosenGrowth(prints, () => levelGrowth(facts, period, key, prints.comparedWith));
  return knownChoice(prints, choice, growthStanding(facts, period, key));
}

const growthStanding = (facts: SeriesFacts, period: string, key: string): ValueLocation => ({
  series: facts.key,
  period,
  side: `growth.${key}.reported`,
});

/**
 * A growth rate and the level it was printed with. Where the present ones differ in status, one of them was revised
 * without the other: the best status that both were printed in goes before a mixture of two vintages, which stands in
 * only where there is none.
 */
export function oneVintage(
  facts: SeriesFacts,
  at: PeriodFacts,
  level: KnownQuantity,
  prints: GrowthPrints,
  ratio: () => LevelGrowth,
): { growth: Choice; level: KnownQuantity } | undefined {
  const growth = chosenGrowth(prints, ratio);
  if (!growth) return undefined;
  if (growth.print.status === level.status) return { growth, level };
  const levels = inOneUnit(facts, at.level.reported);
  for (const { status } of prints.reported) {
    const ofStatus = (print: Print): boolean => print.status === status;
    const sameLevel = choosePrint(levels.filter(ofStatus), null);
    const known = sameLevel && knownLevel(facts, at.period, sameLevel);
    const sameGrowth = known && choosePrint(prints.reported.filter(ofStatus), witnessOf(ratio()));
    if (sameGrowth) return { growth: sameGrowth, level: known };
  }
  return { growth, level };
}

/** Every way in which other figures than the two levels give the growth of a period. */
export function impliedGrowths(facts: SeriesFacts, period: string, key: string): readonly KnownQuantity[] {
  if (period === '_U' || key === NOT_STATED) return [];
  const found: KnownQuantity[] = [];
  for (const rule of GROWTH_RULES) {
    if (rule.isOverYear && key !== OVER_YEAR) continue;
    const known = workOut(rule, facts, period, key, findRate);
    if (known) found.push(known);
  }
  return found;
}

const GROWTH_RULES = rulesFor('growth', 'implied');

/** Growth from the gap to another that was printed. */
export function gappedGrowth(facts: SeriesFacts, period: string): KnownQuantity | undefined {
  return workOut(GAP_GROWTH, facts, period, OVER_YEAR, findRate);
}

/** What was printed, alone or in one vintage with the level or the rate beside it. */
export const findRate: Find = ({ measure, from }, facts, period, key) => {
  if (from === 'one-vintage')
    return levelAndRate(facts, period, key)?.[measure === 'level' ? measure : 'growth'];
  if (measure === 'growth') return printedGrowth(facts, period, key);
  return measure === 'level' ? publishedLevel(facts, period) : printedOther(facts, period, measure);
};

/** A rate that leaves one reading and the level it was printed with. */
function levelAndRate(
  facts: SeriesFacts,
  period: string,
  key: string,
): { level: KnownQuantity; growth: KnownQuantity } | undefined {
  const at = facts.periods.get(period);
  const prints = at?.growth.get(key);
  const level = prints && printedLevel(facts, period);
  if (!at || !level) return undefined;
  const ratio = (): LevelGrowth => levelGrowth(facts, period, key, prints.comparedWith);
  const pair = oneVintage(facts, at, level, prints, ratio);
  const growth = pair && knownChoice(prints, pair.growth, growthStanding(facts, period, key));
  return growth && { level: pair.level, growth };
}
