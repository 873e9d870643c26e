import { CLOCK_TOPIC, JOBS_TOPIC } from '@silkgauge/contract';
import type { Seals } from '@silkgauge/embargo';
import { SafeProducer } from '@silkgauge/kafka';
import { connect, isKnownServer } from '@silkgauge/read-model';
import { JobReports } from '../job-reports.ts';
import { LogKeeper } from '../keep-log-small.ts';
import { Preview } from '../preview/preview.ts';
import type { Relay } from '../relay/relay.ts';
import { Ticker } from '../ticker.ts';
import { ProgressWatcher } from '../watch-progress.ts';
import type { Ground } from './ground.ts';

/** What keeps the log small, the clock ticking and the jobs reported. */
export function upkeepOf(
  { config, kafka, readModel, topics, log }: Ground,
  { relay, seals }: { readonly relay: Relay; readonly seals: Seals | null },
) {
  const { topicPrefix, salesHistoryHours } = config;
  const { pool } = readModel;
  return {
    keeper: new LogKeeper({ readModel, keepMs: salesHistoryHours * 3_600_000, log: log.info }),
    jobs: new JobReports({ pool, topics, topic: topicPrefix + JOBS_TOPIC, log: log.warn }),
    ticker: new Ticker({
      ...{ pool, producer: new SafeProducer(kafka), topic: topicPrefix + CLOCK_TOPIC, log: log.warn },
      isLeader: () => relay.leading,
      generations: seals?.generations ?? [],
    }),
  };
}

/** Figures under embargo, for those with early access. */
export const previewOf = ({ config, kafka, readModels }: Ground, seals: Seals | null): Preview => {
  const { topicPrefix, smallBases, previewMs } = config;
  const producer = new SafeProducer(kafka);
  return new Preview({ readModel: readModels.preview, seals, producer, topicPrefix, smallBases, previewMs });
};

export const watcherOf = ({ config, reader, onFatal }: Ground): ProgressWatcher =>
  new ProgressWatcher({
    reader,
    askDatabase: () => askDatabase(config.databaseUrl),
    patienceMs: config.watchdogMinutes * 60_000,
    onStuck: onFatal,
  });

/** Resolves if batches can be written. A connection of its own: in a full pool it would wait for others. */
async function askDatabase(url: string): Promise<void> {
  const session = await connect(url, 'silkgauge-watchdog');
  try {
    if (!(await isKnownServer(session))) throw new Error('batches cannot be written yet');
  } finally {
    await session.end();
  }
}
