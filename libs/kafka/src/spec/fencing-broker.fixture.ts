import { placeName } from '@silkgauge/contract';
import { Coordinator, FencedPartitions, type FenceRules } from '@silkgauge/testing';
import {
  addPartitionsToTxnV3,
  describeProducersV0,
  endTxnV3,
  initProducerIdV4,
  produceV11,
  type API,
} from '@platformatic/kafka';
import type { BrokerNode, Versions } from '../broker/cluster.ts';
import type { ProduceRequest } from '../sender/produce.ts';
import { refused } from '../broker/protocol-errors.ts';
import type { ProducerId } from '../wire/batch-writer.ts';

const NODE: BrokerNode = { id: 1, host: 'localhost', port: 9092, lane: 'data' };
/** Byte offsets of producer id, epoch and first sequence in a record batch. */
const [PRODUCER_AT, EPOCH_AT, SEQUENCE_AT] = [43, 51, 53];
const PRODUCER_FENCED = 90;
/** The last epoch that Kafka gives out for a producer id. */
const LAST_GIVEN = 32_766;

interface Transaction extends ProducerId {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[];
}

/** Answers the requests of a fence out of the harness's model of coordinator and partitions. */
export class FencingBroker {
  readonly partitions: FencedPartitions;
  written = 0;
  readonly #coordinator: Coordinator;
  #included: Transaction['topics'] = [];

  constructor(rules: Partial<FenceRules> = {}, formerEpoch = -1) {
    this.partitions = new FencedPartitions(rules);
    this.#coordinator = new Coordinator(LAST_GIVEN, formerEpoch);
  }

  readonly leader = (): Promise<BrokerNode> => Promise.resolve(NODE);
  readonly coordinator = (): Promise<BrokerNode> => Promise.resolve(NODE);

  readonly request = <A extends unknown[], R>(
    _node: BrokerNode,
    versions: Versions<A, R>,
    ...given: A
  ): Promise<R> => {
    const [{ key }] = [versions].flat() as [API<A, R>];
    const answer = this.#serve(key, given);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as R);
  };

  #serve(key: number, given: readonly unknown[]): unknown {
    switch (key) {
      case initProducerIdV4.api.key:
        return this.#coordinator.take();
      case addPartitionsToTxnV3.api.key:
        return this.#include((given[0] as [Transaction])[0]);
      case endTxnV3.api.key:
        return this.#end({ producerId: given[1] as bigint, producerEpoch: given[2] as number });
      case describeProducersV0.api.key:
        return this.#describe(given[0] as [{ name: string; partitionIndexes: [number] }]);
      case produceV11.api.key:
        return this.#produce(given[0] as ProduceRequest);
      default:
        return new Error(`request ${String(key)} is not asked by a fence`);
    }
  }

  #include(transaction: Transaction): unknown {
    if (!this.#coordinator.isNewest(transaction)) return refused(PRODUCER_FENCED);
    this.#included = transaction.topics;
    return {};
  }

  #end(producer: ProducerId): unknown {
    if (!this.#coordinator.isNewest(producer)) return refused(PRODUCER_FENCED);
    for (const { name: topic, partitions } of this.#included)
      for (const partition of partitions) this.partitions.mark(placeName({ topic, partition }), producer);
    return {};
  }

  #describe([{ name, partitionIndexes }]: [{ name: string; partitionIndexes: [number] }]): unknown {
    const [partitionIndex] = partitionIndexes;
    const epochs = this.partitions.epochs(placeName({ topic: name, partition: partitionIndex }));
    const activeProducers = Array.from(epochs, ([producerId, producerEpoch]) => ({
      producerId,
      producerEpoch,
    }));
    return { topics: [{ name, partitions: [{ partitionIndex, activeProducers }] }] };
  }

  #produce({ topic, parts }: ProduceRequest): unknown {
    const partitionResponses = parts.map(({ partition, batch }) => {
      const producer = {
        producerId: batch.readBigInt64BE(PRODUCER_AT),
        producerEpoch: batch.readInt16BE(EPOCH_AT),
      };
      const sequence = batch.readInt32BE(SEQUENCE_AT);
      const errorCode = this.partitions.write(placeName({ topic, partition }), producer, sequence);
      if (errorCode === 0) this.written += 1;
      return { index: partition, errorCode, errorMessage: null };
    });
    return { responses: [{ name: topic, partitionResponses }] };
  }
}
