import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCESS_TOPIC, ACCESS_USAGE_TOPIC, AUDIT_TOPIC } from '@silkgauge/contract';
import { SafeProducer, type KafkaConfig } from '@silkgauge/kafka';
import type { Registry } from '@silkgauge/service';
import { AuditWriter } from '../audit/audit-writer.ts';
import { RefusedCredentials } from '../audit/refused-credentials.ts';
import { LiveTable } from '../table/live-table.ts';
import { UsageTeller } from '../usage/usage-teller.ts';

export interface ProcessAccessOptions {
  /** Name of the service. */
  readonly name: string;
  readonly kafka: KafkaConfig;
  readonly topicPrefix: string;
  /** As `AccessConfig` has them. */
  readonly publicKeys: readonly KeyObject[] | null;
  readonly registry: Registry;
  readonly logger: { warn(details: Record<string, unknown>, message: string): void };
}

/** Limit of a send in milliseconds, which bounds the stop of the process. */
const DEADLINE = 2_000;
/** Pause before the audit is told of the start again, in milliseconds. */
const TOLD_AGAIN = 2_000;

/** What a process has of access: keys and policy as they are now, and whom it tells of last use and of its deeds. */
export class ProcessAccess {
  readonly table: LiveTable;
  readonly audit: AuditWriter;
  readonly refused: RefusedCredentials;
  readonly #options: ProcessAccessOptions;
  readonly #producer: SafeProducer;
  readonly #usage: UsageTeller;
  readonly #over = new AbortController();
  #starting: Promise<void> | undefined;

  constructor(options: ProcessAccessOptions) {
    const { kafka, topicPrefix, publicKeys, registry, logger } = options;
    this.#options = options;
    const warn = logger.warn.bind(logger);
    this.table = new LiveTable({ kafka, topic: topicPrefix + ACCESS_TOPIC, registry, warn, publicKeys });
    this.#producer = new SafeProducer({ ...kafka, deadline: DEADLINE });
    this.audit = new AuditWriter((record) => this.#producer.send(topicPrefix + AUDIT_TOPIC, [record]));
    this.refused = new RefusedCredentials((content) => this.audit.write(content));
    this.#usage = new UsageTeller((records) =>
      this.#producer.send(topicPrefix + ACCESS_USAGE_TOPIC, records),
    );
  }

  /** Follows keys and policy from now on, and tells that the process has started, as soon as the broker takes that. */
  start(): void {
    this.table.start();
    this.#starting ??= this.#tellStart();
  }

  /** A key was used, at an instant in milliseconds since 1970. */
  readonly used = (id: string, at: number): void => {
    this.#usage.note(id, at);
  };

  /** Tells the last uses and refusals, and ends. */
  async close(): Promise<void> {
    this.#over.abort();
    await Promise.all([this.#starting, this.table.close(), this.#usage.close(), this.refused.close()]);
    await this.#producer.close();
  }

  async #tellStart(): Promise<void> {
    const { name, logger } = this.#options;
    const { signal } = this.#over;
    for (let isFirst = true; !signal.aborted; isFirst = false)
      try {
        await this.audit.write({ actor: {}, action: 'process.started', target: name, outcome: 'done' });
        return;
      } catch (error) {
        if (isFirst) logger.warn({ err: error }, 'the audit is not told of this start yet');
        await sleep(TOLD_AGAIN, undefined, { signal }).catch(() => undefined);
      }
  }
}
