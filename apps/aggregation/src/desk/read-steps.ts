import { CLOCK_TOPIC, type Cause } from '@silkgauge/contract';
import type { ChangeReason, LogEntry } from '@silkgauge/read-model';
import type { DeskPart, Step } from './desk-part.ts';
import type { DeskStore } from './desk-store.ts';

/** Entries per statement, some hundred bytes each. */
const PAGE = 1_000;
/** States whose causes are compared at once: their documents are read for them. */
const CHUNK = 50;

/** Reads the log step by step. Where pages of it end changes no step. */
export class StepReader {
  readonly #store: Pick<DeskStore, 'readEntries' | 'readReasons'>;
  readonly #parts: readonly Pick<DeskPart, 'isTouchedBy'>[];
  readonly #page: number;
  /** Sequence up to which all is dealt with. */
  #reached: string;
  /** The entries after it that are read. */
  #entries: LogEntry[] = [];
  /** Why states at the front are, by sequence; null of a version of sales that was thinned meanwhile. */
  readonly #reasons = new Map<string, ChangeReason | null>();

  constructor(
    store: Pick<DeskStore, 'readEntries' | 'readReasons'>,
    parts: readonly Pick<DeskPart, 'isTouchedBy'>[],
    { position, page = PAGE }: { readonly position: string; readonly page?: number },
  ) {
    this.#store = store;
    this.#parts = parts;
    this.#reached = position;
    this.#page = page;
  }

  get reached(): string {
    return this.#reached;
  }

  /** Goes on behind a place, which nothing before touches. */
  goTo(sequence: string): void {
    this.#entries = this.#entries.filter((entry) => BigInt(entry.sequence) > BigInt(sequence));
    for (const known of this.#reasons.keys()) {
      if (BigInt(known) > BigInt(sequence)) break;
      this.#reasons.delete(known);
    }
    this.#reached = sequence;
  }

  /** The next step that touches a part; null at the end of the log. The same until `goTo` passes it. */
  async next(): Promise<Step | null> {
    for (;;) {
      const first = this.#entries.findIndex((entry) => this.#parts.some((part) => part.isTouchedBy(entry)));
      const before = first < 0 ? this.#entries.at(-1) : this.#entries[first - 1];
      if (before) this.goTo(before.sequence);
      if (first >= 0) return this.#stepAtFront();
      if (!(await this.#readOn())) return null;
    }
  }

  /**
   * A state and those behind it with its causes, or lifted by its tick with the claims that were lifted behind them; any
   * other entry is alone.
   */
  async #stepAtFront(): Promise<Step | null> {
    const [first] = this.#entries;
    if (!first) return null;
    let size = 1;
    const why = first.kind === null ? await this.#reasonAt(0) : null;
    if (why) size = await this.#runOf(stepOf(why.causes));
    if (why && tickIn(why.causes)) size += await this.#claimsBehind(size, first.known_at);
    const entries = this.#entries.slice(0, size);
    return { entries, until: entries.at(-1)?.sequence ?? first.sequence, why };
  }

  /** Number of states at the front that are of this step. */
  async #runOf(step: string): Promise<number> {
    for (let size = 1; ; size += 1) {
      if (size === this.#entries.length && !(await this.#readOn())) return size;
      if (this.#entries[size]?.kind !== null) return size;
      const reason = await this.#reasonAt(size);
      if (!reason || stepOf(reason.causes) !== step) return size;
    }
  }

  /** Why the state at a place is, read once, with those behind it. */
  async #reasonAt(place: number): Promise<ChangeReason | null> {
    const { sequence } = this.#entries[place] as LogEntry;
    if (!this.#reasons.has(sequence)) {
      const states = this.#entries.slice(place, place + CHUNK).filter(({ kind }) => kind === null);
      for (const state of states) this.#reasons.set(state.sequence, null);
      for (const one of await this.#store.readReasons(states.map((state) => state.sequence)))
        this.#reasons.set(one.sequence, one);
    }
    return this.#reasons.get(sequence) ?? null;
  }

  /** Number of claims behind so many entries that became known at an instant. */
  async #claimsBehind(states: number, instant: Date): Promise<number> {
    for (let size = states; ; size += 1) {
      if (size === this.#entries.length && !(await this.#readOn())) return size - states;
      const { kind, known_at } = this.#entries[size] as LogEntry;
      if (kind !== 'claim' || known_at.getTime() !== instant.getTime()) return size - states;
    }
  }

  async #readOn(): Promise<boolean> {
    const last = this.#entries.at(-1)?.sequence ?? this.#reached;
    const more = await this.#store.readEntries(last, this.#page);
    this.#entries.push(...more);
    return more.length > 0;
  }
}

/** What tells a step from others: its causes, as JSON text; of what a tick lifts, the tick. */
function stepOf(causes: string): string {
  const tick = tickIn(causes);
  return tick ? JSON.stringify(tick) : causes;
}

const tickIn = (causes: string): Cause | undefined =>
  causes.includes(CLOCK_TOPIC) ? liftingTick(JSON.parse(causes) as Cause[]) : undefined;

/** The tick that lifted a state, the last of its causes; undefined for a state that none lifted. */
export function liftingTick(causes: readonly Cause[]): Cause | undefined {
  const last = causes.at(-1);
  return last?.topic.endsWith(CLOCK_TOPIC) === true ? last : undefined;
}
