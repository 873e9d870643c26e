import type { Flag } from '@silkgauge/codelists';
import { byBreak, impliedBases, impliedMeasurement, mayBeEqual, type ImpliedBase } from './implied-base.ts';
import { exclusionFromSum } from './proof.ts';
import { exceededWholes, isConflictBehind } from './level-conflicts.ts';
import type { Quantity } from '../number/interval.ts';
import { measurementOf, type KnownQuantity } from './known.ts';
import { chosenLevel, totalLevel, workedLevels } from './levels.ts';
import { totalMeasurement } from './measurement.ts';
import type { PrintReading } from '../observation/print.ts';
import { forecastSide, reportedSide, sidesOf, workedNumbers, type WorkedSides } from './sides.ts';
import type { Exclusion } from './state-body.ts';
import {
  CONFLICTS,
  judge,
  NO_PAIRS,
  NOT_COMPARABLE,
  pairsWith,
  UNCHECKED,
  worstOf,
  worstOfPairs,
  worstPair,
  type JudgedPair,
} from './verdict.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';

/**
 * The level of a period: the chosen print; the sales total or levels worked out from other printed levels;
 * the implied base. The print is judged against each computed level, the first base in its unit and its
 * wholes; the least favourable judgement counts, and the computed level with the worst one is shown. A base
 * across a declared break is shown where there is no other, and compared with nothing.
 */
export function levelSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): WorkedSides {
  const { currency } = facts.dimensions;
  const choice = at && chosenLevel(facts, at);
  const printed = period === '_U' ? undefined : choice;
  const total = totalLevel(facts, period);
  const computed = total ? [total] : workedLevels(facts, period);
  const [within, across] = byBreak(facts, period, impliedBases(facts, period));
  const bases = across.length === 0 ? within : [...within, ...across];
  const unit = printed?.print.figure.unit ?? (computed[0] ? computed[0].unit : bases[0]?.[0].unit);
  const comparable = within.filter(([{ unit: other }]) => other === unit);
  const readings = printed?.readings ?? [];
  if (areDiffering(readings.length > 0 ? readings : computed.slice(0, 1), comparable))
    flags.add('implied-base-differs');
  if (across.length > 0) flags.add('coverage-break');
  const [implied] = bases;
  if (implied && implied.length > 1) flags.add('ambiguous-wording');
  const pairs = levelPairs(facts, period, readings, { computed, base: comparable[0], unit });
  if (pairs.some(({ against }) => against === 'whole')) flags.add('part-above-whole');
  const shown = worstPair(pairs.filter(({ against }) => against === 'computed'))?.known ?? computed[0];
  const judgement = worstOfPairs(pairs);
  const reported = at && reportedSide(facts, period, at.level, choice, flags);
  const excluded = reported && exclusionFrom(readings, pairs);
  if (excluded) flags.add('excluded-print');
  const rests = isConflictBehind(facts, judgement, shown, within[0]?.[0]);
  const isBroken = comparable.length === 0 && across.length > 0 && readings.length > 0;
  return {
    sides: sidesOf(
      {
        reported: excluded ? { ...reported, excluded } : reported,
        computed:
          shown &&
          (shown === total && at?.rare.total
            ? totalMeasurement(at.rare.total.sales, currency)
            : measurementOf(shown)),
        implied: implied && impliedMeasurement(implied),
        forecast: at && forecastSide(facts, period, at.level, flags),
      },
      worstOf(rests ? CONFLICTS : isBroken ? NOT_COMPARABLE : UNCHECKED, judgement),
    ),
    worked: workedNumbers(shown, implied),
    pairs,
  };
}

/** What excludes a printed level by the first sum of parts that does. */
function exclusionFrom(
  [reading, another]: readonly PrintReading[],
  pairs: readonly JudgedPair[],
): Exclusion | undefined {
  if (!reading || another) return undefined;
  for (const { against, known, judgement } of pairs) {
    if (against !== 'computed' || judgement.verdict !== 'conflicts') continue;
    const exclusion = exclusionFromSum(reading, known);
    if (exclusion) return exclusion;
  }
  return undefined;
}

/** A printed level beside the levels in its unit that it must meet, and the wholes that it exceeds. */
function levelPairs(
  facts: SeriesFacts,
  period: string,
  readings: readonly PrintReading[],
  worked: {
    readonly computed: readonly KnownQuantity[];
    readonly base: ImpliedBase | undefined;
    readonly unit: string | undefined;
  },
): readonly JudgedPair[] {
  const { computed, base, unit } = worked;
  if (readings.length === 0) return NO_PAIRS;
  const wholes = exceededWholes(facts, period);
  if (computed.length === 0 && !base && wholes.length === 0) return NO_PAIRS;
  const ofUnit = computed.filter((known) => known.unit === unit);
  return [
    ...pairsWith('computed', readings, ofUnit, 0),
    ...(base ? [{ against: 'implied', known: base[0], judgement: judge(readings, base, 0) } as const] : []),
    ...pairsWith('whole', readings, wholes, 0),
  ];
}

/** Whether an implied base contradicts the stated level or another implied base. */
function areDiffering(stated: readonly Quantity[], bases: readonly ImpliedBase[]): boolean {
  return bases.some(
    (base, at) =>
      (stated.length > 0 && !mayBeEqual(stated, base)) ||
      bases.slice(at + 1).some((other) => !mayBeEqual(base, other)),
  );
}
