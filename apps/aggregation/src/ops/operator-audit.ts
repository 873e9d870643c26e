import { randomUUID } from 'node:crypto';
import { AuditWriter } from '@silkgauge/access';
import { AUDIT_TOPIC } from '@silkgauge/contract';
import { openSender, type Sender } from '@silkgauge/kafka';
import { OperatorError, type OperatorConfig } from './operator-config.ts';

/** What an operator does, as the audit names it. */
export interface Deed {
  readonly action: 'dead-letter.replayed' | 'desk-step.skipped' | 'offset.skipped' | 'rebuild.done';
  readonly target: string;
  readonly reason: string;
}

/** Tells the audit of a deed that is about to be done. @throws OperatorError where nothing may be done */
export type TellAudit = (deed: Deed) => Promise<void>;

/** Each run has a transactional id of its own: two operators are not in each other's way. */
const TRANSACTIONAL_IDS = 'silkgauge-operators-';

/** Runs a command whose deeds stand in the audit before they are done. */
export const withAudit = async <T>(
  { brokers, security, topicPrefix }: Pick<OperatorConfig, 'brokers' | 'security' | 'topicPrefix'>,
  actor: string,
  work: (tell: TellAudit) => Promise<T>,
): Promise<T> => {
  const topic = topicPrefix + AUDIT_TOPIC;
  const transactionalId = `${topicPrefix}${TRANSACTIONAL_IDS}${randomUUID()}`;
  let sender: Sender | undefined;
  const writer = new AuditWriter(async (record) => {
    sender ??= await openSender({ brokers, security, transactionalId, topics: [] });
    await sender.sendTogether([{ topic, records: [record] }]);
  });
  try {
    return await work(async ({ action, target, reason }) => {
      const why = reason === '' ? {} : { reason };
      try {
        await writer.write({ actor: { cli: actor }, action, target, outcome: 'done', ...why });
      } catch (cause) {
        const fix = `the broker does not take its entry on ${topic} ("npm run topics" makes the topic)`;
        throw new OperatorError('refused', `Nothing is done without the audit, and ${fix}.`, { cause });
      }
    });
  } finally {
    await sender?.close();
  }
};
