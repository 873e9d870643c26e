import type { Topics } from '@silkgauge/kafka';
import {
  beginIncarnation,
  isKnownServer,
  lastSequence,
  readTokens,
  refuseBatches,
  thisServer,
  type ReadModel,
  type TokenOf,
} from '@silkgauge/read-model';
import type { ReadEnds } from '../relay/read-ends.ts';
import { keysOf, lossText, lostAtEnds } from './find-loss.ts';
import { recoverLog } from './recover-log.ts';

export interface LogWatchOptions {
  readonly readModel: ReadModel;
  readonly topics: Topics;
  readonly topicPrefix: string;
  readonly readEnds: ReadEnds;
  /** Offsets to read back from the ends: the last record of a former leader need not be the highest. */
  readonly reach: number;
  /** True to recover without an operator if at most `MOST_BY_ITSELF` sequences are missing. */
  readonly recoversByItself: boolean;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

const MOST_BY_ITSELF = 100_000n;
/** Milliseconds between checks whether the database is still the one that was looked at. */
const WATCH_MS = 1_000;
/** Milliseconds between checks whether an operator has recovered the log. */
const LOOK_MS = 500;

/**
 * Blocks writes to a restarted database until a check finds no change on the topics that its log lacks. The
 * relay's leader checks once it has fenced the former leader, which then publishes nothing more.
 */
export class LogWatch {
  readonly #options: LogWatchOptions;
  #backwards: string | null = null;

  constructor(options: LogWatchOptions) {
    this.#options = options;
  }

  /** Reason while the log waits for an operator, otherwise null. */
  get backwards(): string | null {
    return this.#backwards;
  }

  /**
   * Resolves once batches can be written, maybe by an operator; rejects when the term ends first. Topics and log are
   * compared at every term, as a database that was known once may have been put back.
   */
  async settle(isOver: () => boolean): Promise<TokenOf> {
    const { pool } = this.#options.readModel;
    const server = await thisServer(pool);
    const lost = await this.#lost();
    const isKnown = await isKnownServer(pool);
    if (lost.length > 0) {
      if (isKnown) await refuseBatches(pool, server);
      await this.#wentBackwards(lost, isOver);
    } else if (!isKnown) {
      const last = BigInt(await lastSequence(pool));
      const why = { reason: 'all that was published is in the change log', actor: 'aggregation' };
      await beginIncarnation(pool, { server, after: last, until: last, ...why });
    }
    return readTokens(pool);
  }

  /** Tells `lose` once the database is unknown, as after rows of a copy were put into it; ends by the returned function. */
  watch(lose: (error: Error) => void): () => void {
    const { pool } = this.#options.readModel;
    const timer = setInterval(() => {
      isKnownServer(pool).then(
        (isKnown) => {
          if (!isKnown) lose(new Error('the database was put back, or has started anew'));
        },
        // The term ends by itself where the database is away.
        () => undefined,
      );
    }, WATCH_MS);
    return () => {
      clearInterval(timer);
    };
  }

  #lost(): ReturnType<typeof lostAtEnds> {
    const { readModel, readEnds, topicPrefix, reach } = this.#options;
    return lostAtEnds(readModel.pool, readEnds, topicPrefix, reach);
  }

  async #wentBackwards(lost: readonly { readonly sequence: string }[], isOver: () => boolean): Promise<void> {
    const { topics, readModel, topicPrefix, recoversByItself, log } = this.#options;
    const { pool } = readModel;
    const last = BigInt(await lastSequence(pool));
    const sequences = lost.map(({ sequence }) => BigInt(sequence));
    const until = sequences.reduce((most, one) => (one > most ? one : most), last);
    const after = sequences.reduce((least, one) => (one <= least ? one - 1n : least), last);
    if (recoversByItself && until - after <= MOST_BY_ITSELF) {
      const request = { reason: 'RECOVER=auto', actor: 'aggregation', isDry: false };
      const { loss } = await recoverLog(topics, readModel, topicPrefix, request);
      log('the change log went backwards and was recovered', { ...loss?.hole, keys: keysOf(loss) });
      return;
    }
    this.#backwards = `${lossText({ after, until })}. Nothing is written or published until npm run recover -- --reason TEXT`;
    log('the change log went backwards', { reason: this.#backwards });
    try {
      while (!(await isKnownServer(pool))) {
        if (isOver()) throw new Error('over before the log was recovered');
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    } finally {
      this.#backwards = null;
    }
  }
}
