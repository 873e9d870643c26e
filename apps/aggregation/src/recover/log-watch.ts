import type { Topics } from '@silkgauge/kafka';
import {
  beginIncarnation,
  isKnownServer,
  lastSequence,
  thisServer,
  type ReadModel,
} from '@silkgauge/read-model';
import type { ReadEnds } from '../relay/read-ends.ts';
import { keysOf, lossText, lostAtEnds } from './find-loss.ts';
import { recoverLog } from './recover-log.ts';

export interface LogWatchOptions {
  readonly readModel: ReadModel;
  readonly topics: Topics;
  readonly topicPrefix: string;
  readonly readEnds: ReadEnds;
  /** How far back the ends of the topics are looked at: what a former leader wrote last need not be the highest. */
  readonly reach: number;
  /** Where no more sequences than `MOST_BY_ITSELF` are missing, goes on without a person. */
  readonly recoversByItself: boolean;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

const MOST_BY_ITSELF = 100_000n;
/** How often it looks whether a person has recovered the log, in milliseconds. */
const LOOK_MS = 500;

/**
 * Lets nobody write into a database that has started anew before it is seen that the topics hold nothing that its change log does not
 * have. Whoever leads the relay looks, once the former leader is fenced and can publish nothing more.
 */
export class LogWatch {
  readonly #options: LogWatchOptions;
  #backwards: string | null = null;

  constructor(options: LogWatchOptions) {
    this.#options = options;
  }

  /** What the topics hold beyond the change log; null where nothing is known of it. */
  get backwards(): string | null {
    return this.#backwards;
  }

  /** Resolves once batches can be written; where the log went backwards, when a person has recovered it. @throws when the term is over */
  async settle(isOver: () => boolean): Promise<void> {
    const { pool } = this.#options.readModel;
    if (await isKnownServer(pool)) return;
    const server = await thisServer(pool);
    const lost = await this.#lost();
    if (lost.length === 0) {
      const last = BigInt(await lastSequence(pool));
      const why = { reason: 'all that was published is in the change log', actor: 'aggregation' };
      await beginIncarnation(pool, { server, after: last, until: last, ...why });
      return;
    }
    await this.#wentBackwards(lost, isOver);
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
