import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConfig } from '../broker/client.ts';
import type { Scanned } from './scan-topics.ts';
import { TopicReading } from './topic-reading.ts';

/** Pause between looks at the ends of the topic, in milliseconds. */
const PAUSE = 1_000;

/**
 * Reads a topic from its beginning and goes on as records arrive, until `signal` is aborted; as of
 * {@link TopicReading}.
 *
 * @throws an error of `take`, and when the broker does not answer or the topic is missing
 */
export const followTopic = async (
  kafka: KafkaConfig,
  topic: string,
  take: (found: Scanned) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  const reading = new TopicReading(kafka, topic, take);
  const end = () => void reading.close();
  signal.addEventListener('abort', end);
  try {
    while (!signal.aborted) {
      await reading.readToEnd();
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    signal.removeEventListener('abort', end);
    await reading.close();
  }
};
