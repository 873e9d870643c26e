import { asFarAsFull } from '../budget.ts';
import type { Queryable } from '../read-model.ts';

export interface IdentitySegment {
  readonly firstOffset: bigint;
  readonly knownUntil: Date;
  /** 16 bytes per identity. */
  readonly identities: Buffer;
}

/** Segments, and bytes of identities, per statement: several partitions load their windows at once. */
const PAGE = { rows: 500, bytes: 1024 * 1024 };

/** Identities of accepted sales of a partition, oldest batch first, in pages of one MiB. */
export async function* loadIdentities(
  db: Queryable,
  topic: string,
  partition: number,
): AsyncGenerator<readonly IdentitySegment[]> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: { first_offset: string; known_until: Date; identities: Buffer }[] } =
      await db.query({
        name: 'load-identities',
        text: asFarAsFull(
          `select first_offset, known_until, identities from identity_window
           where topic = $1 and partition = $2 and first_offset > coalesce($3::bigint, -9223372036854775808)
           order by first_offset limit $4`,
          {
            columns: 'first_offset, known_until, identities',
            size: 'length(identities)',
            order: 'first_offset',
            bytes: '$5',
          },
        ),
        values: [topic, partition, after, PAGE.rows, PAGE.bytes],
      });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => ({
      firstOffset: BigInt(row.first_offset),
      knownUntil: row.known_until,
      identities: row.identities,
    }));
    after = last.first_offset;
  }
}
