import type { EmbargoTopic, InputTopic } from '@silkgauge/contract';
import type { Opener, Seals } from '@silkgauge/embargo';
import type { InRecord } from '@silkgauge/kafka';
import { claimPosition, createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  batchOf,
  records,
  sealedRecords,
  testDatabase,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier, type BatchApplierOptions } from './apply-batch.ts';
import type { Store } from './store/store.ts';
import { postgresStore } from './store/postgres-store.ts';

type Applied = Awaited<ReturnType<BatchApplier['apply']>>;

/** A database that events are applied to without a broker, each topic with one partition. */
export class AppliedEvents {
  readonly database: TestDatabase;
  readonly readModel: ReadModel;
  readonly #options: BatchApplierOptions;
  #applier: BatchApplier;
  readonly #next = new Map<InputTopic, bigint>();

  private constructor(
    database: TestDatabase,
    options: Partial<BatchApplierOptions>,
    through: (store: Store) => Store,
  ) {
    this.database = database;
    this.readModel = createReadModel(database.url);
    this.#options = {
      store: through(postgresStore(this.readModel)),
      identityWindow: 1_000,
      ...options,
    };
    this.#applier = new BatchApplier(this.#options);
  }

  /** Goes on as after a start with other keys of embargoes. */
  opensBy(seals: Opener | null): void {
    this.#applier = new BatchApplier({ ...this.#options, seals });
  }

  /** `through` stands between the applier and the store. */
  static async start(
    options: Partial<BatchApplierOptions> = {},
    through = (store: Store): Store => store,
  ): Promise<AppliedEvents> {
    return new AppliedEvents(await testDatabase(), options, through);
  }

  /** Applies events as one batch; each has an append time of its own, a second after the one before. */
  async push(topic: InputTopic, ...events: readonly SpecEvent[]): Promise<Applied> {
    return this.#apply(topic, records(events, this.#next.get(topic)));
  }

  /** As `push`, with one append time for all, in milliseconds since 1970. */
  async pushAt(topic: InputTopic, appendedAt: number, ...events: readonly SpecEvent[]): Promise<Applied> {
    const timestamp = String(appendedAt);
    const told = records(events, this.#next.get(topic)).map((record) => ({ ...record, timestamp }));
    return this.#apply(topic, told);
  }

  /** Seals events as a door does, and applies them as one batch. */
  async pushSealed(
    topic: EmbargoTopic,
    appendedAt: number,
    seals: Seals,
    ...events: readonly SpecEvent[]
  ): Promise<Applied> {
    const first = this.#next.get(topic) ?? 0n;
    return this.#apply(topic, await sealedRecords(events, { seals, first, appendedAt }));
  }

  judgeLeftClaims(): Promise<void> {
    return this.#applier.judgeLeftClaims();
  }

  async #apply(topic: InputTopic, list: readonly InRecord[]): Promise<Applied> {
    const { epoch } = await claimPosition(this.readModel.pool, topic, 0);
    const batch = batchOf(topic, list, { epoch, expected: this.#next.get(topic) ?? 0n });
    this.#next.set(topic, batch.next);
    return this.#applier.apply(topic, batch);
  }

  async stop(): Promise<void> {
    await this.readModel.close();
    await this.database.drop();
  }
}
