import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { failure } from '@silkgauge/calls';
import { FairRoom, ProblemError, type RoomSize } from '@silkgauge/service';
import { hasStarted, IDLE_MS, isOutOfMemory, startThread, START_MS } from '../threads/work-thread.ts';
import type { ThreadAnswer, ThreadSettings } from './answer-rehearsals.ts';
import { overdue } from './overdue.ts';
import type { RehearsedRequest } from './read-rehearsal.ts';

/** Rehearsals at once; those of other callers wait for their turn, a few seconds at most. */
const ROOM: RoomSize = { places: 2, each: 1, waiting: 1, patience: 20_000 };
/** Milliseconds after the end of its time at which a thread that says nothing is ended. */
const GRACE = 1_000;
/** How many times as long as a rehearsal took none begins after it, and the most milliseconds of such a rest. */
const REST = 2;
const MOST_REST = 2_000;
/** Megabytes of the heap of a thread: one that needs more ends, and nothing else with it. */
const HEAP_MB = 768;

/**
 * Threads that rehearse, each one push at a time. They are started when they are needed, and end when for `idleMs`
 * no rehearsal has ended. After a rehearsal all rest `REST` times as long as it took, `MOST_REST` at most: short
 * rehearsals without a pause take a third of what they could from the work beside them, and one alone does not wait.
 */
@Injectable()
export class RehearsalThreads implements OnApplicationShutdown {
  readonly #file: URL;
  readonly #settings: ThreadSettings;
  readonly #startMs: number;
  readonly #idle: Worker[] = [];
  /** Ends the idle threads. Their connections have been idle for longer, and are closed. */
  readonly #retirement: NodeJS.Timeout;
  readonly #busy = new Set<Worker>();
  /** Threads that said that they are there. */
  readonly #started = new WeakSet<Worker>();
  /** Until when no rehearsal begins, on the clock of `performance`. */
  #restsUntil = 0;
  readonly #room = new FairRoom(ROOM);

  constructor(file: URL, settings: ThreadSettings, startMs = START_MS, idleMs = IDLE_MS) {
    this.#file = file;
    this.#settings = settings;
    this.#startMs = startMs;
    this.#retirement = setTimeout(() => {
      for (const thread of this.#idle.splice(0)) void thread.terminate();
    }, idleMs).unref();
  }

  /** @throws ProblemError of the push; 503 after its time, where it cannot begin, or where its turn did not come */
  async rehearse(request: RehearsedRequest, caller: string, gone?: AbortSignal): Promise<string> {
    const leave = await this.#room.enter(caller, gone);
    if (leave === null) throw busy();
    try {
      const answer = await this.#ask(request);
      if ('text' in answer) return answer.text;
      throw new ProblemError(answer.problem, answer.headers);
    } finally {
      leave();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#retirement);
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
      this.#retirement.refresh();
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
    await hasStarted(thread, 'A rehearsal', this.#startMs);
    this.#started.add(thread);
  }

  #start(): Worker {
    const thread = startThread(this.#file, { settings: this.#settings, heapMb: HEAP_MB });
    // One that broke is not asked again.
    thread.on('error', () => {
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return thread;
  }
}

const TOO_LARGE = 'These events change more than fits into the memory of a rehearsal. Rehearse fewer.';

const busy = (): ProblemError =>
  failure('unavailable', 'So many rehearse that your turn did not come. Rehearse again a little later.', {
    headers: { 'retry-after': '5' },
  });
