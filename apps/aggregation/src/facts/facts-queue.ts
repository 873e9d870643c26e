import { randomUUID } from 'node:crypto';
import { placeName } from '@silkgauge/contract';
import { type DecidedFacts, type DecisionContext, type FactsBatch, workOutFacts } from '@silkgauge/decisions';
import { Fenced } from '@silkgauge/kafka';
import { Outdated, Overtaken } from '@silkgauge/read-model';
import { judgeDueClaims } from '../claims.ts';
import { Lifting } from '../embargo/lifting.ts';
import type { LeftClaims } from '../left-claims.ts';
import type { Store, Unit } from '../store/store.ts';
import type { FactsMemory } from './facts-memory.ts';
import {
  addFacts,
  appendTimeOf,
  beginFacts,
  NOTHING_WRITTEN,
  writeFacts,
  type AppliedFacts,
} from './write-facts.ts';
import { LiftedGroups, type MostWritten } from './write-lifted.ts';

/** An uncommitted batch with its decisions made and its series registered. */
interface PendingBatch {
  /** The token that the batch stores. */
  readonly turn: string;
  readonly context: DecisionContext;
}

interface RunningTransaction {
  /** Null when the next batch must wait for the end of this transaction. */
  readonly pending: Promise<PendingBatch | null>;
  /** Settles when the transaction and all before it have ended. */
  readonly done: Promise<unknown>;
}

const NOBODY: RunningTransaction = { pending: Promise.resolve(null), done: Promise.resolve() };

export interface FactsQueueOptions {
  readonly store: Store;
  readonly memory: FactsMemory;
  readonly most: MostWritten;
  readonly lifting?: Lifting;
  readonly leftClaims: LeftClaims;
}

/**
 * Applies batches of facts in order, each in one transaction. While a batch is written, the next is worked
 * out ahead from memory and the decisions on the first. Under the lock, the token in the database shows
 * whether the first was committed and is the last transaction of facts; otherwise the batch is worked out
 * again.
 *
 * Only customs batches without withdrawals are worked out ahead: platform figures need the lock against
 * sales, and a withdrawal reads committed rows.
 */
export class FactsQueue {
  readonly #store: Store;
  readonly #memory: FactsMemory;
  readonly #most: MostWritten;
  readonly #lifting: Lifting;
  readonly #leftClaims: LeftClaims;
  #last = NOBODY;

  constructor({ store, memory, most, lifting = new Lifting(null), leftClaims }: FactsQueueOptions) {
    this.#store = store;
    this.#memory = memory;
    this.#most = most;
    this.#lifting = lifting;
    this.#leftClaims = leftClaims;
  }

  /**
   * @throws Fenced when the partition has a newer owner or the batch was applied before
   * @throws UnstorableData @throws TooMuchWritten
   */
  apply(facts: FactsBatch): Promise<AppliedFacts> {
    const before = this.#last;
    const { promise: pending, resolve: offer } = Promise.withResolvers<PendingBatch | null>();
    const applying = this.#apply(facts, before, offer);
    const done = applying
      .catch(() => undefined)
      .then(() => {
        offer(null);
        return before.done;
      });
    this.#last = { pending, done };
    return applying;
  }

  async #apply(
    facts: FactsBatch,
    before: RunningTransaction,
    offer: (pending: PendingBatch) => void,
  ): Promise<AppliedFacts> {
    const applied = await this.#applyInTurn(facts, before, offer);
    const left = await this.#leftClaims.judge(applied.areClaimsLeft, appendTimeOf(facts.batch));
    return left.length > 0 ? { ...applied, committed: [...applied.committed, ...left] } : applied;
  }

  async #applyInTurn(
    facts: FactsBatch,
    before: RunningTransaction,
    offer: (pending: PendingBatch) => void,
  ): Promise<AppliedFacts> {
    const under = isPlain(facts) ? await before.pending : null;
    try {
      const ahead = under && (await this.#ahead(facts, under, before.done, offer));
      if (ahead) return ahead;
      await before.done;
      return await this.#alone(facts, offer);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      const from = `${placeName(facts.batch)} has moved on from ${String(facts.batch.expected)}`;
      throw new Fenced(from, { cause: error });
    }
  }

  /** The batch worked out ahead and written; null when it must be worked out again. */
  async #ahead(
    facts: FactsBatch,
    under: PendingBatch,
    committed: Promise<unknown>,
    offer: (pending: PendingBatch) => void,
  ): Promise<AppliedFacts | null> {
    const turn = randomUUID();
    const graphs = this.#memory.ahead(under.turn, turn);
    if (!graphs) return null;
    const on = { graphs, before: under.context, ...this.#most };
    const decided = await workOutFacts(this.#store, facts, on);
    await committed;
    try {
      return await this.#store.transaction(async (unit) => {
        const found = await beginFacts(unit, facts, turn);
        if (found !== under.turn) throw new Outdated('others applied facts, or the batch before failed');
        return writeFacts(unit, { decided, records: facts.records }, () => {
          offer({ turn, context: decided.context });
        });
      });
    } catch (error) {
      if (error instanceof Outdated) return null;
      throw error;
    }
  }

  #alone(facts: FactsBatch, offer: (pending: PendingBatch) => void): Promise<AppliedFacts> {
    const turn = randomUUID();
    return this.#store.transaction(async (unit) => {
      const found = await beginFacts(unit, facts, turn);
      const isRemembered = this.#memory.knows(found);
      const graphs = this.#memory.at(found, turn);
      const on = { graphs, before: null, ...this.#most };
      const decided = await workOutFacts(unit, facts, on);
      // Before the tick: what it lifts has places in the log before its own.
      const lifted = await this.#lift(unit, decided, facts, turn);
      const written = await writeFacts(unit, { decided, records: facts.records }, () => {
        // Without valid memory another process applies facts too, and work ahead would mostly be lost.
        if (isRemembered && isPlain(facts)) offer({ turn, context: decided.context });
      });
      return addFacts(lifted, written);
    });
  }

  /** Writes all that a new tick lifts, and judges claims by the states of all of it; a repeated tick lifts nothing. */
  async #lift(
    unit: Unit,
    { decisions }: DecidedFacts,
    facts: FactsBatch,
    turn: string,
  ): Promise<AppliedFacts> {
    const isNew = decisions.events[0]?.outcome === 'applied';
    const due = isNew ? await this.#lifting.due(unit, facts) : null;
    if (!due) return NOTHING_WRITTEN;
    const on = { memory: this.#memory, turn, most: this.#most };
    let applied = await new LiftedGroups(unit, due, on).write();
    // All of them: what waits for the tick reads them behind it.
    while (applied.areClaimsLeft) {
      const { committed, isMore } = await judgeDueClaims(unit, appendTimeOf(facts.batch));
      const changes = applied.changes + committed.length;
      applied = {
        ...applied,
        ...{ changes, committed: [...applied.committed, ...committed], areClaimsLeft: isMore },
      };
    }
    return applied;
  }
}

/** Whether a batch may be worked out ahead: customs, without withdrawals of figures. */
function isPlain({ records, domain }: FactsBatch): boolean {
  return (
    domain === 'customs' &&
    records.every((one) => one.kind !== 'accepted' || one.event.type !== 'silkgauge.figure.withdrawn.v1')
  );
}
