import type { Admin } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';
import { causedBy } from './errors.ts';

export interface ProbeResult {
  readonly ok: boolean;
  readonly reason?: string;
}

/** An answer younger than this is given again, in milliseconds. */
const FRESH = 1_000;

/** Tells whether the broker answers and has the topics; for readiness, so it never throws. */
export class BrokerProbe {
  readonly #config: KafkaConfig;
  readonly #topics: readonly string[];
  #admin: Admin | null = null;
  #asked = Number.NEGATIVE_INFINITY;
  #answer: Promise<ProbeResult> = Promise.resolve({ ok: false });

  constructor(config: KafkaConfig, topics: readonly string[]) {
    this.#config = config;
    this.#topics = topics;
  }

  check(): Promise<ProbeResult> {
    const now = performance.now();
    if (now - this.#asked > FRESH) {
      this.#asked = now;
      this.#answer = this.#ask();
    }
    return this.#answer;
  }

  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = null;
    await admin?.disconnect().catch(() => undefined);
  }

  async #ask(): Promise<ProbeResult> {
    const admin = (this.#admin ??= createKafka(this.#config).admin({ retry: { retries: 1 } }));
    try {
      await admin.connect();
      const known = new Set(await admin.listTopics());
      const missing = this.#topics.filter((topic) => !known.has(topic));
      if (missing.length === 0) return { ok: true };
      return { ok: false, reason: `no topic ${missing.join(', ')}; create the topics first` };
    } catch (error) {
      if (this.#admin === admin) await this.close();
      return { ok: false, reason: causedBy(error) };
    }
  }
}
