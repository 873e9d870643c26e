import { readFacts, rehearseFacts } from '@silkgauge/decisions';
import type { ChangeRow } from '@silkgauge/read-model';
import { BatchApplier } from '../apply-batch.ts';
import { batchOf, figure, records, withdrawal, type SpecEvent } from '@silkgauge/testing';
import { Database } from '../../../../harness/simulator/store/database.ts';
import { memoryStore } from '../../../../harness/simulator/store/memory-store.ts';
import { Scheduler } from '../../../../harness/simulator/scheduler.ts';
import { settle } from '../../../../harness/simulator/settle.ts';
import type { Table } from '../../../../harness/simulator/store/tables.ts';

const TOPIC = 'customs.figures';
const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const EXPORTS = 'GACC.CN.CBEC.PLATFORM.X._T._T._T.CNY';

const FIRST = [
  figure(CHINA, '2020-S1', { value: '4720000000', decimals: 0 }, 'level'),
  figure(EXPORTS, '2020-S1', { value: '2870000000' }, 'exports'),
];
/** A rate, a withdrawal, a repeat, other content for a known identity, and a record that is not a figure. */
const SECOND = [
  figure(CHINA, '2020-S1', { measure: 'growth', value: '119.43' }, 'rate'),
  { ...withdrawal('exports'), id: 'gone' },
  figure(CHINA, '2020-S1', { value: '4720000000', decimals: 0 }, 'level'),
  figure(CHINA, '2020-S1', { value: '1' }, 'level'),
  figure(CHINA, 'never', { value: '1' }, 'bad'),
];

/** A store in memory with one process that applies batches. */
class World {
  readonly committed: ChangeRow[] = [];
  readonly #scheduler = new Scheduler(1, false);
  readonly #database = new Database(this.#scheduler);
  readonly #store = memoryStore(this.#database, { name: 'spec', alive: true, frozen: false });
  readonly #applier = new BatchApplier({
    store: this.#store,
    identityWindow: 10,
    onCommitted: (changes) => this.committed.push(...changes),
  });
  #next = 0n;

  async apply(events: readonly SpecEvent[]): Promise<void> {
    const claimed = await settle(this.#scheduler, this.#store.claim(TOPIC, 0));
    const batch = batchOf(TOPIC, records(events, this.#next), { ...claimed, expected: claimed.next });
    await settle(this.#scheduler, this.#applier.apply(TOPIC, batch));
    this.#next = batch.next;
  }

  rehearse(events: readonly SpecEvent[]) {
    const batch = batchOf(TOPIC, records(events, this.#next), { epoch: 0n, expected: this.#next });
    return settle(this.#scheduler, rehearseFacts(this.#store, readFacts(TOPIC, batch)));
  }

  /** The stored rows without tokens, which are random. */
  get stored(): string {
    const { facts_turn: _, ...tables } = this.#database.tables;
    const rows = (Object.values(tables) as Table<object>[]).map(({ name, rows: all }) => [name, [...all]]);
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }

  get outcomes(): string[] {
    return [...this.#database.tables.event.rows.values()].map(({ id, outcome }) => `${id} ${outcome}`);
  }
}

it('a rehearsal gives the decisions of the applied batch', async () => {
  const world = new World();
  await world.apply(FIRST);
  const rehearsed = await world.rehearse(SECOND);
  const before = [world.committed.length, world.outcomes.length] as const;
  await world.apply(SECOND);
  const applied = world.committed.slice(before[0]);
  expect(applied.length).toBeGreaterThan(2);
  expect(
    rehearsed.changes.map(({ seriesKey: key, period, version, knownAt: known_at, document }) => ({
      ...{ key, period, version, known_at, document },
    })),
  ).toEqual(applied.map(({ sequence: _, domain: __, ...change }: ChangeRow & { domain?: string }) => change));
  expect(rehearsed.events.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(
    world.outcomes.slice(before[1]),
  );
  expect(rehearsed.deadLetters.map(({ rule }) => rule)).toContain('identity-conflict');
  expect(rehearsed.deadLetters).toHaveLength(2);
});

it('a rehearsal names the series that the batch founds', async () => {
  const world = new World();
  await world.apply(FIRST.slice(0, 1));
  const { newSeries, changes } = await world.rehearse(FIRST);
  expect(newSeries).toEqual([EXPORTS]);
  expect(changes.some(({ seriesKey, version }) => seriesKey === EXPORTS && version === 1)).toBe(true);
});

it('a rehearsal writes nothing, and changes no later result', async () => {
  const world = new World();
  await world.apply(FIRST);
  const before = world.stored;
  await world.rehearse(SECOND);
  await world.rehearse([figure(CHINA, '2019-S1', { value: '1000000000' }, 'never applied')]);
  expect(world.stored).toBe(before);
  await world.apply(SECOND);
  const other = new World();
  await other.apply(FIRST);
  await other.apply(SECOND);
  expect(world.stored).toBe(other.stored);
});
