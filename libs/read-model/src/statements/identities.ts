import type { Queryable } from '../read-model.ts';

export interface IdentitySegment {
  readonly firstOffset: bigint;
  readonly knownUntil: Date;
  /** 16 bytes per identity. */
  readonly identities: Buffer;
}

/** Identities of accepted sales of a partition, oldest batch first. */
export async function loadIdentities(
  db: Queryable,
  topic: string,
  partition: number,
): Promise<IdentitySegment[]> {
  const { rows } = await db.query<{ first_offset: string; known_until: Date; identities: Buffer }>({
    name: 'load-identities',
    text: `select first_offset, known_until, identities from identity_window
           where topic = $1 and partition = $2 order by first_offset`,
    values: [topic, partition],
  });
  return rows.map((r) => ({
    firstOffset: BigInt(r.first_offset),
    knownUntil: r.known_until,
    identities: r.identities,
  }));
}
