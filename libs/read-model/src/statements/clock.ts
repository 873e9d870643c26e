import { CLOCK_KEY, ORDER_PREFIX } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { endOf } from '../queries/newest-orders.ts';

export interface ClockState {
  /** Place in the log of the newest order of a release; null before the first. */
  readonly lastOrder: string | null;
  /** Highest append time of a tick that was consumed; null before the first. */
  readonly tickedAt: Date | null;
}

/** Whether orders of releases have come since, and how far ticks have come. */
export async function readClock(db: Queryable): Promise<ClockState> {
  const { rows } = await db.query<ClockState>({
    name: 'read-clock',
    text: `select (select max(sequence) from register_version where kind = 'order' and key > $1 and key < $2) as "lastOrder",
                  (select known_at from register_version where kind = 'order' and key = $3
                   order by version desc limit 1) as "tickedAt"`,
    values: [ORDER_PREFIX.release, endOf(ORDER_PREFIX.release), CLOCK_KEY],
  });
  return rows[0] ?? { lastOrder: null, tickedAt: null };
}
