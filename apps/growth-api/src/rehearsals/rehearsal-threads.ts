import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ProblemError } from '@silkgauge/service';
import { failure } from '../http/problems.ts';
import type { ThreadAnswer, ThreadSettings } from './answer-rehearsals.ts';
import { overdue } from './overdue.ts';
import type { RehearsedRequest } from './read-rehearsal.ts';

/** Rehearsals at once. */
const MOST_AT_ONCE = 2;
/** Milliseconds after the end of its time at which a thread that says nothing is ended. */
const GRACE = 1_000;
/** Milliseconds in which a thread starts. */
const START_MS = 30_000;
/** How many times as long as a rehearsal took none begins after it, and the most milliseconds of such a rest. */
const REST = 2;
const MOST_REST = 2_000;
/** Megabytes of the heap of a thread: one that needs more ends, and nothing else with it. */
const HEAP_MB = 768;

/**
 * Threads that rehearse, each one push at a time. They are started when they are needed, and kept. After a
 * rehearsal all rest `REST` times as long as it took, `MOST_REST` at most: short rehearsals without a pause take a
 * third of what they could from the work beside them, and one alone does not wait.
 */
@Injectable()
export class RehearsalThreads implements OnApplicationShutdown {
  readonly #file: URL;
  readonly #settings: ThreadSettings;
  readonly #startMs: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Worker>();
  /** Threads that said that they are there. */
  readonly #started = new WeakSet<Worker>();
  /** Until when no rehearsal begins, on the clock of `performance`. */
  #restsUntil = 0;
  /** Callers with a rehearsal under way. */
  readonly #callers = new Set<string>();

  constructor(file: URL, settings: ThreadSettings, startMs = START_MS) {
    this.#file = file;
    this.#settings = settings;
    this.#startMs = startMs;
  }

  /** @throws ProblemError of the push; 429 where the caller rehearses already, or as many do as may; 503 after its time, or where it cannot begin */
  async rehearse(request: RehearsedRequest, caller: string): Promise<string> {
    if (this.#callers.has(caller)) throw busy('A rehearsal of yours is under way.');
    if (this.#callers.size >= MOST_AT_ONCE)
      throw busy(`${String(MOST_AT_ONCE)} rehearsals are under way, as many as there is room for.`);
    this.#callers.add(caller);
    try {
      const answer = await this.#ask(request);
      if ('text' in answer) return answer.text;
      throw new ProblemError(answer.problem, answer.headers);
    } finally {
      this.#callers.delete(caller);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.#idle, ...this.#busy].map((thread) => thread.terminate()));
  }

  async #ask(request: RehearsedRequest): Promise<ThreadAnswer> {
    const thread = this.#idle.pop() ?? this.#start();
    this.#busy.add(thread);
    const late = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let begun: number | undefined;
    try {
      // To start is no part of the time that a rehearsal has.
      await this.#hasStarted(thread);
      await this.#rested();
      timer = setTimeout(() => {
        late.abort();
      }, this.#settings.rehearsalMs + GRACE);
      begun = performance.now();
      thread.postMessage(request);
      const [answer] = (await once(thread, 'message', { signal: late.signal })) as [ThreadAnswer];
      this.#idle.push(thread);
      return answer;
    } catch (error) {
      // Late, or ended by an error: nothing is left of its work, as it writes nothing.
      await thread.terminate();
      if (isOutOfMemory(error)) throw failure('too-large', TOO_LARGE);
      throw late.signal.aborted ? overdue(this.#settings.rehearsalMs) : error;
    } finally {
      clearTimeout(timer);
      this.#busy.delete(thread);
      if (begun !== undefined) this.#rest(performance.now() - begun);
    }
  }

  /** Begins the rest after a rehearsal that took so many milliseconds; a longer rest stays. */
  #rest(took: number): void {
    const until = performance.now() + Math.min(REST * took, MOST_REST);
    this.#restsUntil = Math.max(this.#restsUntil, until);
  }

  /** Resolves after the rest, and after those that began meanwhile. */
  async #rested(): Promise<void> {
    for (let rest = 0; (rest = this.#restsUntil - performance.now()) > 0;)
      await delay(rest, undefined, { ref: false });
  }

  async #hasStarted(thread: Worker): Promise<void> {
    if (this.#started.has(thread)) return;
    const signal = AbortSignal.timeout(this.#startMs);
    await once(thread, 'message', { signal }).catch((cause: unknown) => {
      throw signal.aborted ? notStarted(this.#startMs, cause) : cause;
    });
    this.#started.add(thread);
  }

  #start(): Worker {
    const thread = new Worker(this.#file, {
      workerData: this.#settings,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    // An idle thread keeps no process alive, and one that broke is not asked again.
    thread.unref();
    thread.on('error', () => {
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return thread;
  }
}

const TOO_LARGE = 'These events change more than fits into the memory of a rehearsal. Rehearse fewer.';

const notStarted = (milliseconds: number, cause: unknown): ProblemError =>
  failure('unavailable', `A rehearsal could not begin within ${String(milliseconds / 1_000)} s. Ask later.`, {
    ...{ headers: { 'retry-after': '10' }, cause },
  });

const isOutOfMemory = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';

const busy = (why: string): ProblemError =>
  failure('too-many-requests', `${why} Rehearse again a little later.`, { headers: { 'retry-after': '1' } });
