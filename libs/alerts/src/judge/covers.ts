import { matchesSeries, type StateRule } from '@silkgauge/contract';
import { periodBounds, type SeriesDimensions } from '@silkgauge/growth';

/** Whether a rule is about this series and period: they match its filters, and the period lies wholly in its bounds. */
export function covers(rule: StateRule, series: SeriesDimensions, period: string): boolean {
  return matchesSeries(rule.series, series) && coversPeriod(rule, period);
}

export function coversPeriod({ periods }: StateRule, period: string): boolean {
  if (periods === null) return true;
  const own = periodBounds(period);
  if (!own) return false;
  const [from, to] = [periods.from, periods.to].map((end) => (end === null ? null : periodBounds(end)));
  return (!from || own.start >= from.start) && (!to || own.end <= to.end);
}
