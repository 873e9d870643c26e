import { deadLetterTopic, INPUT_TOPICS, outputTopic, type Domain } from '@silkgauge/contract';
import {
  earliestOffsets,
  latestOffsets,
  scanTopics,
  type InRecord,
  type KafkaConfig,
  type ScanRange,
  type Sender,
} from '@silkgauge/kafka';
import {
  markRelayedAt,
  publishedSince,
  relayPosition,
  waitingDeadLetters,
  type LetterPlace,
  type PublishedKey,
  type ReadModel,
} from '@silkgauge/read-model';
import { readLetter } from './ops/letter.ts';
import { changeRecords } from './relay-records.ts';

/** Takes one record that was read. */
export type TakeRecord = (record: InRecord, topic: string, partition: number) => void;

/** Reads the last `reach` committed records of each partition of these topics, each partition in order. */
export type ReadEnds = (topics: readonly string[], reach: number, take: TakeRecord) => Promise<void>;

export interface RepairOptions {
  readonly readModel: ReadModel;
  readonly readEnds: ReadEnds;
  readonly topicPrefix: string;
  /** Name of the relay's place in the change log. */
  readonly relay: string;
  /** The most records that a relay leaves on a partition before it stores how far it came: so far back the ends are looked at. */
  readonly reach: number;
}

export interface Repaired {
  /** Keys whose last record was older than the table; published again. */
  readonly states: number;
  /** Dead letters that stood on their topic though nobody had noted it. */
  readonly letters: number;
}

const DOMAINS: readonly Domain[] = ['customs', 'platform'];

/** Somebody else's record may have any bytes for a key; these the database can be asked for. */
const STATE_KEY = /^([\w.$@-]+)\/([\w/-]+)$/;

/**
 * Puts right what a former leader left, once `sender` has fenced it and nothing of it can come any more: dead
 * letters that are on their topics are noted as such, so that none goes out twice; of each key at the ends of
 * `growth-updated.*` whose last record is older than what was published of it, the table's version is published.
 *
 * Letters of one transaction at most are unnoted, and nothing was written behind them: they stand at the very end.
 *
 * @throws when broker or database do not answer
 */
export async function repairTopics(options: RepairOptions, sender: Sender): Promise<Repaired> {
  const { readModel, topicPrefix, relay } = options;
  const { pool } = readModel;
  const letters = (await waitingDeadLetters(pool, 1)).length > 0 ? await lettersAtEnds(options) : [];
  const marked = await markRelayedAt(pool, letters);
  const until = await relayPosition(pool, relay);
  const stale = [];
  for (const domain of DOMAINS)
    stale.push(...(await publishedSince(pool, domain, await lastRecords(options, domain), until)));
  await sender.send(changeRecords(stale, topicPrefix));
  return { states: stale.length, letters: marked };
}

async function lettersAtEnds(options: RepairOptions): Promise<LetterPlace[]> {
  const places: LetterPlace[] = [];
  const topics = INPUT_TOPICS.map((input) => deadLetterTopic(options.topicPrefix + input));
  await options.readEnds(topics, options.reach, (record, topic, partition) => {
    const letter = readLetter(topic, partition, record);
    if (letter) places.push(letter.place);
  });
  return places;
}

/** The sequence of the last record of each key near the end of a domain's topic; 0 for one that is no state of ours. */
async function lastRecords(options: RepairOptions, domain: Domain): Promise<PublishedKey[]> {
  const last = new Map<string, PublishedKey>();
  const topic = options.topicPrefix + outputTopic(domain);
  await options.readEnds([topic], options.reach, ({ key: name, value, headers }) => {
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

/** Take-overs leave control records between the others, one on each partition of those to `growth-updated.*`. */
const CONTROL_RECORDS = 1_000n;

async function endsOf(kafka: KafkaConfig, topic: string, reach: bigint): Promise<ScanRange[]> {
  const [lows, highs] = await Promise.all([earliestOffsets(kafka, topic), latestOffsets(kafka, topic)]);
  return [...highs].map(([partition, until]) => {
    const low = lows.get(partition) ?? 0n;
    const back = until - reach - CONTROL_RECORDS;
    return { topic, partition, from: back > low ? back : low, until };
  });
}
