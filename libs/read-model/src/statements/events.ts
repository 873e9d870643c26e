import { plainArray, textArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import { acceptedEvent } from './by-key.ts';

export type RecordOutcome = 'applied' | 'superseded' | 'duplicate' | 'rejected';

export interface Identity {
  readonly source: string;
  readonly id: string;
}

/** One delivery of an event. */
export interface EventRow extends Identity {
  readonly type: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly knownAt: Date;
  readonly outcome: RecordOutcome;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly digest: Buffer | null;
  readonly time: string | null;
  /** JSON text as delivered; null for duplicates. */
  readonly data: string | null;
  /** Id of the key that pushed it at a door, or `anonymous`; absent where the record does not say. */
  readonly pushedBy?: string | undefined;
}

export interface KnownEvent extends Identity {
  readonly event_id: string;
  readonly type: string;
  readonly topic: string;
  readonly digest: Buffer;
  /** JSON of what a claim or statement is about: `{series}` or `{notice}`; null for others. */
  readonly about: string | null;
}

/** The accepted events with these identities. */
export async function findEvents(db: Queryable, identities: readonly Identity[]): Promise<KnownEvent[]> {
  if (identities.length === 0) return [];
  const { rows } = await db.query<KnownEvent>({
    name: 'find-events',
    text: `select e.event_id, e.source, e.id, e.type, e.topic, e.digest,
             case e.type when 'silkgauge.claim.reported.v1' then json_build_object('series', e.data -> 'series')
               when 'silkgauge.statement.attributed.v1' then e.data -> 'about' end::text as about
           from unnest($1::text[], $2::text[]) as w(source, id)
           ${acceptedEvent('event_id, source, id, type, topic, digest, data')}`,
    values: [identities.map((i) => i.source), identities.map((i) => i.id)],
  });
  return rows;
}

/** Inserts deliveries; returns their event ids in the given order. */
export async function insertEvents(db: Queryable, events: readonly EventRow[]): Promise<bigint[]> {
  if (events.length === 0) return [];
  const { rows } = await db.query<{ event_id: string; place: string }>({
    name: 'insert-events',
    text: `insert into event (source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, digest, time, data, pushed_by)
           select source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, decode(digest, 'hex'), time,
             data::json, pushed_by
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::timestamptz[],
                       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
             as e(source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, digest, time, data, pushed_by)
           returning event_id, topic || '/' || partition || '/' || "offset" as place`,
    values: [
      textArray(events.map((e) => e.source)),
      textArray(events.map((e) => e.id)),
      textArray(events.map((e) => e.type)),
      plainArray(events.map((e) => e.topic)),
      plainArray(events.map((e) => e.partition)),
      plainArray(events.map((e) => e.offset)),
      plainArray(events.map((e) => e.knownAt)),
      plainArray(events.map((e) => e.outcome)),
      textArray(events.map((e) => e.rule)),
      textArray(events.map((e) => e.reason)),
      plainArray(events.map((e) => e.digest?.toString('hex') ?? null)),
      textArray(events.map((e) => e.time)),
      textArray(events.map((e) => e.data)),
      textArray(events.map((e) => e.pushedBy ?? null)),
    ],
  });
  const ids = new Map(rows.map((row) => [row.place, BigInt(row.event_id)]));
  return events.map((e) => {
    const id = ids.get(`${e.topic}/${String(e.partition)}/${String(e.offset)}`);
    if (id === undefined)
      throw new Error(`no event id for ${e.topic}/${String(e.partition)}/${String(e.offset)}`);
    return id;
  });
}
