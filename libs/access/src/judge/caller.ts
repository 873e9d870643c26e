import type { Scope, WriteRights } from '@silkgauge/contract';
import { rangesOf } from '../check/cidr.ts';
import type { AllLimits } from '../policy/limits.ts';
import type { KeyRecord } from '../record/shapes.ts';

/** Whoever asks, after the credential was judged. */
export interface Caller {
  /** Id of a key, or `anonymous`; the header `silkgauge-by` of what the caller pushes. */
  readonly name: string;
  readonly kind: 'anonymous' | 'key' | 'jwt';
  readonly scopes: ReadonlySet<Scope>;
  /** Which events the caller may send; null is every one. */
  readonly write: WriteRights | null;
  /** Null counts nothing. */
  readonly limits: AllLimits | null;
  /** By what the caller is counted: the key, or the address. */
  readonly counted: string;
}

/** A record of a key, made ready to judge by. */
export interface ReadyKey {
  readonly record: KeyRecord;
  readonly scopes: ReadonlySet<Scope>;
  readonly secrets: readonly { readonly digest: Buffer; readonly from: number; readonly until: number }[];
  /** Milliseconds since 1970 from which the key does not count any more. */
  readonly until: number;
  readonly isFrom: (address: string) => boolean;
}

const ready = new WeakMap<KeyRecord, ReadyKey>();

const instant = (text: string | null): number => (text === null ? Infinity : Date.parse(text));

/** What a record says, read once as long as the table holds the record. */
export const readyKey = (record: KeyRecord): ReadyKey => {
  let key = ready.get(record);
  if (!key) {
    key = {
      record,
      scopes: new Set(record.scopes),
      secrets: record.secrets.map(({ hash, from, until }) => ({
        digest: Buffer.from(hash, 'hex'),
        from: Date.parse(from),
        until: instant(until),
      })),
      until: Math.min(instant(record.expiresAt), record.revokedAt === null ? Infinity : -Infinity),
      isFrom: record.addresses === null ? () => true : rangesOf(record.addresses),
    };
    ready.set(record, key);
  }
  return key;
};

/** Whether a key counts at a moment, for whoever asks from this address. */
export const holds = (key: ReadyKey, now: number, address: string): boolean =>
  now < key.until && key.isFrom(address);
