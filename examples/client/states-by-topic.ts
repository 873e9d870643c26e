import { follow } from '@silkgauge/client/states';
import { Kafka } from 'kafkajs';

/** The newest state of each key of the topics: the same states as `GET /v1/growth`. */
export async function newest(broker: string, topics = ['growth-updated.customs', 'growth-updated.platform']) {
  const followed = follow({ kafka: new Kafka({ brokers: [broker] }), topics });
  await followed.caughtUp;
  return followed;
}
