import { parseSeriesKey } from '@silkgauge/contract';
import { identityKey, type RehearsedPush } from '@silkgauge/decisions';
import { Newest } from '@silkgauge/known';
import { readReleaseFacts, ReleaseMoment, type PushedFacts } from '@silkgauge/judging';
import type { Queryable } from '@silkgauge/read-model';
import { isAccepted } from './pushed-steps.ts';

const ORDERS = ['silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1'] as const;

/** What is known of releases once the events of a push up to a place, inclusive, have come. */
export type ReleasesAfter = (event: number, options?: { readonly isPast?: boolean }) => ReleaseMoment;

export function releasesAfter(snapshot: Queryable, push: RehearsedPush): ReleasesAfter {
  const db = askedOnce(snapshot);
  const factsIn = factsOf(push);
  return (event, options) =>
    new ReleaseMoment(
      (release, graceMs) =>
        readReleaseFacts(db, release, { decidedBy: null, graceMs, pushed: factsIn(release, event) }),
      options,
    );
}

/** Answers that are kept: a release has a handful. */
const MOST_ANSWERS = 500;

/** Statements of one snapshot, which have one answer each. */
function askedOnce(snapshot: Queryable): Queryable {
  const answers = new Newest<unknown>(MOST_ANSWERS);
  const ask = snapshot.query.bind(snapshot) as (...asked: unknown[]) => Promise<unknown>;
  const query = (...asked: unknown[]) => answers.of(JSON.stringify(asked), () => ask(...asked));
  return { query: query as Queryable['query'] };
}

function factsOf(push: RehearsedPush): (release: string, until: number) => PushedFacts {
  const placed = push.figures.flatMap(({ eventIndex, seriesKey, figure, withdrawnBy }) => {
    const knownAt = push.events[eventIndex]?.knownAt.getTime();
    const series = parseSeriesKey(seriesKey);
    if (knownAt === undefined || !series) return [];
    const { period, status } = figure;
    return [{ eventIndex, figure, withdrawnBy, print: { series, period, status, knownAt } }];
  });
  const orders = push.events.flatMap(({ type, data, knownAt, outcome }, place) => {
    const ordered = ORDERS.find((one) => one === type);
    if (!ordered || data === null || !isAccepted({ outcome })) return [];
    const { release } = JSON.parse(data) as { readonly release: string };
    return [{ place, release, order: { type: ordered, known_at: knownAt, data } }];
  });
  return (release, until) => {
    const withdrawnAt = withdrawalsIn(push, until);
    return {
      withdrawnAt,
      orders: orders.flatMap((one) => (one.release === release && one.place <= until ? [one.order] : [])),
      prints: placed.flatMap(({ eventIndex, figure, withdrawnBy, print }) => {
        if (eventIndex > until) return [];
        // One that was withdrawn before it came never stands.
        return [{ ...print, withdrawnAt: withdrawnBy === null ? withdrawnAt(figure) : print.knownAt }];
      }),
    };
  };
}

function withdrawalsIn({ events, withdrawals }: RehearsedPush, until: number): PushedFacts['withdrawnAt'] {
  const withdrawn = new Map<string, number>();
  for (const { source, id, eventIndex } of withdrawals) {
    const at = events[eventIndex]?.knownAt.getTime();
    const name = identityKey({ source, id });
    if (eventIndex <= until && at !== undefined && !withdrawn.has(name)) withdrawn.set(name, at);
  }
  return (print) => withdrawn.get(identityKey(print)) ?? null;
}
