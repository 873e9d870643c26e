import { CLOCK_KEY, ORDER_PREFIX } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { endOf } from '../queries/newest-orders.ts';

export interface ClockState {
  /** Place in the log of the newest order of a release or of a rule; null before the first. */
  readonly lastOrder: string | null;
  /** Highest append time of a tick that was consumed; null before the first. */
  readonly tickedAt: Date | null;
}

/** The database's time, in milliseconds since 1970. */
export async function databaseTime(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ now: Date }>({
    name: 'database-time',
    text: 'select clock_timestamp() as now',
  });
  return rows[0]?.now.getTime() ?? Number.NaN;
}

/** Whether orders of releases or rules have come since, and how far ticks have come. */
export async function readClock(db: Queryable): Promise<ClockState> {
  const { rows } = await db.query<ClockState>({
    name: 'read-clock',
    text: `select (select max(sequence) from register_version
                   where kind = 'order' and (key > $2 and key < $3 or key > $4 and key < $5)) as "lastOrder",
                  (select known_at from register_version where kind = 'order' and key = $1
                   order by version desc limit 1) as "tickedAt"`,
    values: [
      CLOCK_KEY,
      ...[ORDER_PREFIX.release, ORDER_PREFIX.alert].flatMap((prefix) => [prefix, endOf(prefix)]),
    ],
  });
  return rows[0] ?? { lastOrder: null, tickedAt: null };
}
