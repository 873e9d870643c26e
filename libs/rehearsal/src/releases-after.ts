import { parseSeriesKey } from '@silkgauge/contract';
import { identityKey, type RehearsedPush } from '@silkgauge/decisions';
import { readReleaseFacts, ReleaseMoment, type PushedFacts } from '@silkgauge/judging';
import type { Queryable } from '@silkgauge/read-model';
import { isAccepted } from './pushed-steps.ts';

const ORDERS = ['silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1'] as const;

/** What is known of releases once the events of a push up to a place, inclusive, have come. */
export const releasesAfter = (
  db: Queryable,
  push: RehearsedPush,
  event: number,
  { isPast = false } = {},
): ReleaseMoment =>
  new ReleaseMoment(
    (release, graceMs) =>
      readReleaseFacts(db, release, { decidedBy: null, graceMs, pushed: factsIn(push, release, event) }),
    { isPast },
  );

function factsIn(
  { events, figures, withdrawals }: RehearsedPush,
  release: string,
  until: number,
): PushedFacts {
  const withdrawn = new Map<string, number>();
  for (const { source, id, eventIndex } of withdrawals) {
    const at = events[eventIndex]?.knownAt.getTime();
    const name = identityKey({ source, id });
    if (eventIndex <= until && at !== undefined && !withdrawn.has(name)) withdrawn.set(name, at);
  }
  const withdrawnAt: PushedFacts['withdrawnAt'] = (print) => withdrawn.get(identityKey(print)) ?? null;
  return {
    withdrawnAt,
    orders: events.slice(0, until + 1).flatMap((event) => {
      const type = ORDERS.find((one) => one === event.type);
      if (!type || event.data === null || !isAccepted(event)) return [];
      const isOwn = (JSON.parse(event.data) as { readonly release: string }).release === release;
      return isOwn ? [{ type, known_at: event.knownAt, data: event.data }] : [];
    }),
    prints: figures.flatMap(({ eventIndex, seriesKey, figure, withdrawnBy }) => {
      const knownAt = events[eventIndex]?.knownAt.getTime();
      const series = parseSeriesKey(seriesKey);
      if (eventIndex > until || knownAt === undefined || !series) return [];
      const { period, status } = figure;
      // One that was withdrawn before it came never stands.
      return [
        {
          series,
          period,
          status,
          knownAt,
          withdrawnAt: withdrawnBy === null ? withdrawnAt(figure) : knownAt,
        },
      ];
    }),
  };
}
