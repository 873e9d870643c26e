import { Partitioners, type Kafka, type Message } from 'kafkajs';
import { saleHeaders, type SaleRecord } from './sale-record.ts';
import { readLines, recordOfLine } from './sales-file.ts';

/** Records per produce request, below the broker's batch limit even if all share one partition. */
const REQUEST = 1_500;

export function saleMessage(sale: SaleRecord): Message {
  return { key: sale.key, value: sale.value, headers: saleHeaders(sale) };
}

/** One record of so many begins a trace that is sampled. */
const TRACED = 100;

/** The header of a sampled trace of its own. */
const traceOf = (n: number) => ({
  ce_traceparent: `00-${n.toString(16).padStart(32, '0')}-${n.toString(16).padStart(16, '0')}-01`,
});

/**
 * Sends a file of sales to a topic, in order, partitioned by key; `traced` gives one of a hundred a sampled trace.
 * Returns the number of records.
 */
export async function loadTopic(kafka: Kafka, topic: string, path: string, traced = false): Promise<number> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  let loaded = 0;
  let made = 0;
  const send = async (messages: Message[]) => {
    await producer.send({ topic, acks: -1, messages });
    loaded += messages.length;
  };
  try {
    let sending = Promise.resolve();
    let messages: Message[] = [];
    for await (const line of readLines(path)) {
      const message = saleMessage(recordOfLine(line));
      made += 1;
      messages.push(
        traced && made % TRACED === 0
          ? { ...message, headers: { ...message.headers, ...traceOf(made) } }
          : message,
      );
      if (messages.length < REQUEST) continue;
      // One request at a time keeps the order, while the next is prepared.
      await sending;
      sending = send(messages);
      messages = [];
    }
    await sending;
    if (messages.length > 0) await send(messages);
  } finally {
    await producer.disconnect();
  }
  return loaded;
}
