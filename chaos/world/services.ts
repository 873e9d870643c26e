import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import {
  newDataFolder,
  startKafka,
  startPostgres,
  testDatabase,
  type EmbeddedKafka,
  type EmbeddedPostgres,
} from '@silkgauge/testing';
import type { Ending } from '../plan/faults.ts';
import { steadyPort } from './steady-port.ts';

/** Where clients in front of a proxy find the broker: it listens on `port` and tells them `proxy`. */
export interface ProxiedListener {
  readonly port: number;
  readonly proxy: number;
}

/** A broker and a database server of a run's own, which can be ended and started again on their data. */
export class Services {
  readonly #kafkaOptions: { dir: string; port: number; behind: readonly ProxiedListener[] };
  readonly #postgresOptions: { dir: string; port: number };
  #kafka: EmbeddedKafka;
  #postgres: EmbeddedPostgres;
  readonly databaseUrl: string;

  private constructor(
    kafka: EmbeddedKafka,
    postgres: EmbeddedPostgres,
    url: string,
    behind: readonly ProxiedListener[],
  ) {
    this.#kafka = kafka;
    this.#postgres = postgres;
    this.#kafkaOptions = { dir: kafka.dir, port: kafka.port, behind };
    this.#postgresOptions = { dir: postgres.dir, port: postgres.port };
    this.databaseUrl = url;
  }

  /** With topics and the schema, and nothing in them. */
  static async start(behind: readonly ProxiedListener[], postgresPort: number): Promise<Services> {
    const [kafka, postgres] = await Promise.all([
      startKafka({ dir: newDataFolder('kafka'), port: await steadyPort(), behind }),
      startPostgres({ dir: newDataFolder('postgres'), port: postgresPort }),
    ]);
    const [database] = await Promise.all([
      testDatabase(postgres.databaseUrl),
      ensureTopics({ brokers: [kafka.brokers] }, topics()),
    ]);
    return new Services(kafka, postgres, database.url, behind);
  }

  /** The broker's own address, past every proxy. */
  get brokers(): string {
    return this.#kafka.brokers;
  }

  /** The server's `postgres` database, past every proxy. */
  get serverUrl(): string {
    return this.#postgres.databaseUrl;
  }

  /** Ends the broker and starts it again on its data after `seconds`. */
  async bounceBroker(how: Ending, seconds: number): Promise<void> {
    await this.#kafka[how]();
    await pause(1_000 * seconds);
    this.#kafka = await startKafka(this.#kafkaOptions);
  }

  async bouncePostgres(how: Ending, seconds: number): Promise<void> {
    await this.#postgres[how]();
    await pause(1_000 * seconds);
    this.#postgres = await startPostgres(this.#postgresOptions);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#kafka.stop(), this.#postgres.stop()]);
    for (const { dir } of [this.#kafka, this.#postgres]) rmSync(dir, { recursive: true, force: true });
  }
}
