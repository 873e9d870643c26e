import type { KeyObject } from 'node:crypto';
import { LiveTable } from '@silkgauge/access';
import { ACCESS_TOPIC } from '@silkgauge/contract';
import type { KafkaConfig } from '@silkgauge/kafka';
import { Registry } from '@silkgauge/service';
import type { AccessWriter } from '../changes/access-writer.ts';
import { accessWriterOf } from '../changes/open-writer.ts';

/** By what records of keys and policy count, and what signs them; null where they count unsigned. */
export interface Signing {
  readonly publicKeys: readonly KeyObject[] | null;
  readonly signingKey: KeyObject | null;
}

/** The table of a command, which tells on standard error what it ignores. */
export const commandTable = (
  kafka: KafkaConfig,
  topicPrefix: string,
  publicKeys: Signing['publicKeys'],
): LiveTable =>
  new LiveTable({
    ...{ kafka, topic: topicPrefix + ACCESS_TOPIC, registry: new Registry(), publicKeys },
    warn: (details, message) => {
      console.error(`${message}: ${JSON.stringify(details)}`);
    },
  });

/** Lets a command change keys and policy on the topic itself. */
export const withWriter = async <T>(
  kafka: KafkaConfig,
  topicPrefix: string,
  { publicKeys, signingKey }: Signing,
  work: (writer: AccessWriter) => Promise<T>,
): Promise<T> => {
  const table = commandTable(kafka, topicPrefix, publicKeys);
  const writer = accessWriterOf(kafka, topicPrefix, table, signingKey);
  try {
    return await work(writer);
  } finally {
    await writer.close();
    await table.close();
  }
};
