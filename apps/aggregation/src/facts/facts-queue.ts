import { randomUUID } from 'node:crypto';
import { Fenced } from '@silkgauge/kafka';
import { Outdated, Overtaken } from '@silkgauge/read-model';
import { judgeLeftClaims } from '../claims.ts';
import type { Store } from '../store/store.ts';
import type { DecisionContext } from './decision-context.ts';
import type { FactsMemory } from './facts-memory.ts';
import { workOutFacts, type FactsBatch } from './work-out-facts.ts';
import { appendTimeOf, beginFacts, writeFacts, type AppliedFacts } from './write-facts.ts';

/** A batch whose decisions are made and whose series are registered, while it is not committed yet. */
interface PendingBatch {
  /** The token it leaves. */
  readonly turn: string;
  readonly context: DecisionContext;
}

interface RunningTransaction {
  /** Null when nothing can be worked out on top of it: wait for its end. */
  readonly pending: Promise<PendingBatch | null>;
  /** Settles when it is committed or has failed. */
  readonly done: Promise<unknown>;
}

const NOBODY: RunningTransaction = { pending: Promise.resolve(null), done: Promise.resolve() };

/**
 * Applies batches of facts one after another, each in one transaction. While one is written the next is worked out from what this
 * process remembers and what the first came to; the token in the database tells, once the lock is taken, whether all that was
 * so: the first was committed, and nobody applied facts in between. If not, the batch is worked out anew under the lock.
 *
 * Only figures of customs are worked out ahead. What may touch the states of sales waits until those are kept away, and what takes
 * figures back asks the database for things that only a commit brings there.
 */
export class FactsQueue {
  readonly #store: Store;
  readonly #memory: FactsMemory;
  readonly #mostWritten: number;
  #last = NOBODY;
  /** Whoever was here before may have left claims to be judged. */
  #areClaimsOpen = true;

  /** `mostWritten` bytes of documents are in one transaction, unless a single record comes to more. */
  constructor(store: Store, memory: FactsMemory, mostWritten: number) {
    this.#store = store;
    this.#memory = memory;
    this.#mostWritten = mostWritten;
  }

  /** @throws Fenced when the partition has a newer owner or the batch was applied before; UnstorableData; TooMuchWritten */
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
    if (!applied.areClaimsLeft && !this.#areClaimsOpen) return applied;
    this.#areClaimsOpen = false;
    const committed = [
      ...applied.committed,
      ...(await judgeLeftClaims(this.#store, appendTimeOf(facts.batch))),
    ];
    return { ...applied, committed };
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
      const { topic, partition, expected } = facts.batch;
      const place = `${topic}/${String(partition)}`;
      throw new Fenced(`${place} has moved on from ${String(expected)}`, { cause: error });
    }
  }

  /** Null when it has to be worked out anew. */
  async #ahead(
    facts: FactsBatch,
    under: PendingBatch,
    committed: Promise<unknown>,
    offer: (pending: PendingBatch) => void,
  ): Promise<AppliedFacts | null> {
    const turn = randomUUID();
    const graphs = this.#memory.ahead(under.turn, turn);
    if (!graphs) return null;
    const on = { graphs, before: under.context, mostWritten: this.#mostWritten };
    const decided = await workOutFacts(this.#store, facts, on);
    await committed;
    try {
      return await this.#store.transaction(async (unit) => {
        const found = await beginFacts(unit, facts, turn);
        if (found !== under.turn) throw new Outdated('others applied facts, or the batch before failed');
        return writeFacts(unit, decided, () => {
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
      const on = { graphs, before: null, mostWritten: this.#mostWritten };
      const decided = await workOutFacts(unit, facts, on);
      return writeFacts(unit, decided, () => {
        // Where processes take turns, the next would be worked out for nothing.
        if (isRemembered && isPlain(facts)) offer({ turn, context: decided.context });
      });
    });
  }
}

/** Figures, claims and statements of customs, and nothing that takes one back. */
function isPlain({ records, domain }: FactsBatch): boolean {
  return (
    domain === 'customs' &&
    records.every((one) => one.kind === 'rejected' || one.event.type !== 'silkgauge.figure.withdrawn.v1')
  );
}
