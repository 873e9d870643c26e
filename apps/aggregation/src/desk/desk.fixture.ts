import type { BulletinState, InputTopic } from '@silkgauge/contract';
import { lastSequence, readChanges, registerJson, type ReadModel } from '@silkgauge/read-model';
import { eventually, type SpecEvent } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';
import { postgresRelayStore } from '../store/postgres-relay-store.ts';
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

/** Applied events, and desks that follow their log. */
export class DeskWorld {
  readonly readModel: ReadModel;
  readonly #events: AppliedEvents;

  private constructor(events: AppliedEvents) {
    this.readModel = events.readModel;
    this.#events = events;
  }

  static async start(): Promise<DeskWorld> {
    return new DeskWorld(await AppliedEvents.start());
  }

  static over(events: AppliedEvents): DeskWorld {
    return new DeskWorld(events);
  }

  async push(topic: InputTopic, ...events: readonly SpecEvent[]): Promise<void> {
    const { rejected } = await this.#events.push(topic, ...events);
    expect(rejected).toBe(0);
  }

  /** As `push`, with one append time for all, in milliseconds since 1970. */
  async pushAt(topic: InputTopic, appendedAt: number, ...events: readonly SpecEvent[]): Promise<void> {
    const { rejected } = await this.#events.pushAt(topic, appendedAt, ...events);
    expect(rejected).toBe(0);
  }

  desk({ pageSize, store = (one) => one, parts = (one) => [one] }: DeskSpecOptions = {}): Desk {
    const sources = { db: this.readModel.pool, smallBases: {} };
    return new Desk({
      sessions: postgresRelayStore(this.readModel, this.#events.database.url),
      store: store(postgresDeskStore(this.readModel)),
      sources,
      parts: parts(new BulletinDesk(sources)),
      silenceMs: 10_000,
      log: () => undefined,
      onCommitted: () => undefined,
      ...(pageSize !== undefined && { pageSize }),
    });
  }

  /** Runs a desk until it has dealt with the whole log. */
  async follow({ within, ...options }: DeskSpecOptions & { readonly within?: number } = {}): Promise<void> {
    const desk = this.desk(options);
    desk.start();
    try {
      await eventually(
        async () => {
          const { leading, position } = desk.health;
          return leading && position === (await lastSequence(this.readModel.pool));
        },
        { ...(within !== undefined && { within }) },
      );
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

  stop(): Promise<void> {
    return this.#events.stop();
  }
}

/** The first sentence of a version in English, or the rule of the first refusal. */
export const saidBy = ({ en, refused }: BulletinState): string | undefined =>
  en.paragraphs[0]?.sentences[0]?.text ?? refused[0]?.rule;
