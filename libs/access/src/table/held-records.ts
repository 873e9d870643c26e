import type { AccessRecord, KeyRecord, PolicyDocument, PolicyRecord } from '../record/shapes.ts';
import { readAccessRecord, recordKeyOf } from '../record/read-record.ts';

/** Why a record of the topic is ignored. */
export const IGNORED = ['tombstone', 'not-json', 'not-a-record', 'other-key', 'old-version'] as const;
export type Ignored = (typeof IGNORED)[number];

const NO_DECISION: PolicyDocument = {};

/** The newest version of each key and of the policy, out of the records of the topic in their order. */
export class HeldRecords {
  readonly #keys = new Map<string, KeyRecord>();
  /** Ids of the keys that tokens stand for, by issuer and subject. */
  readonly #principals = new Map<string, Set<string>>();
  #policy: PolicyRecord | undefined;

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
    if (record.version <= (this.of(record)?.version ?? 0)) return 'old-version';
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
