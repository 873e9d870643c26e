import type { Stack } from '../stack.ts';
import { Place } from './place.ts';

/** Cases of the same kinds with invented figures, each in its own place. */
export class Invented {
  readonly #stack: () => Stack;
  #made = 0;

  constructor(stack: () => Stack) {
    this.#stack = stack;
  }

  test(title: string, body: (place: Place) => Promise<void>): void {
    this.#made += 1;
    const place = new Place(this.#stack, `N${String(this.#made).padStart(2, '0')}`);
    it(title, () => body(place));
  }
}
