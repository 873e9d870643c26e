import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { first, REGIONS, word, WORDS, type IdentitySet } from './identity-set.ts';

/** Of the filter, for each slot: about 21 for each identity of a table that is three quarters full. */
const BITS = 16;
/** Bits that an identity sets. One that is not there finds all of them set once in a thousand times. */
const MARKS = 4;
const SLOT_BYTES = 4 * WORDS;
/** Slots that are read at once. */
const RUN = 32;
const CHUNK = new Uint32Array(WORDS * RUN);

/**
 * The identities of a set that gets no more, in a file without a name: of an old generation hardly one is ever seen again. In memory
 * there is a filter (Bloom) that says of nearly all others that they are not among them; a quarter of what the set takes.
 */
export class StoredIdentities {
  readonly size: number;
  readonly #file: number;
  readonly #slots: number;
  readonly #filter: Uint32Array;
  readonly #shift: number;

  /** @throws where no file can be written */
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

  /** @throws where the file cannot be read */
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

  /** Both words are as good as drawn by lot. */
  #bitOf(a: number, b: number, mark: number): number {
    return (a + Math.imul(mark, b | 1)) >>> this.#shift;
  }

  /** As the set looks for it. */
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
