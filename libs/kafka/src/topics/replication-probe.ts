import { answeredFor } from '../broker/broker-probe.ts';
import type { KafkaConfig } from '../broker/client.ts';
import { causedBy } from '../broker/errors.ts';
import { readReplication, replicationFault, type WantedReplication } from './replication.ts';

export interface ReplicationResult {
  readonly ok: boolean;
  readonly reason?: string;
  /** The lowest value of any topic. */
  readonly replicas?: number;
  readonly inSync?: number;
  readonly minInSync?: number;
}

/** Milliseconds for which an answer is reused. */
const FRESH = 5_000;

class ReplicationTooLow extends Error {
  override readonly name = 'ReplicationTooLow';
  readonly code = 'replication';
}

/** Reports the replication of the topics and whether it suffices. For readiness: `check` never throws. */
export class ReplicationProbe {
  readonly #config: KafkaConfig;
  readonly #topics: readonly string[];
  readonly #wanted: WantedReplication;
  readonly check = answeredFor(FRESH, () => this.#ask());

  constructor(config: KafkaConfig, topics: readonly string[], wanted: WantedReplication) {
    this.#config = config;
    this.#topics = [...new Set(topics)];
    this.#wanted = wanted;
  }

  /** @throws ReplicationTooLow when the brokers report less than wanted; passes without an answer */
  async refuseLess(): Promise<void> {
    if (this.#wanted === 'any') return;
    const { ok, reason, replicas } = await this.check();
    if (!ok && replicas !== undefined) throw new ReplicationTooLow(reason);
  }

  async #ask(): Promise<ReplicationResult> {
    try {
      const found = await readReplication(this.#config, this.#topics);
      const missing = this.#topics.filter((name) => !found.some(({ topic }) => topic === name));
      if (missing.length > 0) return { ok: false, reason: `no topic ${missing.join(', ')}` };
      const least = {
        replicas: Math.min(...found.map(({ replicas }) => replicas)),
        inSync: Math.min(...found.map(({ inSync }) => inSync)),
        minInSync: Math.min(...found.map(({ minInSync }) => minInSync)),
      };
      const reason = replicationFault(found, this.#wanted);
      return reason === null ? { ok: true, ...least } : { ok: false, reason, ...least };
    } catch (error) {
      return { ok: false, reason: causedBy(error) };
    }
  }
}
