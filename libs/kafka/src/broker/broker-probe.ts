import type { KafkaConfig } from './client.ts';
import { Cluster } from './cluster.ts';
import { causedBy } from './errors.ts';

export interface ProbeResult {
  readonly ok: boolean;
  readonly reason?: string;
}

/** An answer younger than this is given again, in milliseconds. */
const FRESH = 1_000;

/** Asks once for all who want to know, and gives the answer again while it is younger than so many milliseconds. */
export const answeredFor = <T>(milliseconds: number, ask: () => Promise<T>): (() => Promise<T>) => {
  let known: { readonly until: number; readonly answer: Promise<T> } | null = null;
  return () => {
    const now = performance.now();
    if (!known || now > known.until) known = { until: now + milliseconds, answer: ask() };
    return known.answer;
  };
};

/** Tells whether a broker answers and has the topics; for readiness, so it never throws. */
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
