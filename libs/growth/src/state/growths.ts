import type { ObservationStatus } from '@silkgauge/codelists';
import type { AlikePrints } from '../observation/alike-prints.ts';
import { chooseAmong, type Choice, type Witness } from '../observation/choice.ts';
import { comparePrints } from '../observation/print-order.ts';
import { isAcrossBreak, isAcrossFoundBreak } from './coverage-break.ts';
import { chosenIn, isOpen, knownChoice, weighedIn } from './corrections.ts';
import type { KnownQuantity, ValueLocation } from './known.ts';
import { RATIO } from '../rules/ratio.ts';
import { isTinyBase } from '../rules/small-base.ts';
import { rulesFor } from '../rules/table.ts';
import { eventsBehind, seriesOfNumber } from './lineage.ts';
import { knownLevel, levelOf, printedLevel, summedLevels } from './levels.ts';
import { comparedPeriod, namedComparison, NOT_STATED, OVER_YEAR } from '../period/comparison.ts';
import { havePeriodsEqualLength } from '../period/period.ts';
import { placedChoice, placesOfGrowth } from './place.ts';
import { printedOther } from './printed-other.ts';
import { keepChoice } from './print-sets.ts';
import type { PrintSet, SeriesFacts } from './series-facts.ts';
import { answer, taken, workOut, type Find } from './work-out.ts';

/** Growth in percent between the levels of two periods of a series, or the reason for none. */
export type LevelGrowth =
  | {
      readonly kind: 'computed';
      readonly known: KnownQuantity;
      /** As for `isTinyBase`, where no threshold is set. */
      readonly isOverTinyBase: boolean;
    }
  | { readonly kind: 'absent' | 'small-base' | 'not-comparable' | 'coverage-break' };

const ABSENT: LevelGrowth = { kind: 'absent' };

/**
 * Growth from the levels of two periods: `absent` without both levels in one unit, `not-comparable` for
 * periods of different length, `coverage-break` for a change of coverage, found over the year or declared by a
 * reporter for any comparison, `small-base` as for `isSmallBase`.
 * `sumsOf` gives the sums that stand in for a print.
 */
export function levelGrowth(
  facts: SeriesFacts,
  period: string,
  key: string,
  sumsOf = summedLevels,
): LevelGrowth {
  const comparedWith = comparedPeriod(period, key);
  if (comparedWith === null) return ABSENT;
  // The base is looked up first, because most periods have none.
  const base = levelOf(facts, comparedWith, sumsOf);
  const level = base && levelOf(facts, period, sumsOf);
  if (!level || level.unit !== base.unit) return ABSENT;
  // Named comparisons lead to periods that are equally long.
  if (!namedComparison(key) && !havePeriodsEqualLength(period, comparedWith))
    return { kind: 'not-comparable' };
  if (isAcrossFoundBreak(facts, comparedWith, period)) return { kind: 'coverage-break' };
  if (restsOnBreak(facts, [level, base], period, comparedWith)) return { kind: 'coverage-break' };
  const known = answer(RATIO, [level, base], facts, period, key);
  if (!known) return { kind: 'small-base' };
  return {
    kind: 'computed',
    known,
    isOverTinyBase: facts.smallBase === undefined && isTinyBase(level, base),
  };
}

/** The numbers that rest on no series which declares a break between two periods. */
export function withoutBreak(
  facts: SeriesFacts,
  numbers: readonly KnownQuantity[],
  period: string,
  comparedWith: string | null,
): readonly KnownQuantity[] {
  if (comparedWith === null || facts.graph.breaks.size === 0) return numbers;
  return numbers.filter((known) => !restsOnBreak(facts, [known], period, comparedWith));
}

/** Whether a series, or one that these numbers rest on, declares a break between two periods. */
function restsOnBreak(
  { graph, key }: SeriesFacts,
  numbers: readonly KnownQuantity[],
  period: string,
  comparedWith: string,
): boolean {
  if (graph.breaks.size === 0) return false;
  const behind = new Set([key, ...numbers.flatMap(seriesOfNumber)]);
  return [...behind].some((one) => isAcrossBreak({ graph, key: one }, period, comparedWith));
}

/**
 * The chosen print of a growth figure; the ratio of the levels may settle an ambiguous wording, and what the parts
 * leave no place loses (`placedChoice`).
 */
export function chosenGrowth(
  facts: SeriesFacts,
  period: string,
  key: string,
  prints: PrintSet,
  ratio: () => LevelGrowth = () => levelGrowth(facts, period, key),
): Choice | undefined {
  const isClear = !isOpen(facts, prints);
  if (prints.choice === undefined)
    keepChoice(facts.graph, prints, isClear ? chosenIn(facts, prints, 'reported') : undefined);
  const witness = isClear ? null : witnessOf(ratio());
  const plain = isClear ? (prints.choice ?? undefined) : chosenIn(facts, prints, 'reported', witness);
  return placedChoice(facts, prints, plain, () => placesOfGrowth(facts, period, key), witness);
}

/** The ratio of the levels as a witness for a growth print. */
export function witnessOf(ratio: LevelGrowth): Witness | null {
  return ratio.kind === 'computed' ? { interval: ratio.known, events: eventsBehind(ratio.known) } : null;
}

/** The chosen print of growth; undefined while its wording has two readings. */
function printedGrowth(facts: SeriesFacts, period: string, key: string): KnownQuantity | undefined {
  const prints = period === '_U' ? undefined : facts.periods.get(period)?.growth.get(key);
  if (!prints) return undefined;
  const choice = chosenGrowth(facts, period, key, prints);
  return knownChoice(prints, choice, growthLocation(facts, period, key));
}

export const growthLocation = (facts: SeriesFacts, period: string, key: string): ValueLocation => ({
  series: facts.key,
  period,
  side: `growth.${key}.reported`,
});

/**
 * A growth rate and the level of the same status. Chosen prints that differ in status are two vintages: they
 * are used only where no status has prints of both.
 */
export function oneVintage(
  facts: SeriesFacts,
  period: string,
  key: string,
  level: KnownQuantity,
): { readonly growth: Choice; readonly level: KnownQuantity } | undefined {
  const at = facts.periods.get(period);
  const prints = at?.growth.get(key);
  if (!at || !prints) return undefined;
  const growth = chosenGrowth(facts, period, key, prints);
  if (!growth || growth.print.status === level.status) return growth && { growth, level };
  const levels = weighedIn(facts, at.level, 'reported');
  const rates = weighedIn(facts, prints, 'reported');
  for (const status of statusesOf(rates)) {
    const ofStatus = ({ first }: AlikePrints): boolean => first.status === status;
    const sameLevel = chooseAmong(levels.filter(ofStatus), null);
    const known = sameLevel && knownLevel(facts, period, sameLevel);
    const sameGrowth =
      known && chooseAmong(rates.filter(ofStatus), witnessOf(levelGrowth(facts, period, key)));
    if (sameGrowth) return { growth: sameGrowth, level: known };
  }
  return { growth, level };
}

/** The statuses of prints, that of the best one first. */
const statusesOf = (different: readonly AlikePrints[]): ReadonlySet<ObservationStatus> =>
  new Set(
    different
      .map(({ best }) => best)
      .sort(comparePrints)
      .map(({ status }) => status),
  );

const GROWTH_RULES = rulesFor('growth', 'implied');
const STAND_INS = GROWTH_RULES.filter(({ standsIn }) => standsIn);

/** The growth of a period by every rule other than the ratio of its two levels. */
export function impliedGrowths(
  facts: SeriesFacts,
  period: string,
  key: string,
  rules = GROWTH_RULES,
): readonly KnownQuantity[] {
  if (period === '_U' || key === NOT_STATED) return [];
  const found: KnownQuantity[] = [];
  for (const rule of rules) {
    const known =
      rule.isOverYear && key !== OVER_YEAR ? undefined : workOut(rule, facts, period, key, findPrinted);
    if (known) found.push(known);
  }
  return found;
}

/** Growth over the year from other figures, for use where no growth was printed. */
export function growthInstead(facts: SeriesFacts, period: string): KnownQuantity | undefined {
  return impliedGrowths(facts, period, OVER_YEAR, STAND_INS)[0];
}

/** Printed inputs: a number alone, or a rate and its level in one vintage. */
export const findPrinted: Find = (inputs, reads, facts, period, key) => {
  const { measure, from } = reads[0];
  if (from === 'one-vintage') {
    const pair = levelAndRate(facts, period, key);
    return reads.every((read) => taken(inputs, pair?.[read.measure === 'level' ? 'level' : 'growth']));
  }
  if (measure === 'level') return taken(inputs, printedLevel(facts, period));
  if (measure === 'growth') return taken(inputs, printedGrowth(facts, period, key));
  return taken(inputs, printedOther(facts, period, measure));
};

/** A rate with one reading, and its level, in one vintage. */
function levelAndRate(
  facts: SeriesFacts,
  period: string,
  key: string,
): { level: KnownQuantity; growth: KnownQuantity } | undefined {
  const prints = facts.periods.get(period)?.growth.get(key);
  const level = prints && printedLevel(facts, period);
  const pair = level && oneVintage(facts, period, key, level);
  const growth = pair && knownChoice(prints, pair.growth, growthLocation(facts, period, key));
  return growth && { level: pair.level, growth };
}
