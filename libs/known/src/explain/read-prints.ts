import type { ExplainedPrint, StateDocument } from '@silkgauge/contract';
import { splitDocument, Turns, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { knownBy, PRESENT, readKept, recompute, reproduced } from './known-by.ts';
import type { KeptEvidence, Recomputed, Recomputing } from './known-by.ts';
import { ownPrints, placedOf } from './prints.ts';

interface Read {
  readonly kept: KeptEvidence;
  readonly recomputed: Recomputed;
}

/**
 * Reads the prints of states. The present evidence of the last series is kept, so that of many states of one
 * series all are read at the price of one: ask for them one behind the other.
 */
export class PrintReader {
  readonly #db: Queryable;
  readonly #asOf: AsOf | null;
  #last: (Read & { readonly key: string }) | null = null;

  constructor(db: Queryable, asOf: AsOf | null) {
    this.#db = db;
    this.#asOf = asOf;
  }

  /**
   * The prints of a state's own figures as `/explain` tells them, the first 500: what stands, and what became of
   * the others. None for a state that cannot be recomputed.
   */
  async of(row: StateChange, recomputing: Recomputing): Promise<readonly ExplainedPrint[]> {
    const { said, change } = splitDocument(row.document);
    const document = JSON.parse(said + change) as StateDocument;
    const read = this.#again(row, document) ?? (await this.#read(row, document, recomputing));
    if (!read) return [];
    return (await ownPrints(this.#db, read.kept, row, read.recomputed, recomputing)).prints;
  }

  #again(row: StateChange, document: StateDocument): Read | null {
    if (this.#last?.key !== row.key) return null;
    const { kept, recomputed } = this.#last;
    const state = reproduced(recomputed.facts, row, document);
    return state ? { kept, recomputed: { ...recomputed, state } } : null;
  }

  async #read(row: StateChange, document: StateDocument, recomputing: Recomputing): Promise<Read | null> {
    const all = this.#asOf === null ? [PRESENT] : await knownBy(this.#db, row, document, this.#asOf);
    const kept = await readKept(this.#db, row, this.#asOf);
    const recomputed = await recompute(kept, row, document, all, recomputing);
    if (!recomputed) return null;
    const placed = await placedOf(kept, recomputed.known, recomputing.turns ?? new Turns());
    const read = { kept: { ...kept, placed }, recomputed };
    if (this.#asOf === null) this.#last = { key: row.key, ...read };
    return read;
  }
}
