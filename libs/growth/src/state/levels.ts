import type { Choice } from '../observation/choice.ts';
import { chosenAlone, knownChoice } from './facts.ts';
import { knownPrint, worked, type Input, type Known, type Standing } from './known.ts';
import { cumulativesAround, partitionsOf } from '../period/months.ts';
import { yearOf } from '../period/period.ts';
import { pointsBetween as differenceOf, sumOfParts } from '../rules/index.ts';
import type { SeriesFacts } from './series-facts.ts';

/** The level that was printed of a period, as chosen. */
export function printedLevel(facts: SeriesFacts, period: string): Known | undefined {
  const at = facts.periods.get(period);
  if (!at || period === '_U') return undefined;
  const { level } = at;
  if (level.known !== undefined) return level.known ?? undefined;
  return knownChoice(level, chosenAlone(facts, level), levelStanding(facts, period));
}

/** A chosen level print as a number to calculate with; the wording of a level leaves one reading. */
export function knownLevel(facts: SeriesFacts, period: string, choice: Choice): Known | undefined {
  const [reading] = choice.readings;
  return reading && knownPrint(choice, reading, levelStanding(facts, period));
}

const levelStanding = ({ key }: SeriesFacts, period: string): Standing => ({
  series: key,
  period,
  side: 'level.reported',
});

/** The exact total of the sales of a period. */
export function totalLevel(facts: SeriesFacts, period: string): Known | undefined {
  const total = facts.periods.get(period)?.total;
  if (!total) return undefined;
  return {
    ...total.quantity,
    unit: facts.dimensions.currency,
    status: 'A',
    scale: 0,
    at: { series: facts.key, period, side: 'level.computed' },
    from: { kind: 'total', total: total.sales },
  };
}

/**
 * Every way in which printed levels elsewhere give the level of a period: exports + imports of the same series, the
 * periods it is made of, the difference of two cumulative periods. Only over declared partitions, in one unit, and only if
 * every part is there. Printed levels alone go in: sums of sums would hide what was printed.
 */
export function workedLevels(facts: SeriesFacts, period: string): readonly Known[] {
  if (period === '_U') return [];
  const { levels } = facts.memo;
  const year = yearOf(period);
  let ofYear = levels.get(year);
  if (!ofYear) levels.set(year, (ofYear = new Map()));
  let known = ofYear.get(period);
  if (!known) {
    ofYear.set(period, (known = workLevels(facts, period)));
    facts.world.worked += 1;
  }
  return known;
}

const NONE: readonly Known[] = [];

function workLevels(facts: SeriesFacts, period: string): readonly Known[] {
  const ways = [sumOfFlows(facts, period), sumOfPeriods(facts, period), cumulativeDifference(facts, period)];
  const known = ways.filter((way) => way !== undefined);
  return known.length === 0 ? NONE : known;
}

/** The level of a period to calculate with: the chosen print, else the total of sales, else what printed levels give. */
export function levelOf(facts: SeriesFacts, period: string): Known | undefined {
  if (period === '_U') return undefined;
  return printedLevel(facts, period) ?? totalLevel(facts, period) ?? workedLevels(facts, period)[0];
}

/** As `levelOf`, from prints alone: what sales add up to is compared with itself only, never with printed series. */
export function publishedLevel(facts: SeriesFacts, period: string): Known | undefined {
  return printedLevel(facts, period) ?? workedLevels(facts, period)[0];
}

function sumOfFlows(facts: SeriesFacts, period: string): Known | undefined {
  const { kin } = facts;
  if (kin?.total !== facts || !kin.exports || !kin.imports) return undefined;
  return sumOf(facts, period, 'sum-of-parts@1', [
    ['exports', kin.exports, period],
    ['imports', kin.imports, period],
  ]);
}

function sumOfPeriods(facts: SeriesFacts, period: string): Known | undefined {
  const partitions = partitionsOf(period);
  // Most series have no facts in the year at all, or only in this one period.
  if (partitions.length === 0 || (facts.byYear.get(yearOf(period))?.length ?? 0) < 2) return undefined;
  for (const partition of partitions) {
    const [first] = partition;
    if (first === undefined || !facts.periods.has(first)) continue;
    const parts = partition.map((part) => [part, facts, part] as const);
    const sum = sumOf(facts, period, 'sum-of-periods@1', parts);
    if (sum) return sum;
  }
  return undefined;
}

/** The printed levels of parts together, each of a series and period and by its name in the formula, if all are there. */
function sumOf(
  facts: SeriesFacts,
  period: string,
  formula: 'sum-of-parts@1' | 'sum-of-periods@1',
  parts: readonly (readonly [name: string, of: SeriesFacts, at: string])[],
): Known | undefined {
  const inputs: Input[] = [];
  let unit: string | undefined;
  let scale = 0;
  for (const [name, of, at] of parts) {
    const known = printedLevel(of, at);
    if (!known || (unit !== undefined && known.unit !== unit)) return undefined;
    ({ unit } = known);
    scale = Math.max(scale, known.scale);
    inputs.push({ name, known });
  }
  if (unit === undefined) return undefined;
  const at = { series: facts.key, period, side: 'level.computed' };
  return worked(sumOfParts(inputs.map(({ known }) => known)), formula, inputs, { unit, scale, at });
}

function cumulativeDifference(facts: SeriesFacts, period: string): Known | undefined {
  const pair = cumulativesAround(period);
  if (!pair || !facts.periods.has(pair.longer) || !facts.periods.has(pair.shorter)) return undefined;
  const longer = printedLevel(facts, pair.longer);
  const shorter = printedLevel(facts, pair.shorter);
  if (!longer || !shorter || longer.unit !== shorter.unit) return undefined;
  const inputs = [
    { name: 'longer', known: longer },
    { name: 'shorter', known: shorter },
  ];
  return worked(differenceOf(longer, shorter), 'cumulative-difference@1', inputs, {
    unit: longer.unit,
    scale: Math.max(longer.scale, shorter.scale),
    at: { series: facts.key, period, side: 'level.computed' },
  });
}
