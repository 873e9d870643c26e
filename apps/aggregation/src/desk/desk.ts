import { setTimeout as sleep } from 'node:timers/promises';
import {
  databaseWorld,
  FollowedEvidence,
  FollowedVersions,
  readOnce,
  type FollowedStates,
  type WorldSources,
} from '@silkgauge/known';
import { Overtaken, type ChangeRow, type NewVersion } from '@silkgauge/read-model';
import { Leader, type LeaderOptions, type Term } from '../relay/relay-leader.ts';
import { writtenVersions } from '../written-changes.ts';
import type { DeskPart, Step } from './desk-part.ts';
import type { DeskStore } from './desk-store.ts';
import { StepReader } from './read-steps.ts';

export interface DeskOptions extends Pick<LeaderOptions, 'silenceMs' | 'log'> {
  /** Opens the session that holds the lead. */
  readonly sessions: LeaderOptions['store'];
  readonly store: DeskStore;
  readonly parts: readonly DeskPart[];
  /** What all parts read from. */
  readonly sources: WorldSources;
  /** Receives what was appended to the log, in order of sequence. */
  readonly onCommitted: (changes: readonly ChangeRow[]) => void;
  /** Entries per page. */
  readonly pageSize?: number;
}

/** How the desk stands, for operators. */
export interface DeskHealth {
  readonly leading: boolean;
  /** Sequence up to which all is dealt with; null before the first term of this process. */
  readonly position: string | null;
  /** The step that cannot be taken, and why. */
  readonly halted: { readonly at: string; readonly reason: string } | null;
  /** Orders that could not be followed when the term began, and that no step has touched since. */
  readonly unfollowed: Unfollowed;
}

export interface Unfollowed {
  readonly count: number;
  /** The first few, by the keys of their orders. */
  readonly first: readonly { readonly order: string; readonly reason: string }[];
}

const IDLE_MS = 1_000;
/** Milliseconds after a wake in which other commits may join. */
const GATHER_MS = 20;
/** Milliseconds between looks for an order, while no other entry touches anything. */
const IDLE_GATHER_MS = 100;
/** Milliseconds between attempts at a step that cannot be taken, and between stores of a place without versions. */
const RETRY_MS = 1_000;
const STORE_MS = 1_000;
/** Orders that cannot be followed of which the health and the log have the reason, and its length in characters. */
const MOST_TOLD = 5;
const REASON_LENGTH = 500;

/**
 * Follows the change log step by step and writes what its parts decide. One desk leads at a time, by an advisory
 * lock; its place moves by compare-and-set, in the transaction of the versions, so a former leader writes nothing
 * and a crash repeats nothing. A step that cannot be taken is tried again; nothing else waits for the desk.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #leader: Leader;
  #health: Omit<DeskHealth, 'unfollowed'> = { leading: false, position: null, halted: null };
  /** The place in the database, and when it was stored. */
  #stored = '0';
  #storedAt = 0;
  /** What is kept from one step of the term to the next. */
  #followed = newlyFollowed();

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#leader = new Leader({
      ...options,
      store: options.sessions,
      name: 'desk',
      leads: 'desk',
      onTold: () => undefined,
      lead: (term) => this.#lead(term),
    });
  }

  get health(): DeskHealth {
    // Where another desk leads, the parts of this one know of an earlier term alone.
    const unfollowed = this.#health.leading ? this.#unfollowed : { count: 0, first: [] };
    return { ...this.#health, unfollowed };
  }

  get #unfollowed(): Unfollowed {
    const all = this.#options.parts.flatMap(({ orders }) => [...orders.unfollowed]);
    const first = all.slice(0, MOST_TOLD);
    return {
      count: all.length,
      first: first.map(([order, reason]) => ({ order, reason: reason.slice(0, REASON_LENGTH) })),
    };
  }

  start(): void {
    this.#leader.start();
  }

  stop(): Promise<void> {
    return this.#leader.stop();
  }

  async #lead(term: Term): Promise<void> {
    const { store, parts, pageSize } = this.#options;
    try {
      await this.#open(term);
      const steps = new StepReader(store, parts, {
        position: this.#stored,
        ...(pageSize !== undefined && { page: pageSize }),
      });
      while (!term.isOver) {
        term.check();
        this.#leader.sleep();
        const isIdle = parts.every((part) => part.isIdle);
        const hasMore = !isIdle || (await this.#skip(steps));
        const step = hasMore ? await steps.next() : null;
        this.#tell({ leading: true, position: steps.reached });
        if (step) await this.#tryTo(step, steps);
        else await this.#wait(steps, isIdle ? IDLE_GATHER_MS : GATHER_MS);
      }
      await this.#store(steps);
    } finally {
      this.#tell({ leading: false, halted: null });
    }
  }

  /** Opens the parts at the place of the desk; tried again as a step is. */
  async #open(term: Term): Promise<void> {
    const { store, parts, log } = this.#options;
    this.#followed = newlyFollowed();
    for (; !term.isOver; await sleep(RETRY_MS)) {
      term.check();
      this.#stored = await store.position();
      this.#storedAt = performance.now();
      try {
        for (const part of parts) await part.open(this.#stored, term);
        break;
      } catch (error) {
        this.#halt(this.#stored, String(error));
      }
    }
    this.#tell({ halted: null });
    const unfollowed = this.#unfollowed;
    if (unfollowed.count > 0) log('desk: orders cannot be followed', { ...unfollowed });
  }

  /** Steps over what touches nothing: without orders a long log is not read. Returns whether there is an order. */
  async #skip(steps: StepReader): Promise<boolean> {
    const { next, last } = await this.#options.store.readNextOrder(steps.reached);
    steps.goTo(next === null ? later(steps.reached, last) : String(BigInt(next) - 1n));
    return next !== null;
  }

  async #wait(steps: StepReader, gatherMs: number): Promise<void> {
    if (performance.now() - this.#storedAt > STORE_MS) await this.#store(steps);
    if (!this.#leader.isAwake) await this.#leader.pause(IDLE_MS);
    await sleep(gatherMs);
  }

  /** Stores a place that no version came with. */
  async #store(steps: StepReader): Promise<void> {
    this.#storedAt = performance.now();
    if (steps.reached !== this.#stored) await this.#write(steps.reached, []);
  }

  async #write(to: string, versions: readonly NewVersion[]): Promise<bigint | null> {
    const last = await this.#options.store.write({ from: this.#stored, to }, versions);
    this.#stored = to;
    this.#storedAt = performance.now();
    return last;
  }

  async #tryTo(step: Step, steps: StepReader): Promise<void> {
    try {
      await this.#take(step);
      steps.goTo(step.until);
      this.#tell({ position: step.until, halted: null });
    } catch (error) {
      if (error instanceof Overtaken) throw error;
      // An operator went past the step: another term begins behind it.
      const position = await this.#options.store.position();
      if (position !== this.#stored) throw new Overtaken(`the desk is at ${position}`, { cause: error });
      await this.#store(steps);
      this.#halt(step.until, String(error));
      await sleep(RETRY_MS);
    }
  }

  async #take(step: Step): Promise<void> {
    const { parts, sources, onCommitted } = this.#options;
    const followed = this.#followed;
    // 1. Decide, from what was known at the step: nothing is written if a part fails.
    // What one part read, the next one has.
    const known = readOnce(databaseWorld({ ...sources, followed }, step.until));
    const decisions = [];
    for (const part of parts) decisions.push(await part.decide(step, known, followed));
    const versions = decisions.flatMap((decision) => decision.versions);
    // 2. Move and append in one transaction: no version twice, none left out. A place alone is stored now and then.
    const isStored = versions.length > 0 || performance.now() - this.#storedAt > STORE_MS;
    const last = isStored ? await this.#write(step.until, versions) : null;
    // 3. Remember what is committed; another term reads it again.
    for (const decision of decisions) decision.settle();
    // 4. Hand over to the relay, which would find the versions in the log as well.
    onCommitted(writtenVersions(versions, last));
  }

  #halt(at: string, reason: string): void {
    const before = this.#health.halted;
    if (before?.at !== at || before.reason !== reason)
      this.#options.log('desk: a step cannot be taken', { at, reason });
    this.#tell({ halted: { at, reason } });
  }

  #tell(changed: Partial<Omit<DeskHealth, 'unfollowed'>>): void {
    this.#health = { ...this.#health, ...changed };
  }
}

const newlyFollowed = (): FollowedStates => ({
  evidence: new FollowedEvidence(),
  versions: new FollowedVersions(),
});

const later = (one: string, other: string): string => (BigInt(one) > BigInt(other) ? one : other);
