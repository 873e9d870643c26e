import { assembleState, partialAsOf, type SeriesFacts } from '@silkgauge/growth';
import type { SeriesPeriod, Turns } from '@silkgauge/read-model';
import type { Reads } from '../reads/reads.ts';
import type { Decisions } from './decisions.ts';
import type { DecisionContext } from './decision-context.ts';
import type { AffectedState, StateDraft } from './state-drafts.ts';
import { TooMuchWritten } from './too-much-written.ts';

interface StateChunk {
  readonly drafts: readonly StateDraft[];
  /** Settles when the present states are in the context's buffer. */
  readonly reading: Promise<void>;
}

/** States that are drafted until a chunk is full, although one event may affect more. */
const CHUNK = 1_000;

/**
 * Compares the drafts of a batch with the present states, in chunks: the states of one chunk are read while
 * the events of the next are decided. Most drafts are large and change nothing, so none is kept for long.
 */
export class StateRevision {
  readonly #reads: Reads;
  readonly #decisions: Decisions;
  readonly #context: DecisionContext;
  readonly #asked = new Map<SeriesFacts, Set<string>>();
  readonly #mostWritten: number;
  readonly #turns: Turns;
  #drafts: StateDraft[] = [];
  #chunk: StateChunk = { drafts: [], reading: Promise.resolve() };

  constructor(
    reads: Reads,
    decisions: Decisions,
    context: DecisionContext,
    { mostWritten, turns }: { readonly mostWritten: number; readonly turns: Turns },
  ) {
    this.#mostWritten = mostWritten;
    this.#turns = turns;
    this.#reads = reads;
    this.#decisions = decisions;
    this.#context = context;
  }

  /** Drafts the states of the events that were decided last. @throws TooMuchWritten */
  async draft(states: readonly AffectedState[]): Promise<void> {
    for (const state of states) {
      await this.#turns.next();
      const body = assembleState(state.facts, state.period, state.because.knownAt.toISOString());
      this.#drafts.push({ ...state, body });
      if (this.#drafts.length >= CHUNK) await this.turn();
    }
  }

  /** Starts a chunk with the new drafts and revises the chunk before. @throws TooMuchWritten */
  async turn(): Promise<void> {
    const before = this.#chunk;
    const drafts = this.#drafts;
    this.#drafts = [];
    // A transaction runs one statement at a time.
    const reading = before.reading.then(() => this.#read(drafts));
    // The next turn throws the error of `reading`; without a next turn the rejection would be unhandled.
    reading.catch(() => undefined);
    this.#chunk = { drafts, reading };
    await before.reading;
    for (const one of before.drafts) {
      await this.#turns.next();
      this.#revise(one);
      const { bytes } = this.#context.buffer;
      if (bytes > this.#mostWritten)
        throw new TooMuchWritten(`documents of ${String(bytes)} bytes in one transaction`);
    }
  }

  /** Revises all drafts that are left: the first turn reads their states. @throws TooMuchWritten */
  async end(): Promise<void> {
    await this.turn();
    await this.turn();
  }

  #revise({ facts, period, body, because, eventIndexes }: StateDraft): void {
    const { buffer } = this.#context;
    const knownAt = buffer.knownAt(facts.key, period, because.knownAt);
    // `partial-period` is as of the newest cause, which may come from another partition.
    const told = knownAt === because.knownAt ? body : partialAsOf(body, period, knownAt.toISOString());
    if (buffer.revise(facts.key, period, told, because))
      for (const index of eventIndexes) this.#decisions.apply(index);
  }

  async #read(drafts: readonly StateDraft[]): Promise<void> {
    const keyOf = new Map<string, string>();
    const wanted = this.#newOf(drafts, keyOf);
    for (const state of await this.#reads.load('states', wanted))
      this.#context.buffer.load(keyOf.get(state.series_id) ?? '', state);
  }

  /** The states of drafts that may exist and were not read before. */
  #newOf(drafts: readonly StateDraft[], keyOf: Map<string, string>): SeriesPeriod[] {
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
