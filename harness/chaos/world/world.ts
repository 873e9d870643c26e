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
