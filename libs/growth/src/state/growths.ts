import { choosePrint, type Choice, type Print, type Witness } from '../observation/choice.ts';
import { isCoverageBreak } from './coverage-break.ts';
import { inOneUnit, knownChoice } from './facts.ts';
import { worked, type Known, type Standing } from './known.ts';
import { familyOf } from './family.ts';
import { eventsBehind } from './lineage.ts';
import { knownLevel, levelOf, printedLevel } from './levels.ts';
import { cumulativesAround } from '../period/months.ts';
import { namedComparison, NOT_STATED, OVER_YEAR } from '../period/comparison.ts';
import { havePeriodsEqualLength } from '../period/period.ts';
import { gapReferences } from './references.ts';
import { computedGrowth, differenceOfCumulative, gapGrowth, weightedGrowth } from '../rules/index.ts';
import { printedOther } from './printed-other.ts';
import type { GrowthPrints, PeriodFacts, SeriesFacts } from './series-facts.ts';

/** Growth in percent between the levels of two periods of a series, or why there is none. */
export type LevelGrowth =
  | { readonly kind: 'computed'; readonly known: Known }
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
  const inputs = [
    { name: 'level', known: level },
    { name: 'base', known: base },
  ];
  const at = { series: facts.key, period, side: `growth.${key}.computed` };
  return { kind: 'computed', known: worked(quantity, 'ratio@1', inputs, { unit: 'percent', scale: 4, at }) };
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
export function printedGrowth(facts: SeriesFacts, period: string, key: string): Known | undefined {
  const prints = period === '_U' ? undefined : facts.periods.get(period)?.growth.get(key);
  if (!prints) return undefined;
  const choice = chosenGrowth(prints, () => levelGrowth(facts, period, key, prints.comparedWith));
  return knownChoice(prints, choice, growthStanding(facts, period, key));
}

const growthStanding = (facts: SeriesFacts, period: string, key: string): Standing => ({
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
  level: Known,
  prints: GrowthPrints,
  ratio: () => LevelGrowth,
): { growth: Choice; level: Known } | undefined {
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
export function impliedGrowths(facts: SeriesFacts, period: string, key: string): readonly Known[] {
  if (period === '_U' || key === NOT_STATED) return [];
  const ways = [weighted(facts, period, key)];
  if (key === OVER_YEAR) ways.push(cumulative(facts, period), fromGap(facts, period));
  return ways.filter((known) => known !== undefined);
}

/** Growth of a total from the levels and the rates of exports and imports. */
function weighted(facts: SeriesFacts, period: string, key: string): Known | undefined {
  const family = familyOf(facts);
  if (family?.total !== facts) return undefined;
  const exports = levelAndRate(family.exports, period, key);
  const imports = exports && levelAndRate(family.imports, period, key);
  if (!imports || exports.level.unit !== imports.level.unit) return undefined;
  const quantity = weightedGrowth([exports, imports]);
  if (!quantity) return undefined;
  const all = [
    { name: 'exports level', known: exports.level },
    { name: 'exports growth', known: exports.growth },
    { name: 'imports level', known: imports.level },
    { name: 'imports growth', known: imports.growth },
  ];
  return worked(quantity, 'weighted-growth@1', all, implied(facts, period, key));
}

/** Growth of the last period out of two cumulative ones, from the bases that their rates imply. */
function cumulative(facts: SeriesFacts, period: string): Known | undefined {
  const pair = cumulativesAround(period);
  const longer = pair && levelAndRate(facts, pair.longer, OVER_YEAR);
  const shorter = longer && levelAndRate(facts, pair.shorter, OVER_YEAR);
  if (!shorter || longer.level.unit !== shorter.level.unit) return undefined;
  const { growth } = differenceOfCumulative(longer, shorter);
  const inputs = [
    { name: 'longer level', known: longer.level },
    { name: 'longer growth', known: longer.growth },
    { name: 'shorter level', known: shorter.level },
    { name: 'shorter growth', known: shorter.growth },
  ];
  return growth
    ? worked(growth, 'cumulative-difference@1', inputs, implied(facts, period, OVER_YEAR))
    : undefined;
}

/** A rate that leaves one reading and the level it was printed with. */
function levelAndRate(
  facts: SeriesFacts,
  period: string,
  key: string,
): { level: Known; growth: Known } | undefined {
  const at = facts.periods.get(period);
  const prints = at?.growth.get(key);
  const level = prints && printedLevel(facts, period);
  if (!at || !level) return undefined;
  const ratio = (): LevelGrowth => levelGrowth(facts, period, key, prints.comparedWith);
  const pair = oneVintage(facts, at, level, prints, ratio);
  const growth = pair && knownChoice(prints, pair.growth, growthStanding(facts, period, key));
  return growth && { level: pair.level, growth };
}

/** Growth of the whole plus the gap that was printed. */
function fromGap(facts: SeriesFacts, period: string): Known | undefined {
  const gap = printedOther(facts, period, 'growth-gap');
  if (!gap) return undefined;
  for (const whole of gapReferences(facts)) {
    const reference = printedGrowth(whole, period, OVER_YEAR);
    if (!reference) continue;
    const inputs = [
      { name: 'reference', known: reference },
      { name: 'gap', known: gap },
    ];
    return worked(gapGrowth(reference, gap), 'gap-growth@1', inputs, implied(facts, period, OVER_YEAR));
  }
  return undefined;
}

const implied = (facts: SeriesFacts, period: string, key: string): Pick<Known, 'unit' | 'scale' | 'at'> => ({
  unit: 'percent',
  scale: 4,
  at: { series: facts.key, period, side: `growth.${key}.implied` },
});
