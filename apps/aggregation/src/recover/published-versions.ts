import { outputTopic, type Domain } from '@silkgauge/contract';
import type { InRecord } from '@silkgauge/kafka';
import type { PublishedRegister, PublishedVersion, RegisterKind } from '@silkgauge/read-model';
import { DOMAINS, REGISTERED, STATE_KEY } from '../relay/relay-repair.ts';
import { REGISTER_TOPICS } from '../relay/relay-records.ts';

/** The domain whose states a topic carries; undefined where it carries none. */
export function domainOn(topic: string, topicPrefix: string): Domain | undefined {
  return DOMAINS.find((domain) => topicPrefix + outputTopic(domain) === topic);
}

/** What a topic tells of beside states; undefined where it tells of none. */
export function kindOn(topic: string, topicPrefix: string): RegisterKind | undefined {
  return REGISTERED.find((kind) => topicPrefix + REGISTER_TOPICS[kind].topic === topic);
}

/** What a record on a topic of states says that it is; null for what is no state of ours. */
export function publishedVersion(record: InRecord, domain: Domain): PublishedVersion | null {
  const [, key, period] = STATE_KEY.exec(String(record.key)) ?? [];
  if (key === undefined || period === undefined || !record.value) return null;
  const numbers = numbersOf(record.value);
  return numbers && { domain, key, period, ...numbers };
}

/** The same of a topic of what is registered. */
export function publishedRegister({ key, value }: InRecord, kind: RegisterKind): PublishedRegister | null {
  const name = key?.toString() ?? '';
  const numbers = value && numbersOf(value);
  return numbers && name !== '' && !name.includes('\0') ? { kind, key: name, ...numbers } : null;
}

function numbersOf(value: Buffer): { readonly version: number; readonly sequence: string } | null {
  const { version, sequence } = (parsed(value) ?? {}) as { version?: unknown; sequence?: unknown };
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version > MOST_VERSIONS) return null;
  if (typeof sequence !== 'string' || !/^\d{1,18}$/.test(sequence)) return null;
  return { version, sequence };
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
