import { outputTopic } from '@silkgauge/contract';
import {
  earliestOffsets,
  latestOffsets,
  scanTopics,
  type InRecord,
  type KafkaConfig,
  type ScanRange,
} from '@silkgauge/kafka';
import {
  lastSequence,
  stateKey,
  unknownVersions,
  type Hole,
  type PublishedVersion,
  type Queryable,
} from '@silkgauge/read-model';
import { DOMAINS, type ReadEnds } from '../relay-repair.ts';
import { domainOn, publishedVersion } from './published-versions.ts';

/** What was published and is not in the change log. */
export interface Loss {
  readonly hole: Hole;
  /** The highest version of each key, of those that are lost. */
  readonly versions: readonly PublishedVersion[];
}

/**
 * Looks at the ends of the topics of states: whether the highest version at the end of each partition is in the change log. Returns
 * those that are not. Changes go out in order of sequence, so a log that went backwards shows there.
 */
export async function lostAtEnds(
  db: Queryable,
  readEnds: ReadEnds,
  topicPrefix: string,
  reach: number,
): Promise<PublishedVersion[]> {
  const highest = new Map<string, PublishedVersion>();
  await readEnds(stateTopics(topicPrefix), reach, (record, topic, partition) => {
    const version = versionOn(topic, record, topicPrefix);
    const place = `${topic}/${String(partition)}`;
    const before = highest.get(place);
    if (version && (!before || BigInt(version.sequence) > BigInt(before.sequence)))
      highest.set(place, version);
  });
  return unknownVersions(db, [...highest.values()]);
}

/** Reads all of the topics of states: they are compacted, and a key that is lost may stand anywhere. Null where nothing is lost. */
export async function findLoss(kafka: KafkaConfig, db: Queryable, topicPrefix: string): Promise<Loss | null> {
  const versions = new Map<string, PublishedVersion>();
  const last = BigInt(await lastSequence(db));
  let [after, until] = [last, last];
  const ranges = await Promise.all(stateTopics(topicPrefix).map((topic) => wholeOf(kafka, topic)));
  await scanTopics(kafka, ranges.flat(), async ({ topic, records }) => {
    const published = records.flatMap((record) => versionOn(topic, record, topicPrefix) ?? []);
    for (const one of await unknownVersions(db, published)) {
      const key = stateKey(one.key, one.period);
      if (one.version > (versions.get(key)?.version ?? 0)) versions.set(key, one);
      const sequence = BigInt(one.sequence);
      if (sequence <= after) after = sequence - 1n;
      if (sequence > until) until = sequence;
    }
    return true;
  });
  return versions.size === 0 ? null : { hole: { after, until }, versions: [...versions.values()] };
}

/** As an operator is told of it. */
export function lossText({ after, until }: Hole): string {
  const range = `${String(after + 1n)} to ${String(until)}`;
  return `the topics hold changes from ${range} that the change log does not have: the database went back to an earlier moment, or is another one`;
}

function stateTopics(topicPrefix: string): string[] {
  return DOMAINS.map((domain) => topicPrefix + outputTopic(domain));
}

function versionOn(topic: string, record: InRecord, topicPrefix: string): PublishedVersion | null {
  const domain = domainOn(topic, topicPrefix);
  return domain ? publishedVersion(record, domain) : null;
}

async function wholeOf(kafka: KafkaConfig, topic: string): Promise<ScanRange[]> {
  const [lows, highs] = await Promise.all([earliestOffsets(kafka, topic), latestOffsets(kafka, topic)]);
  return [...highs].map(([partition, until]) => ({
    topic,
    partition,
    from: lows.get(partition) ?? 0n,
    until,
  }));
}
