import type { Queryable } from '../read-model.ts';

const accepted = (types: string): string =>
  `e.type in (${types}) and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded')`;

const RELEASE_ORDERS = accepted(`'silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1'`);

export interface ClockState {
  /** Newest order of a release; null before the first. */
  readonly lastOrder: string | null;
  /** Highest append time of a tick that was consumed; null before the first. */
  readonly tickedAt: Date | null;
}

/** Whether orders of releases have come since, and how far ticks have come. */
export async function readClock(db: Queryable): Promise<ClockState> {
  const { rows } = await db.query<ClockState>({
    name: 'read-clock',
    text: `select (select max(e.event_id)::text from event e where ${RELEASE_ORDERS}) as "lastOrder",
                  (select max(e.known_at) from event e where ${accepted(`'silkgauge.clock.ticked.v1'`)}) as "tickedAt"`,
  });
  return rows[0] ?? { lastOrder: null, tickedAt: null };
}
