import type { GrowthState } from '@silkgauge/contract';

/** `lastEventId` is absent until the stream has named an id. */
export interface StreamEvent {
  readonly data?: string;
  readonly lastEventId?: string;
}

/** A connection to a stream; besides the stream's own events it says what `openStream` says. */
export interface EventStream {
  readonly isClosed: boolean;
  addEventListener(type: string, listener: (event: StreamEvent) => void): void;
  close(): void;
}

export interface LiveOptions {
  readonly open: (path: string) => EventStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly later: (work: () => void, milliseconds: number) => void;
}

export interface Change {
  readonly state: GrowthState;
  /** Milliseconds since 1970: arrival at the page, or `knownAt` if `fromLog`. */
  readonly at: number;
  /** The change was fetched from `/v1/changes`, not received on the stream. */
  readonly fromLog?: true;
}

/** A lost connection that was restored; times are milliseconds since 1970. */
export interface CaughtUp {
  readonly lostAt: number;
  readonly backAt: number;
  /** Changes that the resumed stream brought; null: all queries were refetched instead. */
  readonly changes: number | null;
}

export interface Live {
  /** `foreign`: another server answers, without a stream. */
  readonly status: 'connecting' | 'live' | 'lost' | 'foreign' | 'catching-up';
  readonly paused: boolean;
  /** Changes held back by the pause. */
  readonly waiting: number;
  /** The last `KEPT` changes, newest first. */
  readonly changes: readonly Change[];
  /** Changes shown since the page was opened. */
  readonly count: number;
  /** Keys of the states that the last update of the page changed. */
  readonly flashing: ReadonlySet<string>;
  readonly caughtUp: CaughtUp | null;
}

/** Milliseconds between two updates of the page, however fast changes come. */
export const LOOK_EVERY = 250;
/** Milliseconds without an event after which the page has caught up. */
const QUIET = 600;
/** Milliseconds that a key stays in `flashing`; a chart drawn later does not flash the change again. */
const FLASHING = 1_500;
const KEPT = 200;
/** A pause with more changed keys ends with a refetch of all queries. */
const HELD_KEYS = 5_000;
const REOPEN_AFTER = 1_000;
/**
 * Milliseconds without a byte after which a connection counts as lost: the server sends a heartbeat every 15
 * seconds.
 */
export const SILENT = 18_000;

type Listener = () => void;

/**
 * Follows the change log: resumes after a lost connection, and holds changes back during a pause. Each change
 * is passed to `onStates` or covered by a call of `onGap`.
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
  #isClaimHeld = false;
  #lost: { at: number; changes: number; resumed: boolean } | null = null;
  #heardAt = 0;
  #beatAt = 0;
  #live: Live = {
    status: 'connecting',
    paused: false,
    waiting: 0,
    changes: [],
    count: 0,
    flashing: new Set(),
    caughtUp: null,
  };

  /** The newest version of each changed key; may be older than the version shown. */
  onStates: (states: readonly GrowthState[]) => void = () => undefined;
  onNotice: () => void = () => undefined;
  onClaim: () => void = () => undefined;
  /** Changes may have been missed: all queries have to be refetched. */
  onGap: () => void = () => undefined;
  /** The connection is back, and no change was missed: what failed meanwhile has to be asked again. */
  onBack: () => void = () => undefined;
  /** The stream is open for the first time: earlier answers may have been outdated before that. */
  onFirstOpen: () => void = () => undefined;

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
    let isForeign = false;
    this.#beatAt = this.#options.now();
    this.#watch(source);
    listen('beat', () => (this.#beatAt = this.#options.now()));
    listen('open', () => this.#opened());
    listen('growth-updated', (data) => this.#take(JSON.parse(data) as GrowthState));
    listen('notice-updated', () => {
      this.#heardAt = this.#options.now();
      if (this.#live.paused) this.#isNoticeHeld = true;
      else this.onNotice();
    });
    listen('claim-updated', () => {
      if (this.#live.paused) this.#isClaimHeld = true;
      else this.onClaim();
    });
    listen('resync', () => {
      if (this.#lost) this.#lost.resumed = false;
      this.onGap();
    });
    listen('ahead', () => this.#forget());
    listen('foreign', () => (isForeign = true));
    listen('error', () => this.#broke(source, isForeign ? 'foreign' : 'lost'));
  }

  stop(): void {
    this.#source?.close();
    this.#source = null;
  }

  pause(): void {
    this.#set({ paused: true });
  }

  /** Ends the pause and shows the changes held back. */
  resume(): void {
    const states = [...this.#held.values()];
    this.#held = new Map();
    this.#set({ paused: false, waiting: 0 });
    if (this.#heldTooMany) this.onGap();
    this.#heldTooMany = false;
    if (this.#isNoticeHeld) this.onNotice();
    this.#isNoticeHeld = false;
    if (this.#isClaimHeld) this.onClaim();
    this.#isClaimHeld = false;
    this.#show(states);
  }

  /** Clears `caughtUp`. */
  dismiss(): void {
    this.#set({ caughtUp: null });
  }

  #opened(): void {
    if (this.#lost === null) {
      this.onFirstOpen();
      this.#set({ status: 'live' });
      return;
    }
    this.#lost.resumed &&= this.#last !== null;
    if (this.#lost.resumed) this.onBack();
    else this.onGap();
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

  /** Another log stands in the place of the followed one: goes on from now, and all is read anew. */
  #forget(): void {
    this.#last = null;
    this.#arrived = [];
    this.#held.clear();
    this.#set({ changes: [], waiting: 0 });
  }

  #broke(source: EventStream, status: 'lost' | 'foreign' = 'lost'): void {
    this.#lost ??= { at: this.#options.now(), changes: 0, resumed: true };
    this.#set({ status });
    if (!source.isClosed) return;
    this.#options.later(() => {
      if (this.#source === source) this.start();
    }, REOPEN_AFTER);
  }

  /** Gives up a connection that stays silent: a proxy may hold sockets open that lead nowhere. */
  #watch(source: EventStream): void {
    const left = this.#beatAt + SILENT - this.#options.now();
    this.#options.later(() => {
      if (this.#source !== source || source.isClosed) return;
      if (this.#options.now() - this.#beatAt < SILENT) {
        this.#watch(source);
        return;
      }
      source.close();
      this.#broke(source);
    }, left);
  }

  #take(state: GrowthState): void {
    this.#heardAt = this.#options.now();
    if (this.#lost) this.#lost.changes += 1;
    this.#arrived.push(state);
    if (this.#arrived.length === 1) {
      this.#options.later(() => this.#showArrived(), LOOK_EVERY);
    }
  }

  #showArrived(): void {
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
