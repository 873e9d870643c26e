import { partialAsOf, type SeriesFacts } from '@silkgauge/growth';
import type { SeriesPeriod } from '@silkgauge/read-model';
import type { Reads } from '../store/store.ts';
import type { Decisions } from './decisions.ts';
import type { DecisionContext } from './decision-context.ts';
import type { StateDrafts } from './state-drafts.ts';
import { TooMuchWritten } from './too-much-written.ts';

interface StateChunk {
  readonly drafts: readonly StateDrafts[];
  /** Settles when what its states say now is in the context's buffer. */
  readonly reading: Promise<void>;
}

/**
 * Holds the drafts of a batch against what the states say now, event by event, a chunk at a time: which states they move is known
 * only when events are decided, so those of a chunk are read while the next is decided. Drafts are large and most say
 * nothing new; so none waits for the end of the batch.
 */
export class StateRevision {
  readonly #reads: Reads;
  readonly #decisions: Decisions;
  readonly #context: DecisionContext;
  readonly #asked = new Map<SeriesFacts, Set<string>>();
  #chunk: StateChunk = { drafts: [], reading: Promise.resolve() };

  readonly #mostWritten: number;

  constructor(reads: Reads, decisions: Decisions, context: DecisionContext, mostWritten: number) {
    this.#mostWritten = mostWritten;
    this.#reads = reads;
    this.#decisions = decisions;
    this.#context = context;
  }

  /** Takes over the drafts there are, and revises those it took before. */
  async turn(): Promise<void> {
    const before = this.#chunk;
    const drafts = this.#decisions.drafts.splice(0);
    // One statement at a time, as a transaction has it.
    const reading = before.reading.then(() => this.#read(drafts));
    // Whoever waits for it hears of its error; where deciding fails, nobody does any more.
    reading.catch(() => undefined);
    this.#chunk = { drafts, reading };
    await before.reading;
    for (const one of before.drafts) {
      this.#revise(one);
      const { bytes } = this.#context.buffer;
      if (bytes > this.#mostWritten)
        throw new TooMuchWritten(`documents of ${String(bytes)} bytes in one transaction`);
    }
  }

  async end(): Promise<void> {
    await this.turn();
    await this.turn();
  }

  #revise({ own, eventIndex, because, drafts }: StateDrafts): void {
    const { buffer } = this.#context;
    let isNews = false;
    for (const { facts, period, body } of drafts) {
      const isOwn = own === null || (own.facts === facts && own.period === period);
      const reason = isOwn ? because.reason : 'restated';
      const knownAt = buffer.knownAt(facts.key, period, because.knownAt);
      // Whether a period is still running is told as of the newest cause, which may have come by another partition.
      const told = knownAt === because.knownAt ? body : partialAsOf(body, period, knownAt.toISOString());
      if (buffer.revise(facts.key, period, told, { ...because, reason })) isNews = true;
    }
    if (isNews && eventIndex !== null) this.#decisions.apply(eventIndex);
  }

  async #read(drafts: readonly StateDrafts[]): Promise<void> {
    const keyOf = new Map<string, string>();
    const wanted = drafts.flatMap((one) => this.#newOf(one, keyOf));
    for (const state of await this.#reads.load('states', wanted))
      this.#context.buffer.load(keyOf.get(state.series_id) ?? '', state);
  }

  /** The states that may be there and were not asked for. */
  #newOf({ drafts }: StateDrafts, keyOf: Map<string, string>): SeriesPeriod[] {
    const { graphs, buffer } = this.#context;
    const wanted: SeriesPeriod[] = [];
    for (const { facts, period } of drafts) {
      let periods = this.#asked.get(facts);
      if (!periods) this.#asked.set(facts, (periods = new Set()));
      if (periods.has(period)) continue;
      periods.add(period);
      const row = graphs.row(facts.key);
      if (!row || buffer.present(facts.key, period)) continue;
      keyOf.set(row.series_id, facts.key);
      wanted.push({ seriesId: row.series_id, period });
    }
    return wanted;
  }
}
