import type { StateRule } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';

/** Whether a rule is about a period: it lies wholly in its bounds. */
export function coversPeriod({ periods }: StateRule, period: string): boolean {
  if (periods === null) return true;
  const own = periodBounds(period);
  if (!own) return false;
  const [from, to] = [periods.from, periods.to].map((end) => (end === null ? null : periodBounds(end)));
  return (!from || own.start >= from.start) && (!to || own.end <= to.end);
}
