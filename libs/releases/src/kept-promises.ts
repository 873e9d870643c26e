import { matchesSeries, type ExpectedPrint } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import type { ReleasePrint } from './release-facts.ts';

/** A time in which a print stands: from its append time until its withdrawal, which is not included. */
export interface PrintedTime {
  readonly from: number;
  readonly until: number;
}

/** Whether an item is about a state, whatever the status of its prints; its publisher is looked at elsewhere. */
export const promises = (item: ExpectedPrint, series: SeriesDimensions, period: string): boolean =>
  item.period === period && matchesSeries(item.series, series);

/** Whether a print keeps the promise of an item. */
export const keeps = (
  item: ExpectedPrint,
  { series, period, status }: Pick<ReleasePrint, 'series' | 'period' | 'status'>,
): boolean => promises(item, series, period) && (item.status === null || item.status === status);

/**
 * The times in which some print of those that keep a promise stands. The earliest print that was never
 * withdrawn stands for all later ones, so only what was withdrawn and came before it is left beside it.
 */
export function printedTimes(prints: readonly ReleasePrint[]): readonly PrintedTime[] {
  const lasting = Math.min(
    ...prints.map(({ knownAt, withdrawnAt }) => (withdrawnAt === null ? knownAt : Infinity)),
  );
  const withdrawn = prints.flatMap(({ knownAt, withdrawnAt }) =>
    withdrawnAt !== null && withdrawnAt > knownAt && knownAt < lasting
      ? [{ from: knownAt, until: withdrawnAt }]
      : [],
  );
  return lasting === Infinity ? withdrawn : [...withdrawn, { from: lasting, until: Infinity }];
}

/** Since when an item is met at an instant: the append time of the earliest print that stands then; null: missing. */
export function metSince(times: readonly PrintedTime[], instant: number): number | null {
  const since = Math.min(
    ...times.map(({ from, until }) => (from <= instant && instant < until ? from : Infinity)),
  );
  return since === Infinity ? null : since;
}
