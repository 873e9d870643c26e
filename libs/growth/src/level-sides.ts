import { chosenAlone, inOneUnit, type PeriodFacts, type SeriesFacts } from './facts.ts';
import { impliedBases, impliedMeasurement, mayBeEqual, type ImpliedBase } from './implied-base.ts';
import type { Quantity } from './interval.ts';
import { totalMeasurement } from './measurement.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import { judge, worseOf } from './verdict.ts';
import type { Flag, Sides } from './state-body.ts';

/**
 * The level of a period: the chosen print, the exact total of sales, and the base that growth elsewhere implies. The
 * print is judged against both others, the less favourable verdict counts; its gap is to the total where there is one.
 */
export function levelSides(
  facts: SeriesFacts,
  period: string,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): Sides {
  const choice = at && chosenAlone(facts, at.level);
  const printed = period === '_U' ? undefined : choice;
  const total = at?.total;
  const bases = impliedBases(facts, period);
  const unit = printed?.print.figure.unit ?? (total ? facts.currency : bases[0]?.unit);
  const comparable = bases.filter((base) => base.unit === unit);
  if (areDiffering(printed?.readings ?? (total ? [total.quantity] : []), comparable))
    flags.add('implied-base-differs');
  const [implied] = bases;
  if (implied && implied.quantities.length > 1) flags.add('ambiguous-wording');
  const readings = printed?.readings ?? [];
  return sidesOf(
    {
      reported: at && reportedSide(period, inOneUnit(facts, at.level.reported), choice, flags),
      computed: total && totalMeasurement(total.sales, facts.currency),
      implied: implied && impliedMeasurement(implied),
      forecast: at && forecastSide(period, inOneUnit(facts, at.level.forecast), flags),
    },
    worseOf(
      judge(unit === facts.currency ? readings : [], total ? [total.quantity] : [], 0),
      judge(readings, comparable[0]?.quantities ?? [], 0),
    ),
  );
}

/** Whether an implied base contradicts the level that was stated, or another implied base. */
function areDiffering(stated: readonly Quantity[], bases: readonly ImpliedBase[]): boolean {
  return bases.some(
    ({ quantities }, at) =>
      (stated.length > 0 && !mayBeEqual(stated, quantities)) ||
      bases.slice(at + 1).some((other) => !mayBeEqual(quantities, other.quantities)),
  );
}
