import { Kafka, type Consumer } from 'kafkajs';

/** Keeps the newest state of each key of a growth-updated topic: the same states as `GET /v1/growth`. */
export async function subscribe(broker: string, topic: string, states: Map<string, any>): Promise<Consumer> {
  const consumer = new Kafka({ brokers: [broker] }).consumer({ groupId: `reader-${String(Date.now())}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const state = JSON.parse(String(message.value));
      if (state.version > (states.get(state.key)?.version ?? 0)) states.set(state.key, state);
    },
  });
  return consumer;
}
