import type { KeyObject } from 'node:crypto';
import type { AuditEntry, WrittenRecord } from '@silkgauge/contract';
import { readAccessRecord } from '../record/read-record.ts';
import { isSignedBy, recordDigest } from '../record/signatures.ts';

/** The first record without an entry that tells of it, or the first entry whose record is not on the topic. */
export interface RecordFault {
  readonly kind: 'forged' | 'record-missing';
  /** Of the record: its offset, key and version. Of the entry: its chain, place in it, and target. */
  readonly what: string;
}

/** What a record of the topic is, for a check. */
export const writtenRecord = (
  {
    key,
    value,
    offset,
  }: { readonly key: Buffer | null; readonly value: Buffer | null; readonly offset: bigint },
  publicKeys: readonly KeyObject[] | null,
): WrittenRecord => {
  const place = { offset: String(offset), key: key?.toString() ?? null };
  let record: ReturnType<typeof readAccessRecord>;
  try {
    record = readAccessRecord(JSON.parse(value?.toString() ?? ''));
  } catch {
    // What is no JSON is no record.
  }
  if (!record) return { ...place, version: null, entry: null, digest: null, isSigned: null };
  return {
    ...place,
    ...{ version: record.version, entry: record.entry ?? null, digest: recordDigest(record) },
    isSigned: publicKeys && isSignedBy(record, publicKeys),
  };
};

/**
 * Compares the topic of keys and policy with the audit: each record names the entry that was written with it, which
 * has the digest of the record, and none is left over. Behind the first signed record each one is signed. Takes
 * the records first, then the entries, then the records that came meanwhile.
 */
export class RecordCheck {
  /** The first record that names an entry, by its hash. */
  readonly #named = new Map<string, WrittenRecord>();
  readonly #forged: WrittenRecord[] = [];
  /** Records of which no entry has told yet. */
  readonly #untold = new Set<WrittenRecord>();
  /** Entries that tell of a record which was not met, by hash. */
  readonly #unmet = new Map<string, AuditEntry>();
  #areSigned = false;
  #count = 0;
  #last = -1n;

  /** Takes a record, before any entry. */
  record(record: WrittenRecord): void {
    const { entry, digest, isSigned } = record;
    this.#count += 1;
    this.#last = BigInt(record.offset);
    const before = entry === null ? undefined : this.#named.get(entry);
    this.#areSigned ||= isSigned === true;
    if (before?.digest === digest && before.key === record.key) return;
    if (before || entry === null || (this.#areSigned && isSigned === false)) this.#forged.push(record);
    else {
      this.#named.set(entry, record);
      this.#untold.add(record);
    }
  }

  entry(entry: AuditEntry): void {
    const { hash, outcome, target, record: digest } = entry;
    const named = this.#named.get(hash);
    if (named && outcome === 'done' && target === named.key && (digest ?? named.digest) === named.digest)
      this.#untold.delete(named);
    else if (!named && digest !== undefined) this.#unmet.set(hash, entry);
  }

  /** Takes a record that may have come after the entries were read. */
  laterRecord({ offset, entry }: WrittenRecord): void {
    if (BigInt(offset) > this.#last && entry !== null) this.#unmet.delete(entry);
  }

  report(): { readonly records: number; readonly fault: RecordFault | null } {
    const forged = [...this.#forged, ...this.#untold].sort((a, b) =>
      Number(BigInt(a.offset) - BigInt(b.offset)),
    );
    const [record] = forged;
    const [entry] = this.#unmet.values();
    const fault: RecordFault | null = record
      ? { kind: 'forged', what: recordName(record) }
      : entry
        ? { kind: 'record-missing', what: entryName(entry) }
        : null;
    return { records: this.#count, fault };
  }
}

const recordName = ({ offset, key, version }: WrittenRecord): string =>
  `${key ?? 'without a key'}, version ${String(version ?? 'none')}, at offset ${offset}`;

const entryName = ({ chain, n, target }: AuditEntry): string =>
  `${target}, of which entry ${String(n)} of the chain ${chain} tells`;
