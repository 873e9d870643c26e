import { answeredFor } from '../broker/broker-probe.ts';
import type { KafkaConfig } from '../broker/client.ts';
import { causedBy } from '../broker/errors.ts';
import { readReplication, replicationFault, type WantedReplication } from './replication.ts';

export interface ReplicationResult {
  readonly ok: boolean;
  readonly reason?: string;
  /** The least that any of the topics has. */
  readonly replicas?: number;
  readonly inSync?: number;
  readonly minInSync?: number;
}

/** An answer younger than this is given again, in milliseconds. */
const FRESH = 5_000;

/** The topics are replicated less than they must be. */
export class ReplicationTooLow extends Error {
  override readonly name = 'ReplicationTooLow';
  readonly code = 'replication';
}

/** Tells how the topics are replicated and whether that is enough; for readiness, so it never throws. */
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

  /** @throws ReplicationTooLow where brokers say that it is less than wanted; brokers that are away are not waited for */
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
