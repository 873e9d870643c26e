import { hash } from 'node:crypto';
import type { Identity } from '@silkgauge/read-model';

/** Bytes an identity is kept by in the database. */
export const IDENTITY_BYTES = 16;

/**
 * An identity as 16 characters of one byte: SHA-256 of source, NUL and id, cut to 128 bits. In memory 96 of them
 * tell identities apart: among 5 million the chance that a new one is taken for an old one is below 10^-22.
 */
export function identityHash({ source, id }: Identity): string {
  return hash('sha256', `${source}\0${id}`, 'binary').slice(0, IDENTITY_BYTES);
}

const WORDS = 3;
const FIRST_SLOTS = 1024;

/** A set of identities in one flat table: open addressing, linear probing, at most three quarters full. */
export class IdentitySet {
  #table = new Uint32Array(WORDS * FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(identity: string, at = 0): boolean {
    return this.#table[WORDS * this.#slotOf(identity, at)] !== 0;
  }

  /** Adds the identity that begins at `at`; returns false when it was there. */
  add(identities: string, at = 0): boolean {
    if (4 * (this.#size + 1) > 3 * (this.#mask + 1)) this.#grow();
    const slot = WORDS * this.#slotOf(identities, at);
    const table = this.#table;
    if (table[slot] !== 0) return false;
    table[slot] = first(identities, at);
    table[slot + 1] = word(identities, at + 4);
    table[slot + 2] = word(identities, at + 8);
    this.#size += 1;
    return true;
  }

  /** Where it is, or where it would go. */
  #slotOf(identities: string, at: number): number {
    const a = first(identities, at);
    const b = word(identities, at + 4);
    const c = word(identities, at + 8);
    const table = this.#table;
    for (let slot = b & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const i = WORDS * slot;
      if (table[i] === 0 || (table[i] === a && table[i + 1] === b && table[i + 2] === c)) return slot;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#mask = 2 * this.#mask + 1;
    const table = new Uint32Array(WORDS * (this.#mask + 1));
    for (let i = 0; i < old.length; i += WORDS) {
      if (old[i] === 0) continue;
      let slot = (old[i + 1] ?? 0) & this.#mask;
      while (table[WORDS * slot] !== 0) slot = (slot + 1) & this.#mask;
      for (let w = 0; w < WORDS; w += 1) table[WORDS * slot + w] = old[i + w] ?? 0;
    }
    this.#table = table;
  }
}

function word(text: string, at: number): number {
  return (
    (text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)) >>>
    0
  );
}

/** Never zero: it marks a slot as taken. */
function first(text: string, at: number): number {
  return word(text, at) || 1;
}
