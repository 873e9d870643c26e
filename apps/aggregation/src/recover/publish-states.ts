import { OUTPUT_TOPICS } from '@silkgauge/contract';
import { openSender, type KafkaConfig } from '@silkgauge/kafka';
import { connect, readPublishedStates, takeLeadOfRelay, type ReadModel } from '@silkgauge/read-model';
import { changeRecords } from '../relay-records.ts';

export interface PublishOptions {
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  readonly relayId: string;
}

/** A state has a few kilobytes. */
const PAGE = 500;

/**
 * Publishes the present state of every key once more, as far as it has been published before. Takes the relay's lead for so long: what
 * is committed meanwhile goes out behind it. Returns how many there were.
 */
export async function publishStates(options: PublishOptions): Promise<number> {
  const { kafka, readModel, databaseUrl, topicPrefix, relayId } = options;
  const session = await connect(databaseUrl, 'silkgauge-recover');
  try {
    // 1. The leader gives way, and has to be fenced before anything is read.
    await takeLeadOfRelay(session);
    const sender = await openSender({
      ...kafka,
      transactionalId: topicPrefix + relayId,
      topics: OUTPUT_TOPICS.map((topic) => topicPrefix + topic),
    });
    try {
      // 2. Key by key: a reader keeps the highest version of each.
      let published = 0;
      for (let after: readonly [string, string] = ['0', '']; ;) {
        const rows = await readPublishedStates(readModel.pool, after, PAGE);
        const last = rows.at(-1);
        if (!last) return published;
        await sender.send(changeRecords(rows, topicPrefix));
        published += rows.length;
        after = [last.series_id, last.period];
      }
    } finally {
      await sender.close();
    }
  } finally {
    // 3. The next leader may begin.
    await session.end();
  }
}
