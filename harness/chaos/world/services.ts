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

/** Whoever leads partitions of these says who coordinates the group and the relay's transactional id. */
const COORDINATED = ['__consumer_offsets', '__transaction_state'];
const EVERY = { within: 90_000, every: 200 };

/** Brokers and a database server of a run's own, which can be ended and started again on their data. */
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

  /** With topics and the schema, and nothing in them; as many brokers as `behind` has lists of listeners. */
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

  /** The brokers' own addresses, past every proxy. */
  get brokers(): string {
    return this.#cluster.brokers;
  }

  /** The server's `postgres` database, past every proxy. */
  get serverUrl(): string {
    return this.#postgres.databaseUrl;
  }

  /** Ends one broker and starts it again on its data after `seconds`; `choice` in [0, 1) says which. */
  async bounceBroker(choice: number, how: Ending, seconds: number): Promise<void> {
    const id = this.#pick(choice);
    await this.#cluster[how](id);
    await pause(1_000 * seconds);
    await this.#cluster.start(id);
  }

  /** Kills all brokers at once and starts them again on their data after `seconds`. */
  async loseBrokers(seconds: number): Promise<void> {
    const { ids } = this.#cluster;
    await Promise.all(ids.map((id) => this.#cluster.kill(id)));
    await pause(1_000 * seconds);
    await Promise.all(ids.map((id) => this.#cluster.start(id)));
  }

  /** Freezes one broker for so long that the others no longer count on it. Returns whether they came to that. */
  async shrinkIsr(choice: number, seconds: number): Promise<boolean> {
    const id = this.#pick(choice);
    this.#cluster.freeze(id);
    await pause(1_000 * seconds);
    const isShrunk = await eventually(
      async () => (await this.#leastInSync(['platform.sales'])) < this.#cluster.ids.length,
      // Who asks the one that is frozen waits for it.
      { within: 30_000, every: 200 },
    ).catch(() => false);
    this.#cluster.thaw(id);
    return isShrunk;
  }

  /** Every topic gets another leader for each of its partitions, and the coordinators move with theirs. */
  async moveLeaders(): Promise<void> {
    await this.#cluster.moveLeaders([...topics().map(({ name }) => name), ...COORDINATED]);
  }

  /** Waits until every replica of every topic is in sync. */
  async allInSync(): Promise<void> {
    const names = topics().map(({ name }) => name);
    await eventually(async () => (await this.#leastInSync(names)) === this.#cluster.ids.length, EVERY);
  }

  /** Deletes a topic and makes it anew, with nothing in it. */
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

  /** Kills the database server and starts it again as it was at the backup. */
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
