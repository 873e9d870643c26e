import { outputTopic, type Domain } from '@silkgauge/contract';
import type { InRecord } from '@silkgauge/kafka';
import type { PublishedVersion } from '@silkgauge/read-model';
import { DOMAINS, STATE_KEY } from '../relay-repair.ts';

/** The domain whose states a topic carries; undefined where it carries none. */
export function domainOn(topic: string, topicPrefix: string): Domain | undefined {
  return DOMAINS.find((domain) => topicPrefix + outputTopic(domain) === topic);
}

/** What a record on a topic of states says that it is; null for what is no state of ours. */
export function publishedVersion(record: InRecord, domain: Domain): PublishedVersion | null {
  const [, key, period] = STATE_KEY.exec(String(record.key)) ?? [];
  if (key === undefined || period === undefined || !record.value) return null;
  const { version, sequence } = (parsed(record.value) ?? {}) as { version?: unknown; sequence?: unknown };
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version > MOST_VERSIONS) return null;
  if (typeof sequence !== 'string' || !/^\d{1,18}$/.test(sequence)) return null;
  return { domain, key, period, version, sequence };
}

/** What the database can hold. */
const MOST_VERSIONS = 2 ** 31 - 1;

function parsed(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return null;
  }
}
