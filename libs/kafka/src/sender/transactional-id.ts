import { addPartitionsToTxnV3, endTxnV3, initProducerIdV4, type API } from '@platformatic/kafka';
import type { ProducerId } from '../wire/batch-writer.ts';
import type { Cluster, BrokerNode } from '../broker/cluster.ts';
import { isPassing, Refused } from '../broker/errors.ts';
import { untilReady } from '../broker/until-ready.ts';

/** Partitions by topic. */
export type TopicPartitions = readonly { readonly topic: string; readonly partitions: readonly number[] }[];

/** The markers of the transaction before are still being written, by the same coordinator. */
const CONCURRENT_TRANSACTIONS = 51;

/** None of a producer id is left after 32,766: the coordinator gives another one then, which no partition compares with the one before. */
export const LAST_EPOCH = 32_700;

/**
 * A transactional id and what its coordinator gave to its holder: a producer id with an epoch. Each holder has the producer id of the
 * one before and a later epoch, and a partition takes nothing of an epoch older than one it has seen of that producer id.
 */
export class TransactionalId {
  readonly #cluster: Pick<Cluster, 'coordinator' | 'request'>;
  readonly #name: string;
  readonly #patience: number;
  #coordinator: BrokerNode | null = null;
  #producer: ProducerId = { producerId: -1n, producerEpoch: -1 };

  /**
   * For `patience` milliseconds a coordinator that moves, or is not ready, is asked again; twice as long a transaction may take.
   */
  constructor(cluster: Pick<Cluster, 'coordinator' | 'request'>, name: string, patience: number) {
    this.#cluster = cluster;
    this.#name = name;
    this.#patience = patience;
  }

  /**
   * Takes the id: whatever was open under it is ended, and the former holder can begin nothing more. Each time it gets the next
   * epoch, and where there is none left the first one of another producer id.
   */
  async take(): Promise<void> {
    const { producerId, producerEpoch } = await this.#ask(
      initProducerIdV4.api,
      this.#name,
      2 * this.#patience,
      -1n,
      -1,
    );
    this.#producer = { producerId, producerEpoch };
  }

  get producer(): ProducerId {
    return this.#producer;
  }

  /** Begins a transaction, or has it take in more partitions: before anything is written to them. Version 4 and later ones are for brokers. */
  async include(topics: TopicPartitions): Promise<void> {
    const transaction = {
      transactionalId: this.#name,
      ...this.#producer,
      verifyOnly: false,
      topics: topics.map(({ topic, partitions }) => ({ name: topic, partitions: [...partitions] })),
    };
    await this.#ask(addPartitionsToTxnV3.api, [transaction]);
  }

  /** Not with version 5 or later, which would raise the epoch. */
  async commit(): Promise<void> {
    const { producerId, producerEpoch } = this.#producer;
    await this.#ask(endTxnV3.api, this.#name, producerId, producerEpoch, true);
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

  /** Each of these may be asked again when the answer got lost: done twice it is as when done once. */
  #ask<A extends unknown[], R>(api: API<A, R>, ...given: A): Promise<R> {
    return untilReady(isPassing, this.#patience, async () => {
      this.#coordinator ??= await this.#cluster.coordinator('transaction', this.#name);
      try {
        return await this.#cluster.request(this.#coordinator, api, ...given);
      } catch (error) {
        if (!(error instanceof Refused && error.code === CONCURRENT_TRANSACTIONS)) this.#coordinator = null;
        throw error;
      }
    });
  }
}
