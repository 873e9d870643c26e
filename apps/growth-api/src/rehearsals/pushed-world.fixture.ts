import {
  AlertDesk,
  BatchApplier,
  BulletinDesk,
  postgresDeskStore,
  postgresStore,
  PrintedDesk,
  ReleaseDesk,
  StepReader,
} from '@silkgauge/aggregation';
import { NOTHING_TOLD, type Telling } from '@silkgauge/bulletin';
import {
  doorTopic,
  type AlertState,
  type EventType,
  type Feed,
  type InputTopic,
  type Rehearsal,
} from '@silkgauge/contract';
import { databaseWorld, readOnce, readTelling } from '@silkgauge/known';
import { claimPosition, lastSequence, splitDocument, type ReadModel } from '@silkgauge/read-model';
import { batchOf, records, tick, type SpecEvent } from '@silkgauge/testing';
import { plansAfter } from '@silkgauge/rehearsal';

/** An event with an identity of its own. */
export type PushedEvent = SpecEvent & { readonly id: string };

/** A read model that pushes are applied to, as the aggregation does. */
export class PushedWorld {
  readonly #pool: ReadModel['pool'];
  readonly #applier: BatchApplier;
  readonly #next = new Map<InputTopic, bigint>();
  readonly #epochs = new Map<InputTopic, bigint>();

  constructor(readModel: ReadModel) {
    this.#pool = readModel.pool;
    this.#applier = new BatchApplier({ store: postgresStore(readModel), identityWindow: 1_000 });
  }

  /**
   * Applies events in this order, neighbours of one topic in one batch. Returns their outcomes after all of them: an
   * event may show a withdrawal before it to be out of reach.
   */
  async push(feed: Feed, events: readonly PushedEvent[]): Promise<Rehearsal['outcomes']> {
    const places: Place[] = [];
    for (let at = 0; at < events.length;) {
      const topic = topicOf(feed, events[at]);
      const others = events.slice(at).findIndex((event) => topicOf(feed, event) !== topic);
      const run = others < 0 ? events.slice(at) : events.slice(at, at + others);
      // A push comes now, as its rehearsal took it.
      const first = await this.#apply(topic, run, String(Date.now()));
      places.push(...run.map((_, index) => ({ topic, offset: first + BigInt(index) })));
      at += run.length;
    }
    const outcomes: Rehearsal['outcomes'][number][] = [];
    for (const place of places) outcomes.push(await this.#outcomeOf(place, outcomes.length));
    return outcomes;
  }

  /** Applies a tick of the clock, which no door takes, with its append time. */
  async tick(appendedAt: number): Promise<void> {
    await this.#apply('clock.ticks', [{ ...tick(), id: `t${String(appendedAt)}` }], String(appendedAt));
  }

  /** Returns the offset of the first of these events. */
  async #apply(topic: InputTopic, events: readonly PushedEvent[], timestamp: string): Promise<bigint> {
    const epoch = this.#epochs.get(topic) ?? (await claimPosition(this.#pool, topic, 0)).epoch;
    this.#epochs.set(topic, epoch);
    const expected = this.#next.get(topic) ?? 0n;
    const told = records(events, expected).map((one) => ({ ...one, timestamp }));
    const batch = batchOf(topic, told, { epoch, expected });
    this.#next.set(topic, batch.next);
    await this.#applier.apply(topic, batch);
    return expected;
  }

  async #outcomeOf({ topic, offset }: Place, index: number): Promise<Rehearsal['outcomes'][number]> {
    const { rows } = await this.#pool.query<Outcome>(
      `select source, id, outcome, rule, reason from event where topic = $1 and "offset" = $2`,
      [topic, String(offset)],
    );
    const [row] = rows;
    if (!row) throw new Error(`${topic} has no event at ${String(offset)}`);
    const { source, id, outcome, rule, reason } = row;
    return {
      ...{ index, source, id, outcome },
      ...(rule !== null && { rule }),
      ...(reason !== null && { reason }),
    };
  }

  /** The changes of states behind a place in the log: their keys, how often, and what the last one says. */
  async changesAfter(snapshot: string): Promise<readonly Omit<Rehearsal['states'][number], 'before'>[]> {
    const { rows } = await this.#pool.query<{ key: string; document: string }>(
      `select s.key || '/' || c.period as key, c.document::text as document
       from change c join series s on s.series_id = c.series_id where c.sequence > $1 order by c.sequence`,
      [snapshot],
    );
    return [...Map.groupBy(rows, ({ key }) => key)].map(([key, versions]) => ({
      ...{ key, versions: versions.length },
      after: JSON.parse(
        `${splitDocument(versions.at(-1)?.document ?? '').said}}`,
      ) as Rehearsal['states'][number]['after'],
    }));
  }

  /** Runs the desk over what they have not seen of the log. */
  async follow(): Promise<void> {
    const sources = { db: this.#pool, smallBases: {} };
    const store = postgresDeskStore({ pool: this.#pool });
    const releases = new ReleaseDesk(sources);
    const parts = [
      new AlertDesk(sources, releases),
      releases,
      new PrintedDesk(sources),
      new BulletinDesk(sources),
    ];
    let from = await store.position();
    for (const part of parts) await part.open(from, { isOver: false });
    const steps = new StepReader(store, parts, { position: from });
    for (let step = await steps.next(); step; step = await steps.next()) {
      const known = readOnce(databaseWorld(sources, step.until));
      const decisions = [];
      for (const part of parts) decisions.push(await part.decide(step, known));
      await store.write(
        { from, to: step.until },
        decisions.flatMap(({ versions }) => versions),
      );
      for (const { settle } of decisions) settle();
      from = step.until;
      steps.goTo(from);
    }
    if (steps.reached !== from) await store.write({ from, to: steps.reached }, []);
  }

  /** The alerts with versions behind a place in the log, as a rehearsal tells them. */
  async alertsAfter(snapshot: string): Promise<Rehearsal['alerts']> {
    const { rows } = await this.#pool.query<{ key: string; sequence: string; document: string }>(
      `select key, sequence, document from register_version where kind = 'alert' order by sequence`,
    );
    return [...Map.groupBy(rows, ({ key }) => key)]
      .flatMap(([key, versions]) => {
        const isNew = ({ sequence }: { readonly sequence: string }) => BigInt(sequence) > BigInt(snapshot);
        const [before, last] = [versions.findLast((one) => !isNew(one)), versions.at(-1)];
        if (!last || !isNew(last)) return [];
        const { rule, state: after, said } = JSON.parse(last.document) as AlertState;
        const was = before && (JSON.parse(before.document) as AlertState);
        return [{ key, rule, before: was?.state ?? null, after, said }];
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** The kinds of the versions of a bulletin that the desk has written, the oldest first. */
  async kindsOf(bulletin: string): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ kind: string }>(
      `select document::json ->> 'kind' as kind from register_version
       where kind = 'bulletin' and key = $1 order by version`,
      [bulletin],
    );
    return rows.map(({ kind }) => kind);
  }

  /** All plans that are served, told from what is known, by name; nothing for bulletins of the desk without one. */
  async tellings(): Promise<ReadonlyMap<string, Telling>> {
    const world = databaseWorld({ db: this.#pool, smallBases: {} }, await lastSequence(this.#pool));
    const { rows } = await this.#pool.query<{ key: string }>(
      "select distinct key from register_version where kind = 'bulletin'",
    );
    const told = new Map<string, Telling>(rows.map(({ key }) => [key, NOTHING_TOLD]));
    for await (const { bulletin, before } of plansAfter(this.#pool, NO_PUSH))
      if (before) told.set(bulletin, await readTelling(before, world));
    return told;
  }
}

interface Place {
  readonly topic: InputTopic;
  readonly offset: bigint;
}

type Outcome = Omit<Rehearsal['outcomes'][number], 'rule' | 'reason'> & {
  readonly rule: string | null;
  readonly reason: string | null;
};

const NO_PUSH = { registered: [] };

function topicOf(feed: Feed, event: PushedEvent | undefined): InputTopic {
  return doorTopic(feed, event?.type as EventType) as InputTopic;
}
