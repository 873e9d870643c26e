import type { Choice } from './choice.ts';
import { chosenAlone, type SeriesFacts } from './facts.ts';
import { knownPrint, worked, type Input, type Known } from './known.ts';
import { cumulativesAround, partitionsOf } from './months.ts';
import { pointsBetween as differenceOf, sumOfParts } from './rules/index.ts';

/** The level that was printed of a period, as chosen. */
export function printedLevel(facts: SeriesFacts, period: string): Known | undefined {
  const at = facts.periods.get(period);
  if (!at || period === '_U') return undefined;
  const { level } = at;
  if (level.known === undefined) {
    const choice = chosenAlone(facts, level);
    level.known = (choice && knownLevel(facts, period, choice)) ?? null;
  }
  return level.known ?? undefined;
}

/** A chosen level print as a number to calculate with; the wording of a level leaves one reading. */
export function knownLevel(facts: SeriesFacts, period: string, choice: Choice): Known | undefined {
  const [reading] = choice.readings;
  return reading && knownPrint(choice, reading, { series: facts.key, period, side: 'level.reported' });
}

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
  const ways = [sumOfFlows(facts, period), sumOfPeriods(facts, period), cumulativeDifference(facts, period)];
  return ways.filter((known) => known !== undefined);
}

/** The level of a period to calculate with: the chosen print, else the total of sales, else what printed levels give. */
export function levelOf(facts: SeriesFacts, period: string): Known | undefined {
  if (period === '_U') return undefined;
  return kept(facts, 'levels', period, () => totalLevel(facts, period) ?? workedLevels(facts, period)[0]);
}

/** As `levelOf`, from prints alone: what sales add up to is compared with itself only, never with printed series. */
export function publishedLevel(facts: SeriesFacts, period: string): Known | undefined {
  return kept(facts, 'published', period, () => workedLevels(facts, period)[0]);
}

/** The printed level, else what `work` gives; many states of one event read the same levels. */
function kept(
  facts: SeriesFacts,
  which: 'levels' | 'published',
  period: string,
  work: () => Known | undefined,
): Known | undefined {
  const { memo, world } = facts;
  if (memo.at !== world.changes) {
    world.warm.add(facts);
    memo.levels.clear();
    memo.published.clear();
    memo.at = world.changes;
  }
  let known = memo[which].get(period);
  if (known === undefined) memo[which].set(period, (known = printedLevel(facts, period) ?? work() ?? null));
  return known ?? undefined;
}

function sumOfFlows(facts: SeriesFacts, period: string): Known | undefined {
  const { family } = facts.links;
  if (family?.total !== facts.key) return undefined;
  const exports = facts.world.series.get(family.exports);
  const imports = facts.world.series.get(family.imports);
  if (!exports || !imports) return undefined;
  return sumOf(facts, period, 'sum-of-parts@1', [
    ['exports', exports, period],
    ['imports', imports, period],
  ]);
}

function sumOfPeriods(facts: SeriesFacts, period: string): Known | undefined {
  const partitions = partitionsOf(period);
  // Most series have no facts in the year at all, or only in this one period.
  if (partitions.length === 0 || (facts.byYear.get(period.slice(0, 4))?.length ?? 0) < 2) return undefined;
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
