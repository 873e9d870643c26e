import type { Queryable } from '../read-model.ts';

/** Number of sales that a partition remembers for deduplication. */
export interface Remembered {
  readonly topic: string;
  readonly partition: number;
  readonly count: number;
}

/** Partitions with remembered sales, in order of topic and number. */
export async function readRemembered(db: Queryable): Promise<Remembered[]> {
  const { rows } = await db.query<Remembered>({
    name: 'read-remembered',
    text: `select topic, partition, (sum(length(identities)) / 16)::int as count from identity_window
           group by topic, partition order by topic, partition`,
  });
  return rows;
}

/** SHA-256 of the newest `count` identities of each partition, hexadecimal, in the given order. */
export async function digestRemembered(db: Queryable, newest: readonly Remembered[]): Promise<string[]> {
  const { rows } = await db.query<{ digest: string }>({
    name: 'digest-remembered',
    text: `select encode(sha256(substring(i.all_of_it from length(i.all_of_it) - 16 * w.count + 1)), 'hex') as digest
           from unnest($1::text[], $2::int[], $3::int[]) with ordinality as w(topic, partition, count, place)
           cross join lateral (
             select coalesce(string_agg(identities, ''::bytea order by first_offset), '') as all_of_it
             from identity_window x where x.topic = w.topic and x.partition = w.partition) i
           order by w.place`,
    values: [newest.map((w) => w.topic), newest.map((w) => w.partition), newest.map((w) => w.count)],
  });
  return rows.map(({ digest }) => digest);
}
