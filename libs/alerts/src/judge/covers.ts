import type { AlertRule, Dimension } from '@silkgauge/contract';
import { periodBounds, type SeriesDimensions } from '@silkgauge/growth';

/** Whether a rule is about this series and period: they match its filters, and the period lies wholly in its bounds. */
export function covers(rule: AlertRule, series: SeriesDimensions, period: string): boolean {
  return coversSeries(rule, series) && coversPeriod(rule, period);
}

export function coversSeries({ series: query }: AlertRule, series: SeriesDimensions): boolean {
  for (const name of Object.keys(query) as Dimension[])
    if (query[name]?.some((wanted) => matchesCode(wanted, series[name])) !== true) return false;
  return true;
}

const matchesCode = (wanted: string, code: string): boolean =>
  wanted.endsWith('*') ? code.startsWith(wanted.slice(0, -1)) : code === wanted;

export function coversPeriod({ periods }: AlertRule, period: string): boolean {
  if (periods === null) return true;
  const own = periodBounds(period);
  if (!own) return false;
  const [from, to] = [periods.from, periods.to].map((end) => (end === null ? null : periodBounds(end)));
  return (!from || own.start >= from.start) && (!to || own.end <= to.end);
}
