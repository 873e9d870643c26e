import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson, type AuditEntry } from '@silkgauge/contract';

/** What an entry tells, without its place in a chain. */
export type AuditContent = Omit<AuditEntry, 'chain' | 'n' | 'prev' | 'at' | 'hash'>;

/** SHA-256, in hexadecimal, of an entry without its hash as canonical JSON (RFC 8785). */
export const entryHash = ({ hash: _, ...entry }: AuditEntry): string =>
  createHash('sha256').update(canonicalJson(entry)).digest('hex');

/** Entries of one process, each with the hash of the one before. */
export class AuditChain {
  #name: string = randomUUID();
  #n = 0;
  #last: string | null = null;

  /** The next entry, at an instant in milliseconds since 1970; the chain goes on from there after `advance`. */
  next(content: AuditContent, at: number): AuditEntry {
    const entry = {
      ...{ chain: this.#name, n: this.#n + 1, prev: this.#last, at: new Date(at).toISOString() },
      ...content,
      hash: '',
    };
    return { ...entry, hash: entryHash(entry) };
  }

  /** The entry is on the topic. */
  advance({ n, hash }: AuditEntry): void {
    this.#n = n;
    this.#last = hash;
  }

  /** Whether the last entry is on the topic is not known, so that another chain begins. */
  restart(): void {
    this.#name = randomUUID();
    this.#n = 0;
    this.#last = null;
  }
}
