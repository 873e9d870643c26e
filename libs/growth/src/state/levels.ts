import { scaleOf } from '../number/decimal.ts';
import type { Choice } from '../observation/choice.ts';
import { unitOf } from '../observation/alike-prints.ts';
import { chosenAlone, knownChoice } from './corrections.ts';
import { knownPrint, type KnownQuantity, type ValueLocation } from './known.ts';
import { once } from './memo.ts';
import { placedChoice, placesOfLevel } from './place.ts';
import { SUM_OF_DECLARED_PARTS } from '../rules/sum-of-declared-parts.ts';
import { rulesFor } from '../rules/table.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';
import { taken, workOutEach, type Find } from './work-out.ts';

/** The chosen print of the level of a period; undefined for `_U`. */
export function printedLevel(facts: SeriesFacts, period: string): KnownQuantity | undefined {
  const at = facts.periods.get(period);
  if (!at || period === '_U') return undefined;
  const { level } = at;
  if (level.known !== undefined && !level.choice?.conflicting) return level.known ?? undefined;
  return knownChoice(level, chosenLevel(facts, at), levelLocation(facts, period));
}

/** The chosen print of a level, without those that its parts leave no place. */
export function chosenLevel(facts: SeriesFacts, { period, level }: PeriodFacts): Choice | undefined {
  const plain = chosenAlone(facts, level);
  return placedChoice(facts, level, plain, () =>
    plain && period !== '_U' ? placesOfLevel(facts, period, unitOf(plain.print)) : [],
  );
}

/** A chosen level print as a number to calculate with; a level has one reading. */
export function knownLevel(facts: SeriesFacts, period: string, choice: Choice): KnownQuantity | undefined {
  const [reading] = choice.readings;
  return reading && knownPrint(choice, reading, levelLocation(facts, period));
}

const levelLocation = ({ key }: SeriesFacts, period: string): ValueLocation => ({
  series: key,
  period,
  side: 'level.reported',
});

/** The exact total of the sales of a period. */
export function totalLevel(facts: SeriesFacts, period: string): KnownQuantity | undefined {
  const total = facts.periods.get(period)?.rare.total;
  if (!total) return undefined;
  return {
    ...total.quantity,
    unit: facts.dimensions.currency,
    status: 'A',
    scale: scaleOf(total.sales.total),
    at: { series: facts.key, period, side: 'level.computed' },
    from: { kind: 'total', total: total.sales },
  };
}

/**
 * The level of a period by every rule over printed levels: exports + imports, the sum of each declared
 * partition by series or by period, the difference of two cumulative periods; in one unit, with every part. Worked-out
 * levels are no inputs, because sums of sums would hide the prints.
 */
export function workedLevels(facts: SeriesFacts, period: string): readonly KnownQuantity[] {
  return period === '_U' ? NONE : once('levels', facts, period, workLevels);
}

const NONE: readonly KnownQuantity[] = [];

const LEVEL_RULES = rulesFor('level', 'computed');

const findLevel: Find = (inputs, _, facts, period) => taken(inputs, printedLevel(facts, period));

function workLevels(facts: SeriesFacts, period: string): readonly KnownQuantity[] {
  const found: KnownQuantity[] = [];
  for (const rule of LEVEL_RULES) {
    found.push(...workOutEach(rule, facts, period, '', findLevel));
  }
  return found.length === 0 ? NONE : found;
}

/**
 * As `workedLevels`, without sums of declared parts: for choices and for states of other series, which would
 * rest on all of those parts.
 */
export function summedLevels(facts: SeriesFacts, period: string): readonly KnownQuantity[] {
  const levels = workedLevels(facts, period);
  return facts.partitions.length === 0
    ? levels
    : levels.filter(({ from }) => from.kind !== 'worked' || from.rule !== SUM_OF_DECLARED_PARTS);
}

/** The level to calculate with: the chosen print, else the sales total, else the first of `sumsOf`. */
export function levelOf(
  facts: SeriesFacts,
  period: string,
  sumsOf = workedLevels,
): KnownQuantity | undefined {
  if (period === '_U') return undefined;
  return printedLevel(facts, period) ?? totalLevel(facts, period) ?? sumsOf(facts, period)[0];
}
