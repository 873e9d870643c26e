import { setTimeout as sleep } from 'node:timers/promises';
import {
  inTransaction,
  markChanges,
  readLogFigures,
  downsampleChanges,
  type LogFigures,
  type ReadModel,
} from '@silkgauge/read-model';

export interface LogKeeperOptions {
  readonly readModel: ReadModel;
  /** How long every version of a sales state is kept, in milliseconds; 0 keeps all for ever. */
  readonly keepMs: number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Sequences one transaction looks through; default 2,000. */
  readonly reach?: number;
  /** Between rounds, in milliseconds; default a minute. */
  readonly every?: number;
}

const SALES = 'platform.sales';
/** Between two steps of a round, in milliseconds: downsampling has time, batches have not. */
const BREATH = 50;

/**
 * Keeps the change log within bounds, in steps small enough to disturb nobody, and reads what operators watch of it.
 * Any number of instances may run; one of them thins at a time.
 */
export class LogKeeper {
  readonly #options: LogKeeperOptions;
  readonly #stopping = new AbortController();
  #figures: LogFigures | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LogKeeperOptions) {
    this.#options = options;
  }

  /** As of the last round; null before the first. */
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

  /** One round: looks through everything that has become old enough. Returns how many versions went. */
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
    this.#figures = await readLogFigures(readModel.pool);
    return removed;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const removed = await this.round();
        if (removed > 0) this.#options.log('the change log was thinned', { removed });
      } catch (error) {
        this.#options.log('the change log could not be looked after; trying again', { error: String(error) });
      }
      await this.#pause(this.#options.every ?? 60_000);
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
  }
}
