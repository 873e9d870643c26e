import type { Queryable } from '../read-model.ts';

/** The last sequence the relay has published; "0" before the first. */
export async function relayPosition(db: Queryable, relay: string): Promise<string> {
  const { rows } = await db.query<{ sequence: string }>({
    name: 'relay-position',
    text: 'select sequence from relay_position where relay = $1',
    values: [relay],
  });
  return rows[0]?.sequence ?? '0';
}

/** Moves the relay forward, never back. */
export async function advanceRelay(db: Queryable, relay: string, sequence: string): Promise<void> {
  await db.query({
    name: 'advance-relay',
    text: `insert into relay_position (relay, sequence) values ($1, $2)
           on conflict (relay) do update set sequence = greatest(relay_position.sequence, excluded.sequence)`,
    values: [relay, sequence],
  });
}
