import type { BulletinState, InputTopic } from '@silkgauge/contract';
import {
  claimPosition,
  createReadModel,
  lastSequence,
  readChanges,
  registerJson,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  eventually,
  records,
  testDatabase,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresRelayStore } from '../store/postgres-relay-store.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { BulletinDesk } from './bulletin-desk.ts';
import type { DeskPart } from './desk-part.ts';
import { postgresDeskStore, type DeskStore } from './desk-store.ts';
import { Desk } from './desk.ts';

export interface DeskSpecOptions {
  readonly pageSize?: number;
  /** Puts another store, or other parts, before those of the desk. */
  readonly store?: (store: DeskStore) => DeskStore;
  readonly parts?: (part: DeskPart) => readonly DeskPart[];
}

/** A database that events are applied to, and desks that follow its log. */
export class DeskWorld {
  readonly database: TestDatabase;
  readonly readModel: ReadModel;
  readonly #applier: BatchApplier;
  readonly #next = new Map<InputTopic, bigint>();

  private constructor(database: TestDatabase) {
    this.database = database;
    this.readModel = createReadModel(database.url);
    this.#applier = new BatchApplier({ store: postgresStore(this.readModel), identityWindow: 1_000 });
  }

  static async start(): Promise<DeskWorld> {
    return new DeskWorld(await testDatabase());
  }

  /** Applies events as one batch; each has an append time of its own, a second after the one before. */
  async push(topic: InputTopic, ...events: readonly SpecEvent[]): Promise<void> {
    const { epoch } = await claimPosition(this.readModel.pool, topic, 0);
    const expected = this.#next.get(topic) ?? 0n;
    const batch = batchOf(topic, records(events, expected), { epoch, expected });
    this.#next.set(topic, batch.next);
    const { rejected } = await this.#applier.apply(topic, batch);
    expect(rejected).toBe(0);
  }

  desk({ pageSize, store = (one) => one, parts = (one) => [one] }: DeskSpecOptions = {}): Desk {
    return new Desk({
      sessions: postgresRelayStore(this.readModel, this.database.url),
      store: store(postgresDeskStore(this.readModel)),
      parts: parts(new BulletinDesk({ db: this.readModel.pool, smallBases: {} })),
      silenceMs: 10_000,
      log: () => undefined,
      onCommitted: () => undefined,
      ...(pageSize !== undefined && { pageSize }),
    });
  }

  /** Runs a desk until it has dealt with the whole log. */
  async follow(options: DeskSpecOptions = {}): Promise<void> {
    const desk = this.desk(options);
    desk.start();
    try {
      await eventually(async () => {
        const { leading, position } = desk.health;
        return leading && position === (await lastSequence(this.readModel.pool));
      });
    } finally {
      await desk.stop();
    }
  }

  /** Versions of all bulletins, in order of sequence. */
  async versions(): Promise<BulletinState[]> {
    const rows = await readChanges(this.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
    return rows.flatMap((row) =>
      row.kind === 'bulletin' ? [JSON.parse(registerJson(row)) as BulletinState] : [],
    );
  }

  async stop(): Promise<void> {
    await this.readModel.close();
    await this.database.drop();
  }
}

/** The first sentence of a version in English, or the rule of the first refusal. */
export const saidBy = ({ en, refused }: BulletinState): string | undefined =>
  en.paragraphs[0]?.sentences[0]?.text ?? refused[0]?.rule;
