import {
  DOMAINS,
  INCARNATION_HEADER,
  KINDS,
  REGISTERED_KINDS,
  topicOfKind,
  type Domain,
  type RegisteredKind,
} from '@silkgauge/contract';
import type { InRecord } from '@silkgauge/kafka';
import type { PublishedRegister, PublishedVersion } from '@silkgauge/read-model';
import { STATE_KEY } from '../relay/relay-repair.ts';

/** Domain of the states on a topic; undefined for any other topic. */
export function domainOn(topic: string, topicPrefix: string): Domain | undefined {
  return DOMAINS.find((domain) => topicPrefix + KINDS.state.topicOf(domain) === topic);
}

/** Kind of the registered events on a topic; undefined for any other topic. */
export function kindOn(topic: string, topicPrefix: string): RegisteredKind | undefined {
  return REGISTERED_KINDS.find((kind) => topicPrefix + topicOfKind(kind) === topic);
}

/** Version of a state in a record; null for a foreign record. */
export function publishedVersion(record: InRecord, domain: Domain): PublishedVersion | null {
  const [, key, period] = STATE_KEY.exec(String(record.key)) ?? [];
  if (key === undefined || period === undefined || !record.value) return null;
  const numbers = numbersOf(record.value);
  return numbers && { domain, key, period, ...numbers, token: tokenIn(record) };
}

/** Version of an entry of a register in a record; null for a foreign record. */
export function publishedRegister(record: InRecord, kind: RegisteredKind): PublishedRegister | null {
  const name = record.key?.toString() ?? '';
  const numbers = record.value && numbersOf(record.value);
  const isNamed = name !== '' && !name.includes('\0');
  return numbers && isNamed ? { kind, key: name, ...numbers, token: tokenIn(record) } : null;
}

function tokenIn({ headers }: InRecord): string | null {
  const token = headers.find(([name]) => name === INCARNATION_HEADER)?.[1].toString();
  return token === undefined || token.includes('\0') ? null : token;
}

function numbersOf(value: Buffer): { readonly version: number; readonly sequence: string } | null {
  const { version, sequence } = (parsed(value) ?? {}) as { version?: unknown; sequence?: unknown };
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version > MOST_VERSIONS) return null;
  if (typeof sequence !== 'string' || !/^\d{1,18}$/.test(sequence)) return null;
  return { version, sequence };
}

/** Largest `integer` of PostgreSQL. */
const MOST_VERSIONS = 2 ** 31 - 1;

function parsed(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return null;
  }
}
