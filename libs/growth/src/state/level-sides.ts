import { isAcrossBreak } from './coverage-break.ts';
import { chosenAlone, inOneUnit } from './facts.ts';
import { impliedBases, impliedMeasurement, mayBeEqual, type ImpliedBase } from './implied-base.ts';
import { meets, type Quantity } from '../number/interval.ts';
import { measurementOf, type KnownQuantity } from './known.ts';
import { printedLevel, totalLevel, workedLevels } from './levels.ts';
import { totalMeasurement } from './measurement.ts';
import { compareRationals } from '../number/rational.ts';
import { wholesOf } from './references.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import type { Flag, Sides } from './state-body.ts';
import {
  CONFLICTS,
  judge,
  leastFavourable,
  NOT_COMPARABLE,
  UNCHECKED,
  worstOf,
  type Judgement,
} from './verdict.ts';
import type { PeriodFacts, SeriesFacts } from './series-facts.ts';

/** The sides of a figure as a state shows them, with the derivations of worked-out numbers. */
export interface WorkedSides<Shown extends Sides = Sides> {
  readonly sides: Shown;
  /** The numbers of `computed` and `implied`; two where a wording has two readings. */
  readonly worked: readonly {
    readonly side: 'computed' | 'implied';
    readonly known: readonly KnownQuantity[];
  }[];
}

/**
 * The level of a period: the chosen print; the sales total or levels worked out from other printed levels;
 * the implied base. The print is judged against each computed level, the first base in its unit and its
 * wholes; the least favourable verdict counts, and the computed level with the worst verdict is shown. A base
 * across a declared break is shown where there is no other, and compared with nothing.
 */
export function levelSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): WorkedSides {
  const { currency } = facts.dimensions;
  const choice = at && chosenAlone(facts, at.level);
  const printed = period === '_U' ? undefined : choice;
  const total = totalLevel(facts, period);
  const computed = total ? [total] : workedLevels(facts, period);
  const [within, across] = byBreak(facts, period, impliedBases(facts, period));
  const bases = [...within, ...across];
  const unit = printed?.print.figure.unit ?? (computed[0] ? computed[0].unit : bases[0]?.[0].unit);
  const comparable = within.filter(([{ unit: other }]) => other === unit);
  const readings = printed?.readings ?? [];
  if (areDiffering(readings.length > 0 ? readings : computed.slice(0, 1), comparable))
    flags.add('implied-base-differs');
  if (across.length > 0) flags.add('coverage-break');
  const [implied] = bases;
  if (implied && implied.length > 1) flags.add('ambiguous-wording');
  const ofUnit = computed.filter((known) => known.unit === unit);
  const worst = leastFavourable(readings, ofUnit, 0);
  const shown = worst?.known ?? computed[0];
  if (isAboveWhole(facts, period)) flags.add('part-above-whole');
  return {
    sides: sidesOf(
      {
        reported: at && reportedSide(period, inOneUnit(facts, at.level.reported), choice, flags),
        computed:
          shown &&
          (shown === total && at?.total ? totalMeasurement(at.total.sales, currency) : measurementOf(shown)),
        implied: implied && impliedMeasurement(implied),
        forecast: at && forecastSide(period, inOneUnit(facts, at.level.forecast), flags),
      },
      judgementOf(
        worst?.judgement ?? UNCHECKED,
        comparable.length === 0 && across.length > 0 && readings.length > 0
          ? NOT_COMPARABLE
          : judge(readings, comparable[0] ?? [], 0),
        flags.has('part-above-whole'),
      ),
    ),
    worked: [
      ...(shown ? [{ side: 'computed', known: [shown] } as const] : []),
      ...(implied ? [{ side: 'implied', known: implied } as const] : []),
    ],
  };
}

/** The bases that no declared break separates from the growth that implies them, then the others. */
function byBreak(
  facts: SeriesFacts,
  period: string,
  bases: readonly ImpliedBase[],
): readonly [within: readonly ImpliedBase[], across: readonly ImpliedBase[]] {
  if (facts.graph.breaks.size === 0) return [bases, []];
  const isAcross = ([{ from }]: ImpliedBase): boolean =>
    from.kind === 'worked' && from.inputs.some(({ known }) => isAcrossBreak(facts, known.at.period, period));
  return [bases.filter((base) => !isAcross(base)), bases.filter(isAcross)];
}

/** The gap is to the computed level where there is one, else to the implied base. */
function judgementOf(computed: Judgement, implied: Judgement, aboveWhole: boolean): Judgement {
  const verdict = [implied, ...(aboveWhole ? [CONFLICTS] : [])].reduce(worstOf, computed).verdict;
  return { verdict, gap: computed.gap ?? implied.gap };
}

/** Whether an implied base contradicts the stated level or another implied base. */
function areDiffering(stated: readonly Quantity[], bases: readonly ImpliedBase[]): boolean {
  return bases.some(
    (base, at) =>
      (stated.length > 0 && !mayBeEqual(stated, base)) ||
      bases.slice(at + 1).some((other) => !mayBeEqual(base, other)),
  );
}

/** Whether the printed level exceeds the printed level of a whole beyond rounding. */
function isAboveWhole(facts: SeriesFacts, period: string): boolean {
  const wholes = wholesOf(facts);
  const part = wholes.length === 0 ? undefined : printedLevel(facts, period);
  if (!part) return false;
  return wholes.some((series) => {
    const whole = printedLevel(series, period);
    return (
      whole !== undefined &&
      whole.unit === part.unit &&
      !meets(part, whole) &&
      compareRationals(part.low, whole.low) > 0
    );
  });
}
