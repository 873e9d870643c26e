import { hash } from 'node:crypto';
import type { Identity } from '@silkgauge/read-model';

/** Bytes an identity is kept by in the database. */
export const IDENTITY_BYTES = 16;

/**
 * An identity as 16 characters of one byte: SHA-256 of source, NUL and id, cut to 128 bits. In memory 72 of them
 * tell identities apart: among 5 million the chance that a new one is taken for an old one is below 2 in 10^15.
 */
export function identityHash({ source, id }: Identity): string {
  return hash('sha256', `${source}\0${id}`, 'binary').slice(0, IDENTITY_BYTES);
}

/** By eight bits of an identity, which need not be stored then. */
export const REGIONS = 256;
/** Of four bytes, of which a slot has so many; the first is 0 where it is free. */
export const WORDS = 2;
const FIRST_SLOTS = 4;
/** Of bytes. */
const LARGE = 64 * 1024;

/**
 * A set of identities in one flat table of eight bytes a slot, at most three quarters full. It is cut into regions by one byte of
 * the identity; within its region an identity is looked for from a slot on that its last bits name (open addressing, linear probing).
 */
export class IdentitySet {
  #slots = FIRST_SLOTS;
  #table = new Uint32Array(WORDS * REGIONS * FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Its slots, region after region. */
  get table(): Uint32Array<ArrayBuffer> {
    return this.#table;
  }

  /** Lets go of its memory; it is not to be asked any more. */
  free(): void {
    free(this.#table);
  }

  has(identity: string, at = 0): boolean {
    const slot = this.#slotOf(identity.charCodeAt(at), first(identity, at + 1), word(identity, at + 5));
    return slot >= 0 && this.#table[slot] !== 0;
  }

  /** Adds the identity that begins at `at`; returns false when it was there. */
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

  /** Where it is, or where it would go; negative when its region is full of others. */
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

/** At once: large ones would stay until all of memory is looked through. */
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

/** Never zero: it marks a slot as taken. */
export function first(text: string, at: number): number {
  return word(text, at) || 1;
}
