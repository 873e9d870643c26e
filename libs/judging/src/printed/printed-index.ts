import type { ActiveSentence } from '@silkgauge/alerts';
import { Names } from '../names-by-key.ts';

/** The printed sentences that stand, by the states that their numbers are of. */
export class PrintedIndex {
  readonly #sentences = new Map<string, ActiveSentence>();
  /** Names by series key and period. */
  readonly #byState = new Names();

  get size(): number {
    return this.#sentences.size;
  }

  get(name: string): ActiveSentence | undefined {
    return this.#sentences.get(name);
  }

  /** Takes a sentence in place of the one of its name; null takes that out. */
  set(name: string, active: ActiveSentence | null): void {
    for (const { key } of this.#sentences.get(name)?.sentence.uses ?? []) this.#byState.remove(key, name);
    this.#sentences.delete(name);
    if (!active) return;
    this.#sentences.set(name, active);
    for (const { key } of active.sentence.uses) this.#byState.add(key, name);
  }

  /** Names of the sentences with a number of a state, given by series key and period joined by a slash. */
  using(state: string): Iterable<string> {
    return this.#byState.get(state);
  }
}
