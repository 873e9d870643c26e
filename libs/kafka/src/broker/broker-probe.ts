import type { KafkaConfig } from './client.ts';
import { Cluster } from './cluster.ts';
import { causedBy } from './errors.ts';

export interface ProbeResult {
  readonly ok: boolean;
  readonly reason?: string;
}

/** Milliseconds for which an answer is reused. */
const FRESH = 1_000;

/** Wraps `ask`: calls within so many milliseconds share one answer. */
export const answeredFor = <T>(milliseconds: number, ask: () => Promise<T>): (() => Promise<T>) => {
  let known: { readonly until: number; readonly answer: Promise<T> } | null = null;
  return () => {
    const now = performance.now();
    if (!known || now > known.until) known = { until: now + milliseconds, answer: ask() };
    return known.answer;
  };
};

/** Reports whether a broker answers and has the topics. For readiness: `check` never throws. */
export class BrokerProbe {
  readonly #cluster: Cluster;
  readonly #topics: readonly string[];
  readonly check = answeredFor(FRESH, () => this.#ask());

  constructor(config: KafkaConfig, topics: readonly string[]) {
    this.#cluster = new Cluster(config);
    this.#topics = topics;
  }

  close(): Promise<void> {
    return this.#cluster.close();
  }

  async #ask(): Promise<ProbeResult> {
    try {
      this.#cluster.forget();
      const known = await this.#cluster.topics(this.#topics);
      // A broker must answer, even without topics to look for.
      await this.#cluster.nodes();
      const missing = this.#topics.filter((topic) => !known.has(topic));
      if (missing.length === 0) return { ok: true };
      return { ok: false, reason: `no topic ${missing.join(', ')}; create the topics first` };
    } catch (error) {
      return { ok: false, reason: causedBy(error) };
    }
  }
}
