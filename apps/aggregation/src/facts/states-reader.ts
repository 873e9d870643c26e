import type { SeriesFacts } from '@silkgauge/growth';
import { findStates, type Queryable, type SeriesPeriod } from '@silkgauge/read-model';
import type { FactsLedger } from './facts-ledger.ts';
import type { StateDrafts } from './state-drafts.ts';

/**
 * Reads what the states say now that a batch will say anew, while more of the batch is decided: which they are is known only
 * then, and thousands at once would be waited for. One statement at a time, as a transaction has it.
 */
export class StatesReader {
  readonly #db: Queryable;
  readonly #ledger: FactsLedger;
  readonly #asked = new Map<SeriesFacts, Set<string>>();
  #count = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(db: Queryable, ledger: FactsLedger) {
    this.#db = db;
    this.#ledger = ledger;
  }

  /** `drafts` are all of the batch so far; settles when the states of all of them are in the ledger's book. */
  read(drafts: readonly StateDrafts[]): Promise<void> {
    const keyOf = new Map<number, string>();
    const wanted = drafts.slice(this.#count).flatMap((one) => this.#newOf(one, keyOf));
    this.#count = drafts.length;
    if (wanted.length > 0) {
      this.#reading = this.#reading.then(async () => {
        for (const state of await findStates(this.#db, wanted))
          this.#ledger.book.load(keyOf.get(state.series_id) ?? '', state);
      });
      // Whoever waits for it hears of its error; nobody may wait any more.
      this.#reading.catch(() => undefined);
    }
    return this.#reading;
  }

  /** The states of a draft that may be there and were not asked for. */
  #newOf({ drafts }: StateDrafts, keyOf: Map<number, string>): SeriesPeriod[] {
    const { worlds, book } = this.#ledger;
    const wanted: SeriesPeriod[] = [];
    for (const { facts, period } of drafts) {
      let periods = this.#asked.get(facts);
      if (!periods) this.#asked.set(facts, (periods = new Set()));
      if (periods.has(period)) continue;
      periods.add(period);
      const row = worlds.row(facts.key);
      if (!row || book.present(facts.key, period)) continue;
      keyOf.set(row.series_id, facts.key);
      wanted.push({ seriesId: row.series_id, period });
    }
    return wanted;
  }
}
