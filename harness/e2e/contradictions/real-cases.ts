import { eventsOf } from '../../fixtures/bundled.ts';
import type { Stack } from '../stack.ts';
import { rowsOf } from '../tables.ts';
import { Place, pushAll, type PushedEvent } from './place.ts';

/** Figures of another set: table rows by the identity of their event there. */
const IN_ARTICLE: Readonly<Record<string, string>> = {
  O0001: 'cbec-total',
  O0002: 'cbec-exports',
  O0003: 'cbec-imports',
  O0012: 'ningbo-level',
  O0013: 'ningbo-growth',
  O0014: 'aliexpress-stores',
  O0015: 'spain-refrigerators',
};

/** The cases of `data/cbec/contradictions.csv`, each with its events in a separate place. */
export class RealCases {
  readonly #stack: () => Stack;
  readonly #places = new Map<string, { place: Place; figures: readonly string[] }>();

  constructor(stack: () => Stack) {
    this.#stack = stack;
  }

  /** Ids of cases that have a test. */
  get tested(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** A test named by the table, on its figures and on `neighbours` from the same publications. */
  test(id: string, body: (place: Place) => Promise<void>, neighbours: readonly string[] = []): void {
    const row = CASES.find((one) => one['case_id'] === id);
    if (!row) throw new Error(`contradictions.csv has no case ${id}`);
    const name = neighbours.length > 0 ? `${id}N` : id;
    const place = new Place(this.#stack, name);
    this.#places.set(name, { place, figures: [...(row['obs_ids'] ?? '').split(';'), ...neighbours] });
    const beside = neighbours.length > 0 ? ' (with the figures printed beside)' : '';
    it(`${id}: ${row['title'] ?? ''}${beside}`, () => body(place));
  }

  /** Pushes the first figure of each case, then the second, so that each figure makes a version. */
  async push(): Promise<void> {
    const events = new Map<string, PushedEvent>();
    for (const event of [...(await eventsOf('seed')), ...(await eventsOf('cbec'))]) {
      events.set(event.id, event as unknown as PushedEvent);
    }
    for (let turn = 0; ; turn += 1) {
      const named = [...this.#places.values()].filter(({ figures }) => turn < figures.length);
      if (named.length === 0) return;
      const batch = named.flatMap(({ place, figures }) => {
        const figure = figures[turn] ?? '';
        const event = events.get(IN_ARTICLE[figure] ?? figure);
        return event ? [place.moved(event)] : leftOut(figure);
      });
      if (batch.length > 0) await pushAll(this.#stack(), batch);
    }
  }
}

export const CASES = rowsOf('cbec/contradictions.csv');
const LEFT_OUT = new Set(rowsOf('cbec/left-out.csv').map((row) => row['obs_id']));

/** A figure without an event, which the set must explain. */
function leftOut(figure: string): readonly [] {
  if (!LEFT_OUT.has(figure)) throw new Error(`${figure} is neither an event nor left out`);
  return [];
}
