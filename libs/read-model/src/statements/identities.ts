import type { Queryable } from '../read-model.ts';

export interface IdentitySegment {
  readonly firstOffset: bigint;
  readonly knownUntil: Date;
  /** 16 bytes an identity. */
  readonly identities: Buffer;
}

/** The remembered identities of a partition, oldest batch first. */
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

export async function rememberIdentities(
  db: Queryable,
  topic: string,
  partition: number,
  segment: IdentitySegment,
): Promise<void> {
  await db.query({
    name: 'remember-identities',
    text: `insert into identity_window (topic, partition, first_offset, known_until, identities) values ($1, $2, $3, $4, $5)`,
    values: [topic, partition, segment.firstOffset, segment.knownUntil, segment.identities],
  });
}

/** Forgets the segments before an offset. */
export async function forgetIdentities(
  db: Queryable,
  topic: string,
  partition: number,
  before: bigint,
): Promise<void> {
  await db.query({
    name: 'forget-identities',
    text: 'delete from identity_window where topic = $1 and partition = $2 and first_offset < $3',
    values: [topic, partition, before],
  });
}
