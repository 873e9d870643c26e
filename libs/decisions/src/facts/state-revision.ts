import { assembleState, partialAsOf, type SeriesFacts, type StateKey } from '@silkgauge/growth';
import type { SeriesPeriod, Turns } from '@silkgauge/read-model';
import type { Reads } from '../reads/reads.ts';
import type { Decisions } from './decisions.ts';
import type { DecisionContext } from './decision-context.ts';
import type { AffectedStates, StateDrafts } from './state-drafts.ts';
import { TooMuchWritten } from './too-much-written.ts';

interface StateChunk {
  readonly drafts: readonly StateDrafts[];
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
  #drafts: StateDrafts[] = [];
  #drafted = 0;
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

  /** Drafts the states of the event that was decided last. @throws TooMuchWritten */
  async draft({ keys, ...event }: AffectedStates): Promise<void> {
    for (let from = 0; from < keys.length; from += CHUNK) {
      const some = keys.slice(from, from + CHUNK);
      this.#drafts.push({ ...event, drafts: await this.#assemble(some, event.because) });
      this.#drafted += some.length;
      if (this.#drafted >= CHUNK) await this.turn();
    }
  }

  async #assemble(
    keys: readonly StateKey[],
    { knownAt }: StateDrafts['because'],
  ): Promise<StateDrafts['drafts']> {
    const instant = knownAt.toISOString();
    const drafts = [];
    for (const key of keys) {
      await this.#turns.next();
      drafts.push({ ...key, body: assembleState(key.facts, key.period, instant) });
    }
    return drafts;
  }

  /** Starts a chunk with the new drafts and revises the chunk before. @throws TooMuchWritten */
  async turn(): Promise<void> {
    const before = this.#chunk;
    const drafts = this.#drafts;
    [this.#drafts, this.#drafted] = [[], 0];
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

  #revise({ own, eventIndex, because, drafts }: StateDrafts): void {
    const { buffer } = this.#context;
    let isNews = false;
    for (const { facts, period, body } of drafts) {
      const isOwn = own === null || (own.facts === facts && own.period === period);
      const reason = isOwn ? because.reason : 'restated';
      const knownAt = buffer.knownAt(facts.key, period, because.knownAt);
      // `partial-period` is as of the newest cause, which may come from another partition.
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

  /** The states of a draft that may exist and were not read before. */
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
