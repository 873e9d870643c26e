import type Broker from 'kafkajs/src/broker/index.js';
import type { ProducerId } from 'kafkajs/src/broker/index.js';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { untilReady } from './until-ready.ts';

/** Partitions by topic. */
export type TopicPartitions = readonly { readonly topic: string; readonly partitions: readonly number[] }[];

const OF_TRANSACTIONS = 1;

/** The markers of the transaction before are still being written. */
const CONCURRENT_TRANSACTIONS = 51;
/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR: as after the start of a broker. */
const NOT_YET = new Set([14, 15, 16, CONCURRENT_TRANSACTIONS]);
const STILL_ENDING = new Set([CONCURRENT_TRANSACTIONS]);

/**
 * A transactional id and what its coordinator gave to its holder: a producer id with an epoch. Each holder has the producer id of the
 * one before and a later epoch, and a partition takes nothing of an epoch older than one it has seen of that producer id.
 */
export class TransactionalId {
  readonly producer: ProducerId;
  readonly #name: string;
  readonly #coordinator: Broker;
  readonly #patience: number;

  private constructor(name: string, coordinator: Broker, producer: ProducerId, patience: number) {
    this.#name = name;
    this.#coordinator = coordinator;
    this.#patience = patience;
    this.producer = producer;
  }

  /**
   * Takes the id: whatever was open under it is ended, and the former holder can begin nothing more. `patience` is for how many
   * milliseconds it is asked again for what the coordinator is not ready to do yet; twice as long a transaction may take.
   */
  static async take(cluster: Cluster, name: string, patience: number): Promise<TransactionalId> {
    return untilReady(NOT_YET, patience, async () => {
      const coordinator = await cluster.findGroupCoordinator({
        groupId: name,
        coordinatorType: OF_TRANSACTIONS,
      });
      const request = { transactionalId: name, transactionTimeout: 2 * patience };
      const { producerId, producerEpoch } = await coordinator.initProducerId(request);
      return new TransactionalId(name, coordinator, { producerId, producerEpoch }, patience);
    });
  }

  /** What every request within a transaction says. */
  get holder(): ProducerId & { readonly transactionalId: string } {
    return { ...this.producer, transactionalId: this.#name };
  }

  /** Begins a transaction, or has it take in more partitions: before anything is written to them. */
  async include(topics: TopicPartitions): Promise<void> {
    const request = { ...this.holder, topics };
    await untilReady(STILL_ENDING, this.#patience, () => this.#coordinator.addPartitionsToTxn(request));
  }

  async commit(): Promise<void> {
    await this.#coordinator.endTxn({ ...this.holder, transactionResult: true });
  }

  /**
   * Writes the end of an empty transaction on every partition of some topics, which no reader sees. When it resolves, all of them
   * have seen this epoch: what the former holder has sent is there, and nothing more of it will be.
   */
  async markOn(topics: TopicPartitions): Promise<void> {
    const [first] = topics;
    if (!first) return;
    await this.include(topics);
    await this.commit();
    // The coordinator begins another only when all markers of the one before are written.
    await this.include([{ topic: first.topic, partitions: first.partitions.slice(0, 1) }]);
    await this.commit();
  }
}
