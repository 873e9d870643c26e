import type { KeyObject } from 'node:crypto';
import type { LiveTable } from '@silkgauge/access';
import { ACCESS_TOPIC, AUDIT_TOPIC } from '@silkgauge/contract';
import { openSender, type KafkaConfig } from '@silkgauge/kafka';
import { AccessWriter } from './access-writer.ts';

/** Shared by all that change keys and policy: one of them at a time. */
const TRANSACTIONAL_ID = 'silkgauge-access';

/** The writer of a process that holds keys and policy. */
export const accessWriterOf = (
  kafka: KafkaConfig,
  topicPrefix: string,
  table: Pick<LiveTable, 'held' | 'readToEnd'>,
  signingKey: KeyObject | null,
): AccessWriter =>
  new AccessWriter({
    table,
    open: () => openSender({ ...kafka, transactionalId: topicPrefix + TRANSACTIONAL_ID, topics: [] }),
    topic: topicPrefix + ACCESS_TOPIC,
    auditTopic: topicPrefix + AUDIT_TOPIC,
    signingKey,
  });
