import type { Domain } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { StateChange } from '../state-json.ts';
import type { LetterPlace } from './replays.ts';

/** Last sequence that the relay has stored as published; "0" before the first. */
export async function relayPosition(db: Queryable, relay: string): Promise<string> {
  const { rows } = await db.query<{ sequence: string }>({
    name: 'relay-position',
    text: 'select sequence from relay_position where relay = $1',
    values: [relay],
  });
  return rows[0]?.sequence ?? '0';
}

/** Raises the stored sequence of the relay. */
export async function advanceRelay(db: Queryable, relay: string, sequence: string): Promise<void> {
  await db.query({
    name: 'advance-relay',
    text: `insert into relay_position (relay, sequence) values ($1, $2)
           on conflict (relay) do update set sequence = greatest(relay_position.sequence, excluded.sequence)`,
    values: [relay, sequence],
  });
}

/** Lets the server end an idle session, and its locks: the connection of a lost machine may live on. */
export async function endWhenSilent(session: Queryable, silenceMs: number): Promise<void> {
  await session.query(`select set_config('idle_session_timeout', $1, false)`, [String(silenceMs)]);
}

/** Newest sequence of a key that was found on its topic. */
export interface PublishedKey {
  /** Series key. */
  readonly key: string;
  readonly period: string;
  /** Decimal string. */
  readonly sequence: string;
}

export interface PublishedRange {
  /** Topic with its prefix; versions with a dead letter of this topic are left out. */
  readonly topic: string;
  /** Sequence, exclusive. */
  readonly after: string;
  /** Sequence, inclusive: the last one that is published. */
  readonly until: string;
  readonly limit: number;
}

/** Newest versions of these keys, if newer than `seen`, in order of sequence. */
export async function publishedSince(
  db: Queryable,
  domain: Domain,
  seen: readonly PublishedKey[],
  { topic, after, until, limit }: PublishedRange,
): Promise<StateChange[]> {
  if (seen.length === 0) return [];
  const newer = `select c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
                 from unnest($2::text[], $3::text[], $4::bigint[]) as w(key, period, sequence)
                 join series s on s.key = w.key and s.domain = $1
                 join growth_state g on g.series_id = s.series_id and g.period = w.period
                 join change c on c.sequence = g.sequence
                 where g.sequence > w.sequence and g.sequence > $6 and g.sequence <= $5
                   and not exists (select from dead_letter d where d.topic = $7 and d.partition = 0 and d."offset" = g.sequence)
                 order by c.sequence limit $8`;
  const { rows } = await db.query<StateChange>({
    name: 'published-since',
    text: asFarAsFull(newer, {
      columns: 'sequence, key, domain, period, version, known_at, document',
      size: 'octet_length(document)',
      order: 'sequence',
      bytes: '$9',
    }),
    values: [
      domain,
      seen.map(({ key }) => key),
      seen.map(({ period }) => period),
      seen.map(({ sequence }) => sequence),
      ...[until, after, topic, limit, BUDGET.page],
    ],
  });
  return rows;
}

/** A dead letter as found on its topic. */
export interface SentLetter extends LetterPlace {
  /** Append time of the record; null in an older format, where the place alone identifies the letter. */
  readonly knownAt: Date | null;
}

/**
 * Marks dead letters as published; returns how many were not marked before. The append time is compared too,
 * since a replaced log may have the same bytes at the same offset.
 */
export async function markRelayedAt(db: Queryable, letters: readonly SentLetter[]): Promise<number> {
  if (letters.length === 0) return 0;
  const { rowCount } = await db.query({
    name: 'mark-relayed-at',
    text: `update dead_letter d set relayed = true
           from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[]) as w(topic, partition, "offset", known_at)
           where d.topic = w.topic and d.partition = w.partition and d."offset" = w."offset" and not d.relayed
             and coalesce(w.known_at = d.known_at, true)`,
    values: [
      letters.map(({ topic }) => topic),
      letters.map(({ partition }) => partition),
      letters.map(({ offset }) => offset),
      letters.map(({ knownAt }) => knownAt),
    ],
  });
  return rowCount ?? 0;
}

/**
 * Newest published states after a key, in order of series id and period. Unpublished states and keys with a
 * floor are left out, since their next version follows.
 */
export async function readPublishedStates(
  db: Queryable,
  [seriesId, period]: readonly [seriesId: string, period: string],
  limit: number,
): Promise<(StateChange & { readonly series_id: string })[]> {
  const { rows } = await db.query<StateChange & { readonly series_id: string }>({
    name: 'read-published-states',
    text: `select g.series_id, c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
           from growth_state g join series s on s.series_id = g.series_id join change c on c.sequence = g.sequence
           where (g.series_id, g.period) > ($1::bigint, $2::text)
             and g.sequence <= (select min(sequence) from relay_position) and g.version = c.version
           order by g.series_id, g.period limit $3`,
    values: [seriesId, period, limit],
  });
  return rows;
}
