import type { GrowthState } from '@silkgauge/contract';

/** As much of an EventSource as is used, so that a test can be one. */
export interface EventStream {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void): void;
  close(): void;
}

export interface LiveOptions {
  readonly open: (path: string) => EventStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds. */
  readonly later: (work: () => void, milliseconds: number) => void;
}

export interface Change {
  readonly state: GrowthState;
  /** When it came to this page, milliseconds since 1970; of one read from the log, when it was known here. */
  readonly at: number;
  /** Read from the log, not heard as it came. */
  readonly fromLog?: true;
}

/** How a time without connection ended. */
export interface CaughtUp {
  readonly lostAt: number;
  readonly backAt: number;
  /** Changes that came from the log; null where all was read anew instead. */
  readonly changes: number | null;
}

export interface Live {
  readonly status: 'connecting' | 'live' | 'lost' | 'catching-up';
  readonly paused: boolean;
  /** Changes that wait for the end of the pause. */
  readonly waiting: number;
  /** Newest first, the last few hundred. */
  readonly changes: readonly Change[];
  /** All since the page was opened. */
  readonly count: number;
  /** Keys of states that changed with the last look, to be shown once. */
  readonly flashing: ReadonlySet<string>;
  readonly caughtUp: CaughtUp | null;
}

/** A screen is looked at a few times a second, however fast changes come. */
export const LOOK_EVERY = 250;
/** Quiet for so long, the page has caught up. */
const QUIET = 600;
/** How long a change is shown as one, so that what is drawn anew later does not flash again. */
const FLASHING = 1_500;
const KEPT = 200;
/** More keys than this are not kept over a pause: all is read anew at its end. */
const HELD_KEYS = 5_000;
const REOPEN_AFTER = 1_500;
const CLOSED = 2;

type Listener = () => void;

/**
 * The change log as the page follows it: resumed where it broke off, looked at a few times a second, held back during a
 * pause. It never loses a change without saying that all has to be read anew (`onGap`).
 */
export class LiveChanges {
  readonly #options: LiveOptions;
  readonly #listeners = new Set<Listener>();
  #source: EventStream | null = null;
  #last: string | null = null;
  #arrived: GrowthState[] = [];
  #held = new Map<string, GrowthState>();
  #heldTooMany = false;
  #isNoticeHeld = false;
  #lost: { at: number; changes: number; resumed: boolean } | null = null;
  #heardAt = 0;
  #live: Live = {
    status: 'connecting',
    paused: false,
    waiting: 0,
    changes: [],
    count: 0,
    flashing: new Set(),
    caughtUp: null,
  };

  /** New states, the newest of each key; older versions than those shown may be among them. */
  onStates: (states: readonly GrowthState[]) => void = () => undefined;
  /** A notice was published or withdrawn. */
  onNotice: () => void = () => undefined;
  /** Changes may have been missed: all has to be read anew. */
  onGap: () => void = () => undefined;
  /** The stream stands for the first time: what was read before that may have changed in between. */
  onStanding: () => void = () => undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Live => this.#live;

  start(): void {
    this.#source?.close();
    const source = this.#options.open(this.#last === null ? '/v1/stream' : `/v1/stream?after=${this.#last}`);
    this.#source = source;
    const listen = (type: string, heard: (data: string) => void) => {
      source.addEventListener(type, ({ data = '', lastEventId = this.#last }) => {
        if (this.#source !== source) return;
        this.#last = lastEventId;
        heard(data);
      });
    };
    listen('open', () => this.#opened());
    listen('growth-updated', (data) => this.#take(JSON.parse(data) as GrowthState));
    listen('notice-updated', () => {
      this.#heardAt = this.#options.now();
      if (this.#live.paused) this.#isNoticeHeld = true;
      else this.onNotice();
    });
    listen('claim-updated', () => undefined);
    listen('resync', () => {
      if (this.#lost) this.#lost.resumed = false;
      this.onGap();
    });
    listen('error', () => this.#broke(source));
  }

  stop(): void {
    this.#source?.close();
    this.#source = null;
  }

  pause(): void {
    this.#set({ paused: true });
  }

  /** Shows what waited. */
  resume(): void {
    const states = [...this.#held.values()];
    this.#held = new Map();
    this.#set({ paused: false, waiting: 0 });
    if (this.#heldTooMany) this.onGap();
    this.#heldTooMany = false;
    if (this.#isNoticeHeld) this.onNotice();
    this.#isNoticeHeld = false;
    this.#show(states);
  }

  /** Takes the note about a lost connection away once it was read. */
  dismiss(): void {
    this.#set({ caughtUp: null });
  }

  #opened(): void {
    if (this.#lost === null) {
      this.onStanding();
      this.#set({ status: 'live' });
      return;
    }
    this.#lost.resumed &&= this.#last !== null;
    if (!this.#lost.resumed) this.onGap();
    this.#heardAt = this.#options.now();
    this.#set({ status: 'catching-up' });
    this.#untilQuiet();
  }

  #untilQuiet(): void {
    this.#options.later(() => {
      if (this.#live.status !== 'catching-up' || this.#lost === null) return;
      const now = this.#options.now();
      if (now - this.#heardAt < QUIET) {
        this.#untilQuiet();
        return;
      }
      const { at, changes, resumed } = this.#lost;
      this.#lost = null;
      this.#set({
        status: 'live',
        caughtUp: { lostAt: at, backAt: now, changes: resumed ? changes : null },
      });
    }, QUIET);
  }

  #broke(source: EventStream): void {
    this.#lost ??= { at: this.#options.now(), changes: 0, resumed: true };
    this.#set({ status: 'lost' });
    // An event source repairs a lost connection itself; one that was answered with an error is closed for good.
    if (source.readyState === CLOSED) {
      this.#options.later(() => {
        if (this.#source === source) this.start();
      }, REOPEN_AFTER);
    }
  }

  #take(state: GrowthState): void {
    this.#heardAt = this.#options.now();
    if (this.#lost) this.#lost.changes += 1;
    this.#arrived.push(state);
    if (this.#arrived.length === 1) {
      this.#options.later(() => this.#look(), LOOK_EVERY);
    }
  }

  #look(): void {
    const states = this.#arrived;
    this.#arrived = [];
    if (!this.#live.paused) {
      this.#show(states);
      return;
    }
    for (const state of states) this.#held.set(state.key, state);
    if (this.#held.size > HELD_KEYS) {
      this.#held = new Map([...this.#held].slice(-KEPT));
      this.#heldTooMany = true;
    }
    this.#set({ waiting: this.#live.waiting + states.length });
  }

  #show(states: readonly GrowthState[]): void {
    if (states.length === 0) return;
    const newest = new Map(states.map((state) => [state.key, state]));
    this.onStates([...newest.values()]);
    const at = this.#options.now();
    const shown = states
      .slice(-KEPT)
      .reverse()
      .map((state): Change => ({ state, at }));
    this.#set({
      changes: [...shown, ...this.#live.changes].slice(0, KEPT),
      count: this.#live.count + states.length,
      flashing: new Set(newest.keys()),
    });
    const { flashing } = this.#live;
    this.#options.later(() => {
      if (this.#live.flashing === flashing) this.#set({ flashing: new Set() });
    }, FLASHING);
  }

  #set(change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change };
    for (const listener of this.#listeners) listener();
  }
}
