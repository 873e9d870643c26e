import type { GrowthPrints, PeriodFacts, SeriesFacts } from './facts.ts';
import { chosenGrowth, levelGrowth, type LevelGrowth } from './implied-base.ts';
import { workedMeasurement } from './measurement.ts';
import { periodBefore, yearBefore } from './period.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import { judge, NOT_COMPARABLE } from './verdict.ts';
import type { ComparedSides, Flag } from './state-body.ts';

/**
 * Growth of a period by comparison: every one that was printed, and GY and G1 wherever the levels give them. Keys in
 * one order: GY, G1, explicit periods, `_U`.
 */
export function growthSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): Record<string, ComparedSides> {
  const growth: Record<string, ComparedSides> = {};
  if (!at) return growth;
  for (const [key, comparedWith] of comparisonsOf(at, period)) {
    const sides = comparedSides(facts, period, comparedWith, at.growth.get(key), flags);
    if (sides) growth[key] = sides;
  }
  return growth;
}

function comparisonsOf(at: PeriodFacts, period: string): readonly (readonly [string, string | null])[] {
  const year = yearBefore(period);
  const before = periodBefore(period);
  const explicit = [...at.growth.keys()].filter((key) => key !== 'GY' && key !== 'G1' && key !== '_U').sort();
  return [
    ['GY', year],
    ...(before !== null && before === year ? [] : [['G1', before] as const]),
    ...explicit.map((key) => [key, key] as const),
    ['_U', null],
  ];
}

function comparedSides(
  facts: SeriesFacts,
  period: string,
  comparedWith: string | null,
  prints: GrowthPrints | undefined,
  flags: Set<Flag>,
): ComparedSides | undefined {
  const ratio = levelGrowth(facts, period, comparedWith);
  const choice = prints && chosenGrowth(prints, ratio);
  const reported = prints && reportedSide(period, prints.reported, choice, flags);
  const forecast = prints && forecastSide(period, prints.forecast, flags);
  if (ratio.kind === 'small-base') flags.add('small-base');
  if (!reported && !forecast && ratio.kind !== 'computed' && ratio.kind !== 'small-base') return undefined;
  const judgement =
    ratio.kind === 'small-base' || ratio.kind === 'not-comparable'
      ? NOT_COMPARABLE
      : judge(choice?.readings ?? [], ratio.kind === 'computed' ? [ratio.quantity] : [], 4);
  if (judgement.verdict === 'conflicts') flags.add('implied-base-differs');
  return { comparedWith, ...sidesOf({ reported, computed: ratioMeasurement(ratio), forecast }, judgement) };
}

function ratioMeasurement(ratio: LevelGrowth): ReturnType<typeof workedMeasurement> | undefined {
  return ratio.kind === 'computed'
    ? workedMeasurement(ratio.quantity, 'percent', 4, ratio.status, 'ratio@1')
    : undefined;
}
