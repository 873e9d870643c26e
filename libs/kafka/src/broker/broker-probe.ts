import type { KafkaConfig } from './client.ts';
import { Cluster } from './cluster.ts';
import { causedBy } from './errors.ts';

export interface ProbeResult {
  readonly ok: boolean;
  readonly reason?: string;
}

/** An answer younger than this is given again, in milliseconds. */
const FRESH = 1_000;

/** Tells whether a broker answers and has the topics; for readiness, so it never throws. */
export class BrokerProbe {
  readonly #cluster: Cluster;
  readonly #topics: readonly string[];
  #asked = Number.NEGATIVE_INFINITY;
  #answer: Promise<ProbeResult> = Promise.resolve({ ok: false });

  constructor(config: KafkaConfig, topics: readonly string[]) {
    this.#cluster = new Cluster(config);
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

  close(): Promise<void> {
    return this.#cluster.close();
  }

  async #ask(): Promise<ProbeResult> {
    try {
      this.#cluster.forget();
      const known = await this.#cluster.topics(this.#topics);
      // Also where there is nothing to look for a broker has to answer.
      await this.#cluster.nodes();
      const missing = this.#topics.filter((topic) => !known.has(topic));
      if (missing.length === 0) return { ok: true };
      return { ok: false, reason: `no topic ${missing.join(', ')}; create the topics first` };
    } catch (error) {
      return { ok: false, reason: causedBy(error) };
    }
  }
}
