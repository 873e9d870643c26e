import { hash } from 'node:crypto';
import type { Identity } from '@silkgauge/read-model';

/** Bytes of an identity in the database. */
export const IDENTITY_BYTES = 16;

/**
 * An identity as 16 characters of one byte: SHA-256 of source, NUL and id, cut to 128 bits. In memory 72 bits
 * tell identities apart: among 5 million a new one is mistaken for an old one with a chance below 2 in 10^15.
 */
export function identityHash({ source, id }: Identity): string {
  return hash('sha256', `${source}\0${id}`, 'binary').slice(0, IDENTITY_BYTES);
}

/** Regions of the table, by the first byte of an identity, which is therefore not stored. */
export const REGIONS = 256;
/** Words of four bytes in a slot; the first word is 0 in a free slot. */
export const WORDS = 2;
const FIRST_SLOTS = 4;
/** In bytes. */
const LARGE = 64 * 1024;

/**
 * A set of identities in one flat table with slots of eight bytes, at most three quarters full. Each region
 * is a hash table with linear probing, where the last word of an identity names its first slot.
 */
export class IdentitySet {
  #slots = FIRST_SLOTS;
  #table = new Uint32Array(WORDS * REGIONS * FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The slots, region after region. */
  get table(): Uint32Array<ArrayBuffer> {
    return this.#table;
  }

  /** Frees the memory. The set is unusable afterwards. */
  free(): void {
    free(this.#table);
  }

  has(identity: string, at = 0): boolean {
    const slot = this.#slotOf(identity.charCodeAt(at), first(identity, at + 1), word(identity, at + 5));
    return slot >= 0 && this.#table[slot] !== 0;
  }

  /** Adds the identity at `at`; returns false when the set has it. */
  add(identities: string, at = 0): boolean {
    const region = identities.charCodeAt(at);
    const a = first(identities, at + 1);
    const b = word(identities, at + 5);
    if (4 * (this.#size + 1) > 3 * REGIONS * this.#slots) this.#grow();
    let slot = this.#slotOf(region, a, b);
    while (slot < 0) {
      this.#grow();
      slot = this.#slotOf(region, a, b);
    }
    if (this.#table[slot] !== 0) return false;
    this.#table[slot] = a;
    this.#table[slot + 1] = b;
    this.#size += 1;
    return true;
  }

  /** Index of the identity or of its free slot; negative when the region is full of others. */
  #slotOf(region: number, a: number, b: number): number {
    const table = this.#table;
    const slots = this.#slots;
    const mask = slots - 1;
    const start = region * slots;
    for (let i = 0; i < slots; i += 1) {
      const slot = WORDS * (start + ((b + i) & mask));
      if (table[slot] === 0 || (table[slot] === a && table[slot + 1] === b)) return slot;
    }
    return -1;
  }

  #grow(): void {
    const old = this.#table;
    const oldSlots = this.#slots;
    this.#slots = 2 * oldSlots;
    this.#table = new Uint32Array(WORDS * REGIONS * this.#slots);
    for (let i = 0; i < old.length; i += WORDS) {
      const a = old[i] ?? 0;
      if (a === 0) continue;
      const b = old[i + 1] ?? 0;
      const slot = this.#slotOf(Math.floor(i / (WORDS * oldSlots)), a, b);
      this.#table[slot] = a;
      this.#table[slot + 1] = b;
    }
    free(old);
  }
}

/** Frees large tables at once, which would otherwise stay until a full garbage collection. */
function free({ buffer }: Uint32Array<ArrayBuffer>): void {
  if (buffer.byteLength >= LARGE) buffer.transfer(0);
}

export function word(text: string, at: number): number {
  return (
    (text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)) >>>
    0
  );
}

/** Never 0, which marks a free slot. */
export function first(text: string, at: number): number {
  return word(text, at) || 1;
}
