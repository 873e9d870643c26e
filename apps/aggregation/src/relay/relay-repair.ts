import {
  DOMAINS,
  KINDS,
  REGISTERED_KINDS,
  topicOfKind,
  type Domain,
  type OutputTopic,
  type RegisteredKind,
} from '@silkgauge/contract';
import type { Sender } from '@silkgauge/kafka';
import type { ChangeRow, PublishedKey, PublishedRange } from '@silkgauge/read-model';
import type { Publisher } from './publish-changes.ts';
import type { ReadEnds } from './read-ends.ts';
import type { RelayStore } from '../store/relay-store.ts';

export interface RepairOptions {
  readonly store: RelayStore;
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Name of the relay's place in the change log. */
  readonly relay: string;
  readonly publisher: Publisher;
  /** Records that a relay publishes on a partition before it stores its place; ends are read as far back. */
  readonly reach: number;
}

/** Allowance for control records between the others: one per take-over and partition. */
const CONTROL_RECORDS = 1_000;

/** Keys that the database can be asked for: the key of a foreign record may be any bytes. */
export const STATE_KEY = /^([\w.$@-]+)\/([\w/-]+)$/;

/**
 * Publishes the table's version of each key whose last record near the end of an output topic is older than
 * its last published version; returns their number. To be called once `sender` has fenced the former leader.
 * @throws when broker or database do not answer
 */
export async function repairTopics(options: RepairOptions, sender: Sender): Promise<number> {
  const { store } = options;
  const until = await store.relayPosition(options.relay);
  let repaired = 0;
  for (const domain of DOMAINS) {
    const seen = await lastStates(options, domain);
    const read = (range: PublishedRange) => store.publishedSince(domain, seen, range);
    repaired += await repairTopic(options, sender, { topic: KINDS.state.topicOf(domain), until, read });
  }
  for (const kind of REGISTERED_KINDS) {
    const seen = await lastRegistered(options, kind);
    const read = (range: PublishedRange) => store.registeredSince(kind, seen, range);
    repaired += await repairTopic(options, sender, { topic: topicOfKind(kind), until, read });
  }
  return repaired;
}

interface Stale {
  readonly topic: OutputTopic;
  readonly until: string;
  /** Reads a page of versions newer than the records on the topic. */
  readonly read: (range: PublishedRange) => Promise<readonly ChangeRow[]>;
}

async function repairTopic(
  { topicPrefix, publisher }: RepairOptions,
  sender: Sender,
  { topic, until, read }: Stale,
): Promise<number> {
  let repaired = 0;
  for (let after = '0'; ;) {
    const limit = publisher.pageSizeAfter(BigInt(after));
    const stale = await read({ topic: topicPrefix + topic, after, until, limit });
    const last = stale.at(-1);
    if (!last) return repaired;
    await publisher.publish(sender, stale);
    repaired += stale.length;
    after = last.sequence;
  }
}

/** Sequence of the last record of each key near the end of a topic; 0 for a foreign record. */
async function lastRecords(options: RepairOptions, topic: OutputTopic): Promise<ReadonlyMap<string, string>> {
  const last = new Map<string, { readonly offset: bigint; readonly sequence: string }>();
  await options.readEnds(
    [options.topicPrefix + topic],
    options.reach + CONTROL_RECORDS,
    ({ key, value, headers, offset }) => {
      const name = String(key);
      if (offset < (last.get(name)?.offset ?? 0n)) return;
      const id = value && headers.find(([header]) => header === 'ce_id')?.[1].toString();
      last.set(name, { offset, sequence: id && /^\d{1,18}$/.test(id) ? id : '0' });
    },
  );
  return new Map(Array.from(last, ([name, { sequence }]) => [name, sequence]));
}

async function lastStates(options: RepairOptions, domain: Domain): Promise<PublishedKey[]> {
  return [...(await lastRecords(options, KINDS.state.topicOf(domain)))].flatMap(([name, sequence]) => {
    const [, key, period] = STATE_KEY.exec(name) ?? [];
    return key === undefined || period === undefined ? [] : [{ key, period, sequence }];
  });
}

async function lastRegistered(options: RepairOptions, kind: RegisteredKind) {
  return [...(await lastRecords(options, topicOfKind(kind)))]
    .filter(([key]) => !key.includes('\0'))
    .map(([key, sequence]) => ({ key, sequence }));
}
