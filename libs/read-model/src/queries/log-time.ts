import type { Queryable } from '../read-model.ts';

/** A place in the change log, and a time by which all up to it had been committed. */
export interface LogTime {
  readonly sequence: string;
  /** Null as long as no mark tells of it. */
  readonly by: Date | null;
}

/**
 * The end of the change log, or `sequence` if that is before it, with the first mark behind it. `knownAt` would
 * not do: it is the broker's clock, and later changes may have earlier ones.
 */
export async function readLogTime(db: Queryable, sequence: string | null = null): Promise<LogTime> {
  const { rows } = await db.query<LogTime>({
    name: 'read-log-time',
    text: `select e.sequence, m.marked_at as by
           from (select least(last, $1::bigint) as sequence from change_cursor) e
           left join lateral (select marked_at from change_mark where sequence >= e.sequence
                              order by marked_at limit 1) m on true`,
    values: [sequence],
  });
  return rows[0] ?? { sequence: '0', by: null };
}
