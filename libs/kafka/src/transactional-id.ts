import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import Broker, { type ProducerId } from 'kafkajs/src/broker/index.js';

type Answer = (broker: Broker, ask: () => Promise<ProducerId>) => Promise<ProducerId>;

/** Who answers when kafkajs asks for a producer id, where it is not simply the broker. */
const answers = new AsyncLocalStorage<Answer>();
const { prototype } = Broker;
const { initProducerId } = prototype;

prototype.initProducerId = function (this: Broker, request): Promise<ProducerId> {
  const ask = () => initProducerId.call(this, request);
  return answers.getStore()?.(this, ask) ?? ask();
};

/** CONCURRENT_TRANSACTIONS: the markers of the transaction before are still being written. */
const STILL_ENDING = 51;
const ENDING_MS = 5;

/**
 * A transactional id and what its coordinator gave to its holder: a producer id with an epoch. Each holder has the producer id of the
 * one before and the next epoch, and a partition takes nothing of an epoch older than one it has seen of that producer id.
 */
export class TransactionalId {
  readonly #name: string;
  readonly #coordinator: Broker;
  readonly #id: ProducerId;

  private constructor(name: string, coordinator: Broker, id: ProducerId) {
    this.#name = name;
    this.#coordinator = coordinator;
    this.#id = id;
  }

  /**
   * Takes the id with a connected producer that was made for it: whatever was open under it is ended, and the former holder can
   * begin nothing more.
   */
  static async take(name: string, producer: Producer): Promise<TransactionalId> {
    let taken: TransactionalId | null = null;
    const noting: Answer = async (coordinator, ask) => {
      const id = await ask();
      taken = new TransactionalId(name, coordinator, id);
      return id;
    };
    await answers.run(noting, async () => {
      // With nothing in it: only its begin is wanted.
      const transaction = await producer.transaction();
      await transaction.commit();
    });
    if (!taken) throw new Error('kafkajs has not asked for a producer id');
    return taken;
  }

  /** Connects an idempotent producer that writes with the producer id and epoch of this one. */
  async lendTo(producer: Producer): Promise<void> {
    await answers.run(
      () => Promise.resolve(this.#id),
      () => producer.connect(),
    );
  }

  /**
   * Writes the end of an empty transaction on every partition of some topics, which no reader sees. When it resolves, all of them
   * have seen this epoch: what the former holder has sent is there, and nothing more of it will be.
   *
   * @throws what the coordinator refuses, among it that the id has a newer holder; an error when it is not done within `patience` ms
   */
  async markEverywhere(names: readonly string[], patience: number): Promise<void> {
    const [first] = names;
    if (first === undefined) return;
    const limit = performance.now() + patience;
    const { topicMetadata } = await this.#coordinator.metadata(names);
    const topics = topicMetadata.map(({ topic, partitionMetadata }) => ({
      topic,
      partitions: partitionMetadata.map(({ partitionId }) => partitionId),
    }));
    await this.#emptyTransaction(topics, limit);
    // The coordinator begins another only when all markers of the one before are written.
    await this.#emptyTransaction([{ topic: first, partitions: [0] }], limit);
  }

  async #emptyTransaction(topics: PartitionsOf, limit: number): Promise<void> {
    const request = { ...this.#id, transactionalId: this.#name };
    while (!(await this.#begin({ ...request, topics }))) {
      if (performance.now() > limit) throw new Error('the transaction before does not end');
      await sleep(ENDING_MS);
    }
    await this.#coordinator.endTxn({ ...request, transactionResult: true });
  }

  async #begin(request: AddPartitions): Promise<boolean> {
    try {
      await this.#coordinator.addPartitionsToTxn(request);
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === STILL_ENDING) return false;
      throw error;
    }
  }
}

type AddPartitions = Parameters<Broker['addPartitionsToTxn']>[0];
type PartitionsOf = AddPartitions['topics'];
