import { outputTopic, type Domain } from '@silkgauge/contract';
import {
  earliestOffsets,
  latestOffsets,
  scanTopics,
  type InRecord,
  type KafkaConfig,
  type ScanRange,
  type Sender,
} from '@silkgauge/kafka';
import { publishedSince, relayPosition, type PublishedKey, type ReadModel } from '@silkgauge/read-model';
import type { Publisher } from './publish-changes.ts';

/** Takes one record that was read. */
export type TakeRecord = (record: InRecord, topic: string, partition: number) => void;

/** Reads the committed records at the last `reach` offsets of each partition of these topics, each partition in order. */
export type ReadEnds = (topics: readonly string[], reach: number, take: TakeRecord) => Promise<void>;

export interface RepairOptions {
  readonly readModel: ReadModel;
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Name of the relay's place in the change log. */
  readonly relay: string;
  readonly publisher: Publisher;
  /** The most records that a relay leaves on a partition before it stores how far it came: so far back the ends are looked at. */
  readonly reach: number;
}

/** Take-overs leave control records between the others, one on each partition. */
const CONTROL_RECORDS = 1_000;

export const DOMAINS: readonly Domain[] = ['customs', 'platform'];

/** Somebody else's record may have any bytes for a key; these the database can be asked for. */
export const STATE_KEY = /^([\w.$@-]+)\/([\w/-]+)$/;

/**
 * Puts right what a former leader left, once `sender` has fenced it and nothing of it can come any more: of each key at the ends of
 * `growth-updated.*` whose last record is older than what was published of it, the table's version is published. Returns of how many.
 *
 * @throws when broker or database do not answer
 */
export async function repairTopics(options: RepairOptions, sender: Sender): Promise<number> {
  const { pool } = options.readModel;
  const until = await relayPosition(pool, options.relay);
  let states = 0;
  for (const domain of DOMAINS) states += await repairDomain(options, sender, domain, until);
  return states;
}

async function repairDomain(
  options: RepairOptions,
  sender: Sender,
  domain: Domain,
  until: string,
): Promise<number> {
  const { readModel, topicPrefix, publisher } = options;
  const seen = await lastRecords(options, domain);
  const topic = topicPrefix + outputTopic(domain);
  let states = 0;
  for (let after = '0'; ;) {
    const limit = publisher.pageSizeAfter(BigInt(after));
    const stale = await publishedSince(readModel.pool, domain, seen, { topic, after, until, limit });
    const last = stale.at(-1);
    if (!last) return states;
    await publisher.publish(sender, stale);
    states += stale.length;
    after = last.sequence;
  }
}

/** The sequence of the last record of each key near the end of a domain's topic; 0 for one that is no state of ours. */
async function lastRecords(options: RepairOptions, domain: Domain): Promise<PublishedKey[]> {
  const last = new Map<string, PublishedKey>();
  const topic = options.topicPrefix + outputTopic(domain);
  await options.readEnds([topic], options.reach + CONTROL_RECORDS, ({ key: name, value, headers }) => {
    const [, key, period] = STATE_KEY.exec(String(name)) ?? [];
    if (key === undefined || period === undefined) return;
    const id = value && headers.find(([header]) => header === 'ce_id')?.[1].toString();
    last.set(String(name), { key, period, sequence: id && /^\d{1,18}$/.test(id) ? id : '0' });
  });
  return [...last.values()];
}

/** The ends of topics as the broker has them. */
export function endsOn(kafka: KafkaConfig): ReadEnds {
  return async (topics, reach, take) => {
    const ranges = await Promise.all(topics.map((topic) => endsOf(kafka, topic, BigInt(reach))));
    await scanTopics(kafka, ranges.flat(), ({ topic, partition, records }) => {
      for (const record of records) take(record, topic, partition);
      return true;
    });
  };
}

async function endsOf(kafka: KafkaConfig, topic: string, reach: bigint): Promise<ScanRange[]> {
  const [lows, highs] = await Promise.all([earliestOffsets(kafka, topic), latestOffsets(kafka, topic)]);
  return [...highs].map(([partition, until]) => {
    const low = lows.get(partition) ?? 0n;
    const back = until - reach;
    return { topic, partition, from: back > low ? back : low, until };
  });
}
