import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { first, REGIONS, word, WORDS, type IdentitySet } from './identity-set.ts';

/** Bits of the filter per slot: about 21 per identity in a table that is three quarters full. */
const BITS = 16;
/** Bits that an identity sets: one in a thousand absent identities finds all of them set. */
const MARKS = 4;
const SLOT_BYTES = 4 * WORDS;
/** Slots per read. */
const RUN = 32;
const CHUNK = new Uint32Array(WORDS * RUN);

/**
 * The identities of a full generation, which are hardly ever seen again, in an unlinked file. A Bloom filter
 * in memory, a quarter of the size of the set, answers for nearly all absent identities.
 */
export class StoredIdentities {
  readonly size: number;
  readonly #file: number;
  readonly #slots: number;
  readonly #filter: Uint32Array;
  readonly #shift: number;

  /** @throws when no file can be written */
  constructor({ table, size }: IdentitySet) {
    const slots = table.length / WORDS;
    this.size = size;
    this.#slots = slots / REGIONS;
    this.#filter = new Uint32Array((slots * BITS) / 32);
    this.#shift = Math.clz32(slots * BITS) + 1;
    for (let i = 0; i < table.length; i += WORDS) {
      if (table[i] !== 0) this.#mark(table[i] ?? 0, table[i + 1] ?? 0);
    }
    const path = join(tmpdir(), `silkgauge-identities-${randomUUID()}`);
    this.#file = openSync(path, 'wx+', 0o600);
    try {
      unlinkSync(path);
      const bytes = new Uint8Array(table.buffer);
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** @throws when the file cannot be read */
  has(identity: string, at = 0): boolean {
    const a = first(identity, at + 1);
    const b = word(identity, at + 5);
    return this.#isMarked(a, b) && this.#isStored(identity.charCodeAt(at), a, b);
  }

  close(): void {
    closeSync(this.#file);
  }

  #mark(a: number, b: number): void {
    for (let i = 0; i < MARKS; i += 1) {
      const bit = this.#bitOf(a, b, i);
      this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  #isMarked(a: number, b: number): boolean {
    for (let i = 0; i < MARKS; i += 1) {
      const bit = this.#bitOf(a, b, i);
      if (((this.#filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** Both words come from SHA-256, so they serve as independent hashes. */
  #bitOf(a: number, b: number, mark: number): number {
    return (a + Math.imul(mark, b | 1)) >>> this.#shift;
  }

  /** Probes the file as `IdentitySet` probes its table. */
  #isStored(region: number, a: number, b: number): boolean {
    const slots = this.#slots;
    const mask = slots - 1;
    let slot = b & mask;
    for (let looked = 0; looked < slots;) {
      const run = Math.min(RUN, slots - slot);
      const place = SLOT_BYTES * (region * slots + slot);
      if (readSync(this.#file, CHUNK, 0, SLOT_BYTES * run, place) < SLOT_BYTES * run)
        throw new Error('a file of identities is shorter than it was written');
      for (let i = 0; i < WORDS * run; i += WORDS) {
        if (CHUNK[i] === 0) return false;
        if (CHUNK[i] === a && CHUNK[i + 1] === b) return true;
      }
      looked += run;
      slot = (slot + run) & mask;
    }
    return false;
  }
}
