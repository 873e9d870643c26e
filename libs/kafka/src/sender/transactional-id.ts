import {
  addPartitionsToTxnV3,
  endTxnV3,
  endTxnV4,
  initProducerIdV3,
  initProducerIdV4,
  initProducerIdV5,
} from '@platformatic/kafka';
import type { ProducerId } from '../wire/batch-writer.ts';
import type { Cluster, BrokerNode, Versions } from '../broker/cluster.ts';
import { isPassing, Refused } from '../broker/errors.ts';
import { untilReady } from '../broker/until-ready.ts';

/** Partitions by topic. */
export type TopicPartitions = readonly { readonly topic: string; readonly partitions: readonly number[] }[];

/** In milliseconds. */
export interface TransactionLimits {
  /** Of the retries of one request. */
  readonly patience: number;
  /** The same while the coordinator writes the markers of the former transaction. */
  readonly markers: number;
  /** Of a transaction that its holder leaves open. */
  readonly transaction: number;
}

/** The same coordinator is still writing the markers of the former transaction. */
const CONCURRENT_TRANSACTIONS = 51;

/** Last epoch for writing: behind 32,766 comes another producer id, whose epochs no partition compares. */
export const LAST_EPOCH = 32_700;

/**
 * A transactional id, with the producer id and epoch of its holder. Each holder gets the producer id of the
 * former one with a later epoch, and a partition refuses epochs older than the newest it has seen.
 */
export class TransactionalId {
  readonly #cluster: Pick<Cluster, 'coordinator' | 'request'>;
  readonly #name: string;
  readonly #limits: TransactionLimits;
  #coordinator: BrokerNode | null = null;
  #producer: ProducerId = { producerId: -1n, producerEpoch: -1 };

  constructor(cluster: Pick<Cluster, 'coordinator' | 'request'>, name: string, limits: TransactionLimits) {
    this.#cluster = cluster;
    this.#name = name;
    this.#limits = limits;
  }

  /**
   * Takes the id: the coordinator ends an open transaction of the former holder, who can begin no other. The
   * id gets the next epoch, or the first epoch of another producer id when none is left.
   */
  async take(): Promise<void> {
    const { producerId, producerEpoch } = await this.#ask(
      [initProducerIdV5.api, initProducerIdV4.api, initProducerIdV3.api],
      this.#name,
      this.#limits.transaction,
      -1n,
      -1,
    );
    this.#producer = { producerId, producerEpoch };
  }

  get producer(): ProducerId {
    return this.#producer;
  }

  /** Adds partitions to the transaction, before writing to them. Versions from 4 on are for brokers. */
  async include(topics: TopicPartitions): Promise<void> {
    const transaction = {
      transactionalId: this.#name,
      ...this.#producer,
      verifyOnly: false,
      topics: topics.map(({ topic, partitions }) => ({ name: topic, partitions: [...partitions] })),
    };
    await this.#ask(addPartitionsToTxnV3.api, [transaction]);
  }

  /** Commits with a version below 5: from version 5 on the request raises the epoch. */
  async commit(): Promise<void> {
    const { producerId, producerEpoch } = this.#producer;
    await this.#ask([endTxnV4.api, endTxnV3.api], this.#name, producerId, producerEpoch, true);
  }

  /**
   * Writes the marker of an empty transaction, which no reader sees, to every partition of some topics. Once
   * resolved, every partition has seen this epoch: records of the former holder are there or will be refused.
   */
  async markOn(topics: TopicPartitions): Promise<void> {
    const [first] = topics;
    if (!first) return;
    await this.include(topics);
    await this.commit();
    // The coordinator begins the next transaction after all markers of the former one are written.
    await this.include([{ topic: first.topic, partitions: first.partitions.slice(0, 1) }]);
    await this.commit();
  }

  /** Repeats a request whose answer was lost: each request of this class may be repeated without harm. */
  #ask<A extends unknown[], R>(versions: Versions<A, R>, ...given: A): Promise<R> {
    const limit = performance.now() + this.#limits.patience;
    const mayRepeat = (error: unknown): boolean =>
      isPassing(error) && (isConcurrent(error) || performance.now() <= limit);
    return untilReady(mayRepeat, this.#limits.markers, async () => {
      this.#coordinator ??= await this.#cluster.coordinator('transaction', this.#name);
      try {
        return await this.#cluster.request(this.#coordinator, versions, ...given);
      } catch (error) {
        if (!isConcurrent(error)) this.#coordinator = null;
        throw error;
      }
    });
  }
}

const isConcurrent = (error: unknown): boolean =>
  error instanceof Refused && error.code === CONCURRENT_TRANSACTIONS;
