import type { KafkaConfig } from '../broker/client.ts';
import { Cluster } from '../broker/cluster.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { scanPartition, type Scanned } from './scan-topics.ts';

/**
 * Reads a topic from its beginning to its present end, and from there at each later call. No offset is kept
 * anywhere: a new reading gets all records again, as suits a compacted topic. An unreadable batch is given to
 * `take` once, and passed over.
 */
export class TopicReading {
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #take: (found: Scanned) => Promise<void> | void;
  readonly #over = new AbortController();
  readonly #places = new Map<number, bigint>();
  #last: Promise<void> = Promise.resolve();

  constructor(kafka: KafkaConfig, topic: string, take: (found: Scanned) => Promise<void> | void) {
    this.#cluster = new Cluster(kafka);
    this.#topic = topic;
    this.#take = take;
  }

  /**
   * Resolves once `take` had all records that were committed before the call. Calls run one after another.
   *
   * @throws an error of `take`, and when the broker does not answer or the topic is missing; the next call goes
   *   on behind the records taken
   */
  readToEnd(): Promise<void> {
    const reading = this.#last.then(() => this.#read());
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  /** Ends a call under way early. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#cluster.close();
  }

  async #read(): Promise<void> {
    try {
      for (const [partition, { low, high }] of await offsetRanges(this.#cluster, this.#topic)) {
        const place = this.#places.get(partition) ?? low;
        // A topic that was made anew may end before the place, and is read from its beginning.
        const from = place < low || place > high ? low : place;
        if (from < high) await this.#readPartition(partition, from, high);
        if (!this.#over.signal.aborted) this.#places.set(partition, high);
      }
    } catch (error) {
      this.#cluster.forget();
      if (!this.#over.signal.aborted) throw error;
    }
  }

  #readPartition(partition: number, from: bigint, until: bigint): Promise<void> {
    const listener = {
      take: async (found: Scanned) => {
        await this.#take(found);
        const last = found.records.at(-1);
        if (last) this.#places.set(partition, last.offset + 1n);
        return found.unreadable?.next;
      },
    };
    const range = { topic: this.#topic, partition, from, until };
    return scanPartition(this.#cluster, range, listener, false, this.#over.signal);
  }
}
