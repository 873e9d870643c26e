import { OUTPUT_TOPICS, placeName } from '@silkgauge/contract';
import type { InRecord, ScanRange, Topics } from '@silkgauge/kafka';
import {
  lastSequence,
  stateKey,
  unknownRegistered,
  unknownVersions,
  type SequenceGap,
  type PublishedRegister,
  type PublishedVersion,
  type Queryable,
} from '@silkgauge/read-model';
import type { ReadEnds } from '../relay/read-ends.ts';
import { domainOn, kindOn, publishedRegister, publishedVersion } from './published-versions.ts';

/** Published changes that the change log lacks. */
export interface Loss {
  readonly hole: SequenceGap;
  /** Highest lost version of each state. */
  readonly versions: readonly PublishedVersion[];
  /** Highest lost version of each notice and claim. */
  readonly registered: readonly PublishedRegister[];
}

/** A published version of a state, a notice or a claim. */
type PublishedEntry = PublishedVersion | PublishedRegister;

/**
 * Highest versions at the ends of the output topics that the change log lacks. Changes are published in order
 * of sequence, so a log that went back shows at the ends.
 */
export async function lostAtEnds(
  db: Queryable,
  readEnds: ReadEnds,
  topicPrefix: string,
  reach: number,
): Promise<PublishedEntry[]> {
  const highest = new Map<string, PublishedEntry>();
  await readEnds(outputTopics(topicPrefix), reach, (record, topic, partition) => {
    const version = versionOn(topic, record, topicPrefix);
    const place = placeName({ topic, partition });
    const before = highest.get(place);
    if (version && (!before || BigInt(version.sequence) > BigInt(before.sequence)))
      highest.set(place, version);
  });
  return unknown(db, [...highest.values()]);
}

/** Reads the output topics completely, as a lost key may stand anywhere; null if nothing is lost. */
export async function findLoss(topics: Topics, db: Queryable, topicPrefix: string): Promise<Loss | null> {
  const lost = new Map<string, PublishedEntry>();
  const last = BigInt(await lastSequence(db));
  let [after, until] = [last, last];
  const ranges = await Promise.all(outputTopics(topicPrefix).map((topic) => wholeOf(topics, topic)));
  await topics.scan(ranges.flat(), async ({ topic, records }) => {
    const published = records.flatMap((record) => versionOn(topic, record, topicPrefix) ?? []);
    for (const one of await unknown(db, published)) {
      const name = 'kind' in one ? `${one.kind} ${one.key}` : stateKey(one.key, one.period);
      if (one.version > (lost.get(name)?.version ?? 0)) lost.set(name, one);
      const sequence = BigInt(one.sequence);
      if (sequence <= after) after = sequence - 1n;
      if (sequence > until) until = sequence;
    }
    return true;
  });
  return lost.size === 0 ? null : { hole: { after, until }, ...apart([...lost.values()]) };
}

/** Entries that the change log lacks. */
async function unknown(db: Queryable, published: readonly PublishedEntry[]): Promise<PublishedEntry[]> {
  const { versions, registered } = apart(published);
  return [...(await unknownVersions(db, versions)), ...(await unknownRegistered(db, registered))];
}

function apart(published: readonly PublishedEntry[]): Omit<Loss, 'hole'> {
  return {
    versions: published.flatMap((one) => ('kind' in one ? [] : [one])),
    registered: published.flatMap((one) => ('kind' in one ? [one] : [])),
  };
}

/** Number of lost keys. */
export const keysOf = (loss: Loss | null): number =>
  loss ? loss.versions.length + loss.registered.length : 0;

/** Message to operators. */
export function lossText({ after, until }: SequenceGap): string {
  const range = `${String(after + 1n)} to ${String(until)}`;
  return `the topics hold changes from ${range} that the change log does not have: the database went back to an earlier moment, or is another one`;
}

function outputTopics(topicPrefix: string): string[] {
  return OUTPUT_TOPICS.map((name) => topicPrefix + name);
}

function versionOn(topic: string, record: InRecord, topicPrefix: string): PublishedEntry | null {
  const domain = domainOn(topic, topicPrefix);
  if (domain) return publishedVersion(record, domain);
  const kind = kindOn(topic, topicPrefix);
  return kind ? publishedRegister(record, kind) : null;
}

async function wholeOf(topics: Topics, topic: string): Promise<ScanRange[]> {
  const ranges = await topics.ranges(topic);
  return [...ranges].map(([partition, { low: from, high: until }]) => ({ topic, partition, from, until }));
}
