import { isSignedBy, recordDigest, recordKeyOf, type AccessRecord } from '@silkgauge/access';
import type { KafkaConfig } from '@silkgauge/kafka';
import { keyState, settingsOf } from '../keys/key-view.ts';
import { account } from './bootstrap.ts';
import { commandTable, withWriter, type Signing } from './with-writer.ts';

/** A record that stands on the topic, whoever wrote it. */
export interface KeptRecord {
  readonly name: string;
  readonly record: AccessRecord;
  readonly isSigned: boolean;
}

/** The newest version of each key and of the policy as the topic has them, signed or not. */
export const signedRecords = async (
  kafka: KafkaConfig,
  topicPrefix: string,
  { publicKeys }: Signing,
): Promise<readonly KeptRecord[]> => {
  const counted = commandTable(kafka, topicPrefix, publicKeys);
  const table = commandTable(kafka, topicPrefix, null);
  try {
    await Promise.all([table.readToEnd(), counted.readToEnd()]);
    const policy = table.held.of({ kind: 'policy', id: 'policy' });
    // What counts goes before what only stands there.
    return [...(policy ? [policy] : []), ...table.held.keys()].map((found) => {
      const record = counted.held.of(found) ?? found;
      return { name: recordKeyOf(record), record, isSigned: isSignedBy(record, publicKeys ?? []) };
    });
  } finally {
    await Promise.all([table.close(), counted.close()]);
  }
};

/**
 * Signs records that count for nobody yet, with an entry in the audit for each. A record that has another version
 * by now, or a signature, stays as it is.
 *
 * @returns the names of those that were signed
 */
export const seal = (
  kafka: KafkaConfig,
  topicPrefix: string,
  signing: Signing,
  chosen: readonly KeptRecord[],
): Promise<readonly string[]> =>
  withWriter(kafka, topicPrefix, signing, async (writer) => {
    const sealed: string[] = [];
    for (const { name, record } of chosen) {
      const isNew = await writer.change<boolean>({
        actor: { cli: account() },
        action: `${record.kind}.sealed`,
        target: name,
        decide: (held) =>
          held.of(record)
            ? { record: null, target: name, answer: false }
            : { record, target: name, after: shown(record), answer: true },
      });
      if (isNew) sealed.push(name);
    }
    return sealed;
  });

const shown = (record: AccessRecord): Record<string, unknown> =>
  record.kind === 'policy' ? { ...record.policy } : { ...settingsOf(record) };

/** A record in two lines, to be compared with what operators did. */
export const recordText = ({ name, record, isSigned }: KeptRecord, now: number): string => {
  const state = record.kind === 'key' ? ` ${keyState(record, now)}, made by ${record.createdBy},` : '';
  const title = `${name}  version ${String(record.version)},${state} ${isSigned ? 'signed' : 'NOT SIGNED'}`;
  return `${title}\n    ${JSON.stringify(shown(record))}\n    digest ${recordDigest(record)}`;
};
