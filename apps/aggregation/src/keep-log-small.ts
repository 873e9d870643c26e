import { setTimeout as sleep } from 'node:timers/promises';
import { JOB_KEEP_MS } from '@silkgauge/contract';
import {
  forgetJobs,
  inTransaction,
  markChanges,
  readLogFigures,
  downsampleChanges,
  type LogFigures,
  type ReadModel,
} from '@silkgauge/read-model';

export interface LogKeeperOptions {
  readonly readModel: ReadModel;
  /** Milliseconds for which every version of a sales state is kept; 0 for ever. */
  readonly keepMs: number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Sequences that one transaction examines; 2,000 by default. */
  readonly reach?: number;
  /** Milliseconds between rounds; a minute by default. */
  readonly every?: number;
}

const SALES = 'platform.sales';
/** Milliseconds between steps of a round: downsampling can wait, batches cannot. */
const BREATH = 50;
/** Milliseconds between looks for old jobs, which read their whole table. */
const JOBS_EVERY = 3_600_000;

/**
 * Downsamples the change log in steps that delay no writer, deletes old jobs, and reads figures of the log for
 * operators. One of any number of instances downsamples at a time.
 */
export class LogKeeper {
  readonly #options: LogKeeperOptions;
  readonly #stopping = new AbortController();
  #figures: LogFigures | null = null;
  #jobsAt = -Infinity;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LogKeeperOptions) {
    this.#options = options;
  }

  /** Figures of the last round; null before the first. */
  get figures(): LogFigures | null {
    return this.#figures;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Examines all versions that are old enough; returns the number of removed versions. */
  async round(): Promise<number> {
    const { readModel, keepMs, reach = 2_000 } = this.#options;
    let removed = 0;
    if (keepMs > 0) {
      await markChanges(readModel.pool, keepMs);
      for (let done = false; !done && !this.#stopping.signal.aborted;) {
        const step = await inTransaction(readModel.pool, (tx) =>
          downsampleChanges(tx, { keepMs, reach, salesTopic: SALES }),
        );
        removed += step?.removed ?? 0;
        done = step?.done ?? true;
        if (!done) await this.#pause(BREATH);
      }
    }
    await this.#forgetJobs();
    this.#figures = await readLogFigures(readModel.pool);
    return removed;
  }

  async #forgetJobs(): Promise<void> {
    if (performance.now() - this.#jobsAt < JOBS_EVERY) return;
    const { readModel, log } = this.#options;
    const count = await forgetJobs(readModel.pool, JOB_KEEP_MS);
    this.#jobsAt = performance.now();
    if (count > 0) log('old jobs were deleted', { count });
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const removed = await this.round();
        if (removed > 0) this.#options.log('the change log was thinned', { removed });
      } catch (error) {
        this.#options.log('a round of the log keeper failed; trying again', { error: String(error) });
      }
      await this.#pause(this.#options.every ?? 60_000);
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
  }
}
