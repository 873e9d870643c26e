import type { GrowthState } from '../types.ts';

/** A state that changed, and the one that was handed out for its key before. */
export interface StateChange {
  readonly state: GrowthState;
  readonly previous: GrowthState | undefined;
}

/**
 * The newest state of each key, and which keys are still to be handed out: a key waits once, however often it changes,
 * so a slow reader gets the newest and holds up nothing.
 */
export class NewestStates {
  readonly states = new Map<string, GrowthState>();
  /** Keys to hand out, with what was handed out before. */
  readonly #waiting = new Map<string, GrowthState | undefined>();
  /** Goes on behind what was handed out: a new iterator would pass over the places of all that was. */
  #places = this.#waiting.entries();
  /** Values that were no state: nulls among them, which compacted topics may have. */
  ignored = 0;

  /** Keeps a state unless one of its version or a higher one is there; `isKnown` ones are not handed out. */
  take(state: GrowthState, isKnown = false): void {
    const present = this.states.get(state.key);
    if (present && present.version >= state.version) return;
    this.states.set(state.key, state);
    if (!isKnown && !this.#waiting.has(state.key)) this.#waiting.set(state.key, present);
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Has a change that was not handled come again: with the newest state, after what was handled before. */
  putBack({ state, previous }: StateChange): void {
    this.#waiting.set(state.key, previous);
  }

  next(): StateChange | undefined {
    for (;;) {
      let place = this.#places.next();
      // An iterator that has ended stays so.
      if (place.done) place = (this.#places = this.#waiting.entries()).next();
      if (place.done) return undefined;
      const [key, previous] = place.value;
      this.#waiting.delete(key);
      const state = this.states.get(key);
      if (state) return { state, previous };
    }
  }
}
