import { seriesPart } from '@silkgauge/sdmx';
import type { Chosen, Lot, Lots } from './observations.ts';

/** How many observations of an answer stand before a place, which is behind a series of ours; null at its start. */
export interface Mark {
  readonly passed: number;
  readonly behind: string | null;
}

const START: Mark = { passed: 0, behind: null };
/** Answers whose places are known, and places of each. */
const MOST_ANSWERS = 50;
const MOST_MARKS = 2_000;
/** Observations between two places at least. */
const APART = 500;

/**
 * Places in long answers that were passed before, so that the next page begins where the last one ended. An answer
 * is the same for ever as of a sequence.
 */
export class Marks {
  readonly #known = new Map<string, Mark[]>();

  /** The last known place that is not behind `offset`. */
  before(name: string, offset: number): Mark {
    return this.#known.get(name)?.findLast(({ passed }) => passed <= offset) ?? START;
  }

  /** Notes the places of observations as they are read on from a place. */
  async *noted(name: string, from: Mark, lots: Lots): AsyncGenerator<Lot, void> {
    let { passed } = from;
    for await (const lot of lots) {
      yield lot;
      passed += lot.length;
      const last = lot.at(-1);
      if (last) this.#note(name, { passed, behind: seriesPart(last.seriesKey) });
    }
  }

  #note(name: string, mark: Mark): void {
    const marks = this.#known.get(name) ?? [];
    this.#known.delete(name);
    this.#known.set(name, marks);
    const isApart = mark.passed >= (marks.at(-1)?.passed ?? 0) + APART;
    if (isApart && marks.length < MOST_MARKS) marks.push(mark);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_ANSWERS && oldest !== undefined) this.#known.delete(oldest);
  }
}

/**
 * A text for the order of observations that a choice has as of a sequence; null where that may change. A rebuild, a
 * recovery and thinned sales change what a sequence stands for, and so the version.
 */
export function nameOf(
  chosen: Chosen,
  { version, seriesKeysOnly }: { readonly version: string; readonly seriesKeysOnly: boolean },
): string | null {
  const { flow, keys, filters, asOf, changedAfter, firstNObservations, lastNObservations } = chosen;
  if (asOf === null || !('sequence' in asOf) || changedAfter !== null) return null;
  const ends = { firstNObservations, lastNObservations };
  return JSON.stringify([version, flow, keys, filters, asOf, ends, seriesKeysOnly]);
}
