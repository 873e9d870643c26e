import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import {
  eventually,
  newDataFolder,
  restoreBackup,
  startKafkaCluster,
  startPostgres,
  takeBackup,
  testDatabase,
  type EmbeddedPostgres,
  type KafkaCluster,
  type ProxiedListener,
} from '../../services/index.ts';
import type { Ending } from '../plan/faults.ts';

/** Leaders of these topics coordinate the group and the relay's transactional id. */
const COORDINATED = ['__consumer_offsets', '__transaction_state'];
const EVERY = { within: 90_000, every: 200 };

/** Brokers and a database server of one run, which can be stopped and restarted on their data. */
export class Services {
  readonly #cluster: KafkaCluster;
  readonly #postgresOptions: { dir: string; port: number };
  #postgres: EmbeddedPostgres;
  readonly databaseUrl: string;

  private constructor(cluster: KafkaCluster, postgres: EmbeddedPostgres, url: string) {
    this.#cluster = cluster;
    this.#postgres = postgres;
    this.#postgresOptions = { dir: postgres.dir, port: postgres.port };
    this.databaseUrl = url;
  }

  /** Starts one broker per list in `behind`, with topics and the schema but no data. */
  static async start(
    behind: readonly (readonly ProxiedListener[])[],
    postgresPort: number,
  ): Promise<Services> {
    const [cluster, postgres] = await Promise.all([
      startKafkaCluster({ brokers: behind.length, behind }),
      startPostgres({ dir: newDataFolder('postgres'), port: postgresPort }),
    ]);
    const [database] = await Promise.all([
      testDatabase(postgres.databaseUrl),
      ensureTopics({ brokers: cluster.brokers.split(',') }, topics()),
    ]);
    return new Services(cluster, postgres, database.url);
  }

  /** Direct addresses of the brokers, without proxies. */
  get brokers(): string {
    return this.#cluster.brokers;
  }

  /** Direct address of the `postgres` database. */
  get serverUrl(): string {
    return this.#postgres.databaseUrl;
  }

  /** Stops a broker and restarts it after `seconds`; `choice` in [0, 1) picks the broker. */
  async bounceBroker(choice: number, how: Ending, seconds: number): Promise<void> {
    const id = this.#pick(choice);
    await this.#cluster[how](id);
    await pause(1_000 * seconds);
    await this.#cluster.start(id);
  }

  /** Kills all brokers at once and restarts them after `seconds`. */
  async loseBrokers(seconds: number): Promise<void> {
    const { ids } = this.#cluster;
    await Promise.all(ids.map((id) => this.#cluster.kill(id)));
    await pause(1_000 * seconds);
    await Promise.all(ids.map((id) => this.#cluster.start(id)));
  }

  /** Freezes a broker until it leaves the in-sync replicas. Returns whether that happened. */
  async shrinkIsr(choice: number, seconds: number): Promise<boolean> {
    const id = this.#pick(choice);
    this.#cluster.freeze(id);
    await pause(1_000 * seconds);
    const isShrunk = await eventually(
      async () => (await this.#leastInSync(['platform.sales'])) < this.#cluster.ids.length,
      // Requests to the frozen broker wait for it.
      { within: 30_000, every: 200 },
    ).catch(() => false);
    this.#cluster.thaw(id);
    return isShrunk;
  }

  /** Moves every partition of every topic to another leader, and the coordinators too. */
  async moveLeaders(): Promise<void> {
    await this.#cluster.moveLeaders([...topics().map(({ name }) => name), ...COORDINATED]);
  }

  /** Waits until every replica of every topic is in sync. */
  async allInSync(): Promise<void> {
    const names = topics().map(({ name }) => name);
    await eventually(async () => (await this.#leastInSync(names)) === this.#cluster.ids.length, EVERY);
  }

  /** Deletes and recreates a topic. */
  async replaceTopic(topic: string): Promise<void> {
    await this.#cluster.admin(async (admin) => {
      await admin.deleteTopics({ topics: [topic], timeout: 30_000 });
      await eventually(async () => !(await admin.listTopics()).includes(topic), EVERY);
    });
    await eventually(() => ensureTopics({ brokers: this.brokers.split(',') }, topics()), EVERY);
  }

  async bouncePostgres(how: Ending, seconds: number): Promise<void> {
    await this.#postgres[how]();
    await pause(1_000 * seconds);
    this.#postgres = await startPostgres(this.#postgresOptions);
  }

  async backUp(): Promise<void> {
    await takeBackup(this.#postgres);
  }

  /** Kills the database server and restarts it from the backup. */
  async restore(): Promise<void> {
    await this.#postgres.kill();
    await restoreBackup(this.#postgres);
    this.#postgres = await startPostgres(this.#postgresOptions);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#cluster.close(), this.#postgres.stop()]);
    rmSync(this.#postgres.dir, { recursive: true, force: true });
  }

  async #leastInSync(names: readonly string[]): Promise<number> {
    const counts: number[] = [];
    for (const name of names) counts.push(...(await this.#cluster.inSync(name)));
    return Math.min(...counts);
  }

  #pick(choice: number): number {
    const { ids } = this.#cluster;
    return ids[Math.floor(choice * ids.length)] ?? 1;
  }
}
