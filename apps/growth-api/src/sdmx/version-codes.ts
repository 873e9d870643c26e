import type { ServedState } from '@silkgauge/contract';
import { scaleOf } from '@silkgauge/growth';
import { splitDocument, stateJson, type StateChange } from '@silkgauge/read-model';
import { DIMENSIONS, observationsOf, type Content, type Flow } from '@silkgauge/sdmx';
import { NO_EVIDENCE } from './evidence.ts';
import { FoundCodes } from './found-codes.ts';

/** Characters of shapes that are kept; a shape has about 500. */
const MOST_KEPT = 4_000_000;

/** Members whose text no code follows from, and values, of which the number of decimals is one. */
const UNCODED =
  /"(value|valueHigh|low|high|gap|comparedWith|source|id|document|publishedAt|events|units|last)":"([^"]*)"/g;

/**
 * A document without what no code follows from. Documents of one shape have the same codes, beside those of their
 * series and period. A quote inside a text is escaped, so that no more than the text is left out.
 */
export const shapeOf = (document: string): string =>
  splitDocument(document).said.replace(UNCODED, (_, name: string, text: string) =>
    name === 'value' ? String(scaleOf(text)) : '',
  );

/** Codes that versions of states use, by flow. What the first version of a shape showed is not looked for again. */
export class VersionCodes {
  readonly #found: Record<Flow, FoundCodes> = { DF_GROWTH: new FoundCodes(), DF_UNDATED: new FoundCodes() };
  readonly #shapes: Record<Flow, Set<string>> = { DF_GROWTH: new Set(), DF_UNDATED: new Set() };
  /** Flows of the periods that observations were found of. */
  readonly #flows = new Map<string, Flow>();
  #kept = 0;

  add(row: StateChange): void {
    const shape = shapeOf(row.document);
    const known = this.#flows.get(row.period);
    if (known && this.#shapes[known].has(shape)) {
      this.#addSeries(known, row.key);
      return;
    }
    const state = JSON.parse(stateJson(row)) as ServedState;
    const [first, ...others] = observationsOf(state, NO_EVIDENCE);
    if (!first) return;
    for (const one of [first, ...others]) this.#found[one.flow].add(one);
    this.#flows.set(row.period, first.flow);
    this.#keep(first.flow, shape);
  }

  used(): Content['used'] {
    return {
      DF_GROWTH: this.#found.DF_GROWTH.used(null),
      DF_UNDATED: this.#found.DF_UNDATED.used(null),
    };
  }

  /** The codes of a series are the first dimensions of its observations. */
  #addSeries(flow: Flow, key: string): void {
    for (const [at, code] of key.split('.').entries()) {
      const name = DIMENSIONS[at];
      if (name !== undefined) this.#found[flow].addCode(name, code);
    }
  }

  #keep(flow: Flow, shape: string): void {
    if (this.#kept + shape.length > MOST_KEPT) {
      for (const shapes of Object.values(this.#shapes)) shapes.clear();
      this.#kept = 0;
    }
    this.#shapes[flow].add(shape);
    this.#kept += shape.length;
  }
}
