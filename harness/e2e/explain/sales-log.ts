import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '../../services/index.ts';
import { digitsAfterPoint, parse, plus, whole, write } from '../../fraction.ts';

/** A range of a partition, both ends included. */
export interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  readonly to: string;
}

export interface Sold {
  readonly total: string;
  readonly events: string;
  readonly units: string;
  readonly last: string;
}

interface Sale {
  readonly source: string;
  readonly id: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Reads sales with a plain consumer and sums ranges of the log, independently of the product. */
export class SalesLog {
  readonly #consumer;
  readonly #topic: string;
  /** Values by partition and offset. */
  readonly #read = new Map<number, Map<bigint, string>>();

  constructor(brokers: string, topic: string) {
    const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    this.#consumer = kafka.consumer({ groupId: `${topic}-read-again`, maxWaitTimeInMs: 200 });
    this.#topic = topic;
  }

  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topic: this.#topic, fromBeginning: true });
    await this.#consumer.run({
      eachMessage: async ({ partition, message }) => {
        const values = this.#read.get(partition) ?? new Map<bigint, string>();
        this.#read.set(partition, values.set(BigInt(message.offset), String(message.value)));
        await Promise.resolve();
      },
    });
  }

  stop(): Promise<void> {
    return this.#consumer.disconnect();
  }

  /** Sales of a series and month in these ranges; each identity counts once. */
  async sum(ranges: readonly Range[], key: string): Promise<Sold> {
    const counted = new Map<string, Sale>();
    for (const { topic, partition, from, to } of ranges) {
      if (topic !== this.#topic) throw new Error(`${topic} is not read`);
      await eventually(() => this.#read.get(partition)?.has(BigInt(to)));
      for (let offset = BigInt(from); offset <= BigInt(to); offset += 1n) {
        const sale = JSON.parse(this.#read.get(partition)?.get(offset) ?? '{}') as Sale;
        const identity = `${sale.source} ${sale.id}`;
        if (keyOf(sale.data) === key && !counted.has(identity)) counted.set(identity, sale);
      }
    }
    const sales = [...counted.values()].map(({ data }) => data);
    return {
      total: sumOf(sales.map(({ amount = '' }) => amount)),
      events: String(sales.length),
      units: sumOf(sales.map(({ quantity = '' }) => quantity)),
      last: latestOf(sales.map(({ orderedAt = '' }) => orderedAt)),
    };
  }
}

function keyOf(data: Sale['data']): string {
  const { platform, sellerCountry, buyerCountry, category, flow, currency, orderedAt = '' } = data;
  const codes = [
    platform,
    sellerCountry,
    'SALES',
    'OWN',
    flow === 'export' ? 'X' : 'M',
    '_T',
    category,
    buyerCountry,
  ];
  return `${[...codes, currency].join('.')}/${orderedAt.slice(0, 7)}`;
}

function latestOf(instants: readonly string[]): string {
  const latest = Math.max(...instants.map((instant) => Date.parse(instant)));
  return new Date(latest).toISOString().replace('.000Z', 'Z');
}

function sumOf(decimals: readonly string[]): string {
  const scale = Math.max(0, ...decimals.map(digitsAfterPoint));
  return write(decimals.map(parse).reduce(plus, whole(0)), scale, 'near');
}
