import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { openSender } from '@silkgauge/kafka';
import { announce, Announcer, type ChangeRow } from '@silkgauge/read-model';
import { LogWatch } from '../recover/log-watch.ts';
import { LettersRelay } from '../relay/letters-relay.ts';
import { REACH, Relay } from '../relay/relay.ts';
import { traceSend } from '../spans.ts';
import { postgresRelayStore } from '../store/postgres-relay-store.ts';
import type { Ground } from './ground.ts';

/** Takes what a transaction has appended, and how many letters. */
export type OnCommitted = (changes: readonly ChangeRow[], letters: number) => void;

/** What publishes the log and the letters, and tells others of what was appended. */
export function publishingOf(ground: Ground) {
  const { config, kafka, readModel, topics, readEnds, readModels, log } = ground;
  const { topicPrefix, relayId, databaseUrl, sessionTimeout: silenceMs } = config;
  const logWatch = new LogWatch({
    ...{ readModel, topics, readEnds, topicPrefix, reach: REACH, log: log.error },
    recoversByItself: config.recovers === 'auto',
  });
  const store = postgresRelayStore(readModel, databaseUrl);
  const relaying = { ...{ store, readEnds, silenceMs }, log: log.warn };
  const sender = (name: string, outputs: readonly string[]) => () =>
    openSender({
      ...kafka,
      transactionalId: `${topicPrefix}${relayId}${name}`,
      topics: outputs.map((topic) => topicPrefix + topic),
    });
  const relay = new Relay({
    ...{ ...relaying, topicPrefix, traceSend, logWatch },
    openSender: sender('', OUTPUT_TOPICS),
  });
  const letters = new LettersRelay({ ...relaying, openSender: sender('-letters', []) });
  const announcer = new Announcer((told) => announce(readModels.announcements.pool, told));
  const onCommitted: OnCommitted = (changes, lettersWritten) => {
    relay.offer(changes);
    announcer.tell(changes, lettersWritten);
  };
  return { logWatch, relay, letters, onCommitted, sessions: store };
}
