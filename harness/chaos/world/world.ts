import pg from 'pg';
import type { PositionWatcher } from '../check/watch-positions.ts';
import type { Load } from '../load/load.ts';
import type { Fleet } from './fleet.ts';
import type { Mishaps } from './mishaps.ts';
import type { Services } from './services.ts';

/** Everything of a run that can be troubled, and who has to be told. */
export interface World {
  readonly fleet: Fleet;
  readonly services: Services;
  readonly load: Load;
  readonly watcher: PositionWatcher;
  readonly mishaps: Mishaps;
}

/** Where an operator's commands find the run's servers, past every proxy. */
export const operatorOf = ({ brokers, databaseUrl }: Services): Record<string, string> => ({
  KAFKA_BROKERS: brokers,
  TOPIC_PREFIX: '',
  DATABASE_URL: databaseUrl,
});

/** Asks the database on a connection of its own. */
export async function ask<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<T>(statement);
    return rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
