import type { ReadModel } from '@silkgauge/read-model';
import type { Sample } from './fit.ts';

/** A read model of sales that tells how long each call held the change cursor: from the lock to the answer to the commit. */
export interface TimedHolds {
  readonly readModel: ReadModel;
  /** Microseconds over one transaction and its changes: the lower quartile of those with like many changes. */
  samples(): Promise<Sample[]>;
}

interface Hold {
  readonly changes: number;
  readonly microseconds: number;
}

/** The least for a quartile. A quartile and not the median: on a machine with other work, waiting for a core is not the lock's doing. */
const ENOUGH = 5;

/**
 * The cursor is taken and let go on the server, so a trigger notes when: on one machine both have the same clock. For calls one
 * after another on an empty read model.
 */
export async function timeHolds(readModel: ReadModel): Promise<TimedHolds> {
  const { pool } = readModel;
  await pool.query(`
    create table hold (last bigint primary key, since timestamptz not null);
    create function note_hold() returns trigger language plpgsql as
      $$ begin insert into hold values (new.last, clock_timestamp()); return new; end $$;
    create trigger note_hold after update on change_cursor for each row execute function note_hold()`);
  const ends: { readonly last: number; readonly at: number }[] = [];
  const query = pool.query.bind(pool) as (statement: unknown, ...rest: unknown[]) => Promise<unknown>;
  const timed = async (statement: unknown, ...rest: unknown[]): Promise<unknown> => {
    const answer = await query(statement, ...rest);
    const at = performance.timeOrigin + performance.now();
    if (isApply(statement)) {
      const { rows } = answer as { rows: readonly { last: string | null }[] };
      const last = rows[0]?.last ?? null;
      if (last !== null) ends.push({ last: Number(last), at });
    }
    return answer;
  };
  return {
    readModel: { ...readModel, pool: Object.assign(pool, { query: timed }) },
    samples: async () => {
      const { rows } = (await query(
        `select last::int, last - lag(last, 1, 0) over (order by last) as changes,
           extract(epoch from since)::float8 * 1000 as since from hold`,
      )) as { rows: readonly { last: number; changes: string; since: number }[] };
      const begins = new Map(rows.map((row) => [row.last, row]));
      return quartiles(
        ends.flatMap(({ last, at }) => {
          const begin = begins.get(last);
          return begin ? [{ changes: Number(begin.changes), microseconds: (at - begin.since) * 1000 }] : [];
        }),
      );
    },
  };
}

function isApply(statement: unknown): boolean {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'name' in statement &&
    statement.name === 'apply-sales'
  );
}

function quartiles(holds: readonly Hold[]): Sample[] {
  const classes = new Map<number, Hold[]>();
  for (const hold of holds) {
    const of = Math.round(Math.log2(hold.changes));
    classes.set(of, [...(classes.get(of) ?? []), hold]);
  }
  return [...classes.values()]
    .filter((one) => one.length >= ENOUGH)
    .map((one) => {
      const quartile = one.sort((a, b) => a.microseconds - b.microseconds)[one.length >> 2]!;
      return { work: [1, quartile.changes], cost: quartile.microseconds };
    });
}
