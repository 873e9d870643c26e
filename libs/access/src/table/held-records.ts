import type { KeyObject } from 'node:crypto';
import type { AccessRecord, KeyRecord, PolicyDocument, PolicyRecord } from '../record/shapes.ts';
import { readAccessRecord, recordKeyOf } from '../record/read-record.ts';
import { isSignedBy } from '../record/signatures.ts';

/** Why a record of the topic is ignored. */
export const IGNORED = [
  'tombstone',
  'not-json',
  'not-a-record',
  'other-key',
  'not-signed',
  'old-version',
  'version-gap',
] as const;
export type Ignored = (typeof IGNORED)[number];

const NO_DECISION: PolicyDocument = {};

/**
 * The newest version of each key and of the policy, out of the records of the topic in their order. Versions follow
 * one another, so a record that skips some is none of the writer's; the first one of its key may have any, as a
 * record that is sealed anew keeps its version.
 */
export class HeldRecords {
  readonly #keys = new Map<string, KeyRecord>();
  /** Ids of the keys that tokens stand for, by issuer and subject. */
  readonly #principals = new Map<string, Set<string>>();
  readonly #publicKeys: readonly KeyObject[] | null;
  #policy: PolicyRecord | undefined;

  /** Keys of which one has signed each record that counts; null where records count without. */
  constructor(publicKeys: readonly KeyObject[] | null = null) {
    this.#publicKeys = publicKeys;
  }

  /** Takes a record, or tells why it is ignored. */
  take(key: Buffer | null, value: Buffer | null): Ignored | null {
    if (value === null) return 'tombstone';
    let parsed: unknown;
    try {
      parsed = JSON.parse(value.toString());
    } catch {
      return 'not-json';
    }
    const record = readAccessRecord(parsed);
    if (!record) return 'not-a-record';
    if (key?.toString() !== recordKeyOf(record)) return 'other-key';
    if (this.#publicKeys && !isSignedBy(record, this.#publicKeys)) return 'not-signed';
    const held = this.of(record);
    if (held && record.version <= held.version) return 'old-version';
    if (held && record.version > held.version + 1) return 'version-gap';
    if (record.kind === 'policy') this.#policy = record;
    else this.#hold(record);
    return null;
  }

  /** What is held of the same key, or of the policy. */
  of({ kind, id }: Pick<AccessRecord, 'kind' | 'id'>): AccessRecord | undefined {
    return kind === 'policy' ? this.#policy : this.#keys.get(id);
  }

  keyById(id: string): KeyRecord | undefined {
    return this.#keys.get(id);
  }

  /** The newest key of a principal that is not revoked; else a revoked one. */
  keyByJwt(issuer: string, subject: string): KeyRecord | undefined {
    const ids = this.#principals.get(JSON.stringify([issuer, subject]));
    if (!ids) return undefined;
    const keys = [...ids].flatMap((id) => this.#keys.get(id) ?? []);
    return keys.findLast(({ revokedAt }) => revokedAt === null) ?? keys.at(-1);
  }

  policy(): PolicyDocument {
    return this.#policy?.policy ?? NO_DECISION;
  }

  /** Version of the policy; 0 before the first decision. */
  policyVersion(): number {
    return this.#policy?.version ?? 0;
  }

  /** In the order in which they were first met. */
  keys(): Iterable<KeyRecord> {
    return this.#keys.values();
  }

  #hold(key: KeyRecord): void {
    const before = this.#keys.get(key.id)?.jwt;
    if (before) this.#principals.get(JSON.stringify([before.issuer, before.subject]))?.delete(key.id);
    this.#keys.set(key.id, key);
    if (!key.jwt) return;
    const principal = JSON.stringify([key.jwt.issuer, key.jwt.subject]);
    const ids = this.#principals.get(principal) ?? new Set();
    this.#principals.set(principal, ids.add(key.id));
  }
}

/** Whether a key is neither revoked nor expired at an instant in milliseconds since 1970. */
export const isActive = ({ revokedAt, expiresAt }: KeyRecord, now: number): boolean =>
  revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now);
