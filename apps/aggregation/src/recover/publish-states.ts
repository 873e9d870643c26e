import { OUTPUT_TOPICS, REGISTERED_KINDS } from '@silkgauge/contract';
import { openSender, type KafkaConfig, type Sender } from '@silkgauge/kafka';
import {
  connect,
  readPublishedRegistered,
  readPublishedStates,
  readTokens,
  takeLeadOfRelay,
  type ReadModel,
  type TokenOf,
} from '@silkgauge/read-model';
import { changeRecords, type PublishedRow } from '../relay/relay-records.ts';

export interface PublishOptions {
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  readonly relayId: string;
}

/** States per page, a few kilobytes each. */
const PAGE = 500;

/**
 * Publishes all present states, notices and claims again, if published before; returns their number. Holds
 * the relay's lead meanwhile, so later commits are published afterwards.
 */
export async function publishStates(options: PublishOptions): Promise<number> {
  const { kafka, readModel, databaseUrl, topicPrefix, relayId } = options;
  const session = await connect(databaseUrl, 'silkgauge-recover');
  try {
    // 1. The leader gives way, and is fenced before anything is read.
    await takeLeadOfRelay(session);
    const sender = await openSender({
      ...kafka,
      transactionalId: topicPrefix + relayId,
      topics: OUTPUT_TOPICS.map((topic) => topicPrefix + topic),
    });
    try {
      // 2. In order of key: a reader keeps the highest version of each key.
      const send = senderOf(sender, topicPrefix, await readTokens(readModel.pool));
      return (await sendStates(readModel, send)) + (await sendRegistered(readModel, send));
    } finally {
      await sender.close();
    }
  } finally {
    // 3. The next leader may begin.
    await session.end();
  }
}

type Send = (rows: readonly PublishedRow[]) => Promise<void>;

const senderOf = (sender: Sender, topicPrefix: string, tokenOf: TokenOf): Send => {
  return async (rows) => {
    await sender.send(changeRecords(rows, topicPrefix, tokenOf));
  };
};

async function sendStates({ pool }: ReadModel, send: Send): Promise<number> {
  let sent = 0;
  for (let after: readonly [string, string] = ['0', '']; ;) {
    const rows = await readPublishedStates(pool, after, PAGE);
    const last = rows.at(-1);
    if (!last) return sent;
    await send(rows);
    sent += rows.length;
    after = [last.series_id, last.period];
  }
}

async function sendRegistered({ pool }: ReadModel, send: Send): Promise<number> {
  let sent = 0;
  for (let after: readonly [string, string] = ['', '']; ;) {
    const rows = await readPublishedRegistered(pool, REGISTERED_KINDS, after, PAGE);
    const last = rows.at(-1);
    if (!last) return sent;
    await send(rows);
    sent += rows.length;
    after = [last.kind, last.key];
  }
}
