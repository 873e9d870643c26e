import { placeName } from '@silkgauge/contract';
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

const NODE: BrokerNode = { id: 1, host: 'localhost', port: 9092, lane: 'data' };
/** Byte offsets of producer id, epoch and first sequence in a record batch. */
const [PRODUCER_AT, EPOCH_AT, SEQUENCE_AT] = [43, 51, 53];
const [OUT_OF_ORDER, OLD_EPOCH, PRODUCER_FENCED] = [45, 47, 90];
/** The last epoch that Kafka gives out for a producer id. */
const LAST_GIVEN = 32_766;

interface Transaction {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[];
}

/**
 * Kafka's coordinator and partitions, as far as a fence needs them: epochs are compared for one producer id
 * alone, and after the last epoch the coordinator gives another producer id.
 */
export class FencingBroker {
  producer = { producerId: 7n, producerEpoch: -1 };
  /** The newest epoch that each partition knows, by producer id. */
  readonly known = new Map<string, Map<bigint, number>>();
  written = 0;
  readonly #compares: boolean;
  readonly #marks: boolean;
  #included: Transaction['topics'] = [];

  constructor({ compares = true, marks = true }: { compares?: boolean; marks?: boolean } = {}) {
    this.#compares = compares;
    this.#marks = marks;
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

  /** The error code for a batch with this first sequence number in its epoch. */
  take(place: string, producerId: bigint, epoch: number, sequence: number): number {
    const known = this.known.get(place)?.get(producerId);
    if (known !== undefined && known > epoch && this.#compares) return OLD_EPOCH;
    if (known !== undefined && known !== epoch && sequence !== 0) return OUT_OF_ORDER;
    this.written += 1;
    return 0;
  }

  #serve(key: number, given: readonly unknown[]): unknown {
    switch (key) {
      case initProducerIdV4.api.key:
        return this.#next();
      case addPartitionsToTxnV3.api.key:
        return this.#include((given[0] as [Transaction])[0]);
      case endTxnV3.api.key:
        return this.#end(given[1] as bigint, given[2] as number);
      case describeProducersV0.api.key:
        return this.#describe(given[0] as [{ name: string; partitionIndexes: [number] }]);
      case produceV11.api.key:
        return this.#produce(given[0] as ProduceRequest);
      default:
        return new Error(`request ${String(key)} is not asked by a fence`);
    }
  }

  #next() {
    const { producerId, producerEpoch } = this.producer;
    this.producer =
      producerEpoch < LAST_GIVEN
        ? { producerId, producerEpoch: producerEpoch + 1 }
        : { producerId: producerId + 1n, producerEpoch: 0 };
    return this.producer;
  }

  #isNewest({ producerId, producerEpoch }: { producerId: bigint; producerEpoch: number }): boolean {
    return producerId === this.producer.producerId && producerEpoch === this.producer.producerEpoch;
  }

  #include(transaction: Transaction): unknown {
    if (!this.#isNewest(transaction)) return refused(PRODUCER_FENCED);
    this.#included = transaction.topics;
    return {};
  }

  #end(producerId: bigint, producerEpoch: number): unknown {
    if (!this.#isNewest({ producerId, producerEpoch })) return refused(PRODUCER_FENCED);
    for (const { name, partitions } of this.#included)
      for (const partition of this.#marks ? partitions : []) {
        const place = placeName({ topic: name, partition });
        const epochs = this.known.get(place) ?? new Map<bigint, number>();
        this.known.set(place, epochs.set(producerId, producerEpoch));
      }
    return {};
  }

  #describe([{ name, partitionIndexes }]: [{ name: string; partitionIndexes: [number] }]): unknown {
    const [partitionIndex] = partitionIndexes;
    const epochs =
      this.known.get(placeName({ topic: name, partition: partitionIndex })) ?? new Map<bigint, number>();
    const activeProducers = [...epochs].map(([producerId, producerEpoch]) => ({ producerId, producerEpoch }));
    return { topics: [{ name, partitions: [{ partitionIndex, activeProducers }] }] };
  }

  #produce({ topic, parts }: ProduceRequest): unknown {
    const partitionResponses = parts.map(({ partition, batch }) => ({
      index: partition,
      errorCode: this.take(
        placeName({ topic, partition }),
        batch.readBigInt64BE(PRODUCER_AT),
        batch.readInt16BE(EPOCH_AT),
        batch.readInt32BE(SEQUENCE_AT),
      ),
      errorMessage: null,
    }));
    return { responses: [{ name: topic, partitionResponses }] };
  }
}
