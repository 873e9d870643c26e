import type { AlertRule, Dimension } from '@silkgauge/contract';
import { periodBounds, type SeriesDimensions } from '@silkgauge/growth';

/** Whether a rule is about this series and period: they match its filters, and the period lies wholly in its bounds. */
export function covers(rule: AlertRule, series: SeriesDimensions, period: string): boolean {
  return matches(rule.series, series) && isWithin(rule.periods, period);
}

function matches(query: AlertRule['series'], series: SeriesDimensions): boolean {
  for (const name of Object.keys(query) as Dimension[])
    if (query[name]?.some((wanted) => matchesCode(wanted, series[name])) !== true) return false;
  return true;
}

const matchesCode = (wanted: string, code: string): boolean =>
  wanted.endsWith('*') ? code.startsWith(wanted.slice(0, -1)) : code === wanted;

function isWithin(periods: AlertRule['periods'], period: string): boolean {
  if (periods === null) return true;
  const own = periodBounds(period);
  if (!own) return false;
  const [from, to] = [periods.from, periods.to].map((end) => (end === null ? null : periodBounds(end)));
  return (!from || own.start >= from.start) && (!to || own.end <= to.end);
}
