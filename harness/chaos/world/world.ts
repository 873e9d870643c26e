import type { PositionWatcher } from '../check/watch-positions.ts';
import type { Load } from '../load/load.ts';
import type { Fleet } from './fleet.ts';
import type { Mishaps } from './mishaps.ts';
import type { Services } from './services.ts';

/** All parts of a run that faults act on, and the observers to inform. */
export interface World {
  readonly fleet: Fleet;
  readonly services: Services;
  readonly load: Load;
  readonly watcher: PositionWatcher;
  readonly mishaps: Mishaps;
}

/** Environment of operator commands, without proxies. */
export const operatorOf = ({ brokers, databaseUrl }: Services): Record<string, string> => ({
  KAFKA_BROKERS: brokers,
  TOPIC_PREFIX: '',
  DATABASE_URL: databaseUrl,
});
