import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader } from '@silkgauge/kafka';
import { judgeProgress, NOTHING_SEEN, type Sight, type Watch } from './watchdog.ts';

export interface WatcherOptions {
  readonly reader: Pick<Reader, 'health' | 'progress' | 'brokerAnswers'>;
  /** Rejects if the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  /** Milliseconds that records may wait without progress; 0 disables the watchdog. */
  readonly patienceMs: number;
  /** Called once if the process has to end. */
  readonly onStuck: (error: Error) => void;
}

/** Looks within the patience at least; an answer after `ANSWER_LIMIT` milliseconds counts as none. */
const LOOKS = 20;
const LONGEST_PAUSE = 30_000;
const ANSWER_LIMIT = 10_000;

/** Watches the consumer from outside, and ends a process that has work and makes no progress. */
export class ProgressWatcher {
  readonly #options: WatcherOptions;
  readonly #stopping = new AbortController();
  #watch: Watch = NOTHING_SEEN;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#options.patienceMs > 0) void this.#run();
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Seconds without progress of each partition where records wait, as of the last look. */
  stalledSeconds(): ReadonlyMap<string, number> {
    const { lastLook, waiting } = this.#watch;
    return new Map([...waiting].map(([name, { since }]) => [name, ((lastLook ?? since) - since) / 1_000]));
  }

  async #run(): Promise<void> {
    const { patienceMs, onStuck } = this.#options;
    const { signal } = this.#stopping;
    const pause = Math.min(patienceMs / LOOKS, LONGEST_PAUSE);
    while (!signal.aborted) {
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
      const sight = await this.#look();
      if (signal.aborted) return;
      const { watch, stuck } = judgeProgress(this.#watch, sight, patienceMs);
      this.#watch = watch;
      if (stuck === null) continue;
      this.stop();
      onStuck(new Error(`The watchdog ends the process: ${stuck}.`));
    }
  }

  async #look(): Promise<Sight> {
    const { reader, askDatabase } = this.#options;
    const joined = reader.health().joined;
    const [databaseAnswers, progress] = await Promise.all([
      answers(askDatabase()),
      inTime(joined ? reader.progress() : reader.brokerAnswers().then((there) => (there ? [] : null))),
    ]);
    const partitions = progress ?? [];
    return { at: performance.now(), databaseAnswers, brokerAnswers: progress !== null, joined, partitions };
  }
}

async function answers(asked: Promise<unknown>): Promise<boolean> {
  return (await inTime(asked.then(() => true))) ?? false;
}

/** Null after an error or `ANSWER_LIMIT`. */
async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  const limit = new AbortController();
  const late = sleep(ANSWER_LIMIT, null, { signal: limit.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([asked, late]);
  } catch {
    return null;
  } finally {
    limit.abort();
  }
}
