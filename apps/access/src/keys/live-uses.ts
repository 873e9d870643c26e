import { setTimeout as sleep } from 'node:timers/promises';
import { LastUses } from '@silkgauge/access';
import { ACCESS_USAGE_TOPIC } from '@silkgauge/contract';
import { TopicReading, type KafkaConfig } from '@silkgauge/kafka';

/** Milliseconds between looks at the topic: processes tell of use once a minute. */
const PAUSE = 5_000;

/** The last use of each key, as the topic has it. */
export class LiveUses {
  readonly latest = new LastUses();
  readonly #reading: TopicReading;
  readonly #over = new AbortController();
  #following: Promise<void> | undefined;

  constructor(kafka: KafkaConfig, topicPrefix: string) {
    this.#reading = new TopicReading(kafka, topicPrefix + ACCESS_USAGE_TOPIC, ({ records }) => {
      for (const { key, value } of records) this.latest.take(key, value);
    });
  }

  /** Follows the topic; a broker that is away is tried again until `close`. */
  start(): void {
    this.#following ??= this.#follow();
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#reading.close();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      // Keys are judged without it; a failure of the broker is told by the table.
      await this.#reading.readToEnd().catch(() => undefined);
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
}
