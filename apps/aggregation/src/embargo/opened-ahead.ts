import { placeName } from '@silkgauge/contract';
import type { Opener } from '@silkgauge/embargo';
import type { HeldEvent } from '@silkgauge/read-model';
import { examine } from './open-held.ts';

/** Events that are opened at once, by the threads of the runtime. */
const AT_ONCE = 50;
/** Length of the ciphertexts that are kept with what they hold. */
const MOST_KEPT = 32 * 1_048_576;

/** What sealed events hold, once it was asked for them: a transaction that others wait for need not open or check them. */
export class OpenedAhead implements Opener {
  readonly #seals: Opener;
  readonly #known = new Map<string, { readonly jwe: string; readonly opened: ReturnType<Opener['open']> }>();
  #kept = 0;

  constructor(seals: Opener) {
    this.#seals = seals;
  }

  get generations(): readonly number[] {
    return this.#seals.generations;
  }

  get isFull(): boolean {
    return this.#kept >= MOST_KEPT;
  }

  open(jwe: string, place: Parameters<Opener['open']>[1]): ReturnType<Opener['open']> {
    const known = this.#known.get(nameOf(place));
    // A log that was replaced has other records at its places.
    return known?.jwe === jwe ? known.opened : this.#seals.open(jwe, place);
  }

  async add(held: readonly HeldEvent[]): Promise<void> {
    for (let from = 0; from < held.length; from += AT_ONCE) {
      const opening = held.slice(from, from + AT_ONCE).map((one) => {
        const opened = this.#seals.open(one.jwe, one);
        this.#known.set(nameOf(one), { jwe: one.jwe, opened });
        this.#kept += one.jwe.length;
        return opened;
      });
      for (const opened of await Promise.all(opening)) if (opened && 'event' in opened) examine(opened);
    }
  }

  forget(): void {
    this.#known.clear();
    this.#kept = 0;
  }
}

const nameOf = (place: Parameters<Opener['open']>[1]): string =>
  `${placeName(place)}/${String(place.offset)}`;
