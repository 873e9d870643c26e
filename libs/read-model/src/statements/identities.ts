import { plainArray } from '../array-text.ts';
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

export interface NewSegment extends IdentitySegment {
  readonly topic: string;
  readonly partition: number;
}

export async function rememberIdentities(db: Queryable, segments: readonly NewSegment[]): Promise<void> {
  if (segments.length === 0) return;
  await db.query({
    name: 'remember-identities',
    // All in one piece of bytes, cut by the server: an array of bytes would go as text.
    text: `insert into identity_window (topic, partition, first_offset, known_until, identities)
           select s.topic, s.partition, s.first_offset, s.known_until,
             substr($6::bytea, (sum(s.size) over (order by s.place) - s.size + 1)::int, s.size)
           from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::int[]) with ordinality
             as s(topic, partition, first_offset, known_until, size, place)`,
    values: [
      segments.map(({ topic }) => topic),
      plainArray(segments.map(({ partition }) => partition)),
      plainArray(segments.map(({ firstOffset }) => firstOffset)),
      plainArray(segments.map(({ knownUntil }) => knownUntil)),
      plainArray(segments.map(({ identities }) => identities.length)),
      Buffer.concat(segments.map(({ identities }) => identities)),
    ],
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
