import { parseInstant, type ReleaseSchedule } from '@silkgauge/contract';
import type { ReleaseFacts, ReleaseOrder } from './release-facts.ts';
import { keeps, printedTimes, type PrintedTime } from './kept-promises.ts';

/** What holds from one order until the next. */
export interface Term {
  readonly from: number;
  readonly until: number;
  readonly schedule: ReleaseSchedule;
  /** Of the newest order: why the release moved, or was cancelled. */
  readonly reason: string | null;
  readonly isCancelled: boolean;
  /** How often the instant changed. */
  readonly moved: number;
  /** The promised instant. */
  readonly at: number;
  /** Append times of the first ticks at or after the instant, and the end of its grace; without bound before. */
  readonly due: number;
  readonly late: number;
  /** When the items of `expects` are met, in their order. */
  readonly times: readonly (readonly PrintedTime[])[];
}

/**
 * The terms of a release, oldest first; none before its first scheduling. A print counts that is known from
 * the first scheduling on, or from the first behind a cancellation.
 */
export function termsOf({ orders, prints, ticks }: ReleaseFacts): readonly Term[] {
  const clock = ticks.toSorted((a, b) => a - b);
  const firstTick = (instant: number) => clock.find((tick) => tick >= instant) ?? Infinity;
  const terms: Term[] = [];
  let since = 0;
  for (const [place, order] of orders.entries()) {
    const before = terms.at(-1);
    const schedule = order.kind === 'scheduled' ? order.schedule : before?.schedule;
    if (!schedule) continue;
    const from = Math.max(order.knownAt, before?.from ?? 0);
    if (order.kind === 'scheduled' && (!before || before.isCancelled)) since = from;
    const at = parseInstant(schedule.at) ?? Number.NaN;
    const counted = prints.filter(
      ({ series, knownAt }) => series.reporter === schedule.publisher && knownAt >= since,
    );
    terms.push({
      ...{ from, until: beginOf(orders[place + 1], from), schedule, at },
      ...{ isCancelled: order.kind === 'cancelled', reason: reasonOf(order) },
      moved: (before?.moved ?? 0) + (before && before.at !== at ? 1 : 0),
      ...{ due: firstTick(at), late: firstTick(at + schedule.graceMs) },
      times: schedule.expects.map((item) => printedTimes(counted.filter((print) => keeps(item, print)))),
    });
  }
  return terms;
}

/** Append times may fall where a partition gets another leader; the order of the log does not. */
const beginOf = (order: ReleaseOrder | undefined, least: number): number =>
  order ? Math.max(order.knownAt, least) : Infinity;

const reasonOf = (order: ReleaseOrder): string | null =>
  order.kind === 'cancelled' ? order.reason : order.schedule.reason;
