import {
  deadLetterTopic,
  INPUT_TOPICS,
  LETTERED_TOPICS,
  OUTPUT_TOPICS,
  type BulletinState,
  type ClaimState,
  type GrowthState,
  type NoticeState,
  type ReleaseState,
} from '@silkgauge/contract';
import { latestOffsets, type InRecord } from '@silkgauge/kafka';
import { readChanges, readPositions, changeJson, type Queryable } from '@silkgauge/read-model';
import { eventually } from '../../services/index.ts';
import type { SpecEvent } from '../../fixtures/events.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import type { World as WholeWorld } from './world.ts';

/** Parts of a world that the invariants read. */
export type World = Pick<WholeWorld, 'prefix' | 'kafka' | 'readModel' | 'sold'>;

/** Waits until all sent records are processed and published, and the publication is recorded. */
export async function quiet(world: World, within = 60_000): Promise<void> {
  const { readModel, prefix, kafka } = world;
  const topics = INPUT_TOPICS.map((name) => prefix + name);
  const ends = await Promise.all(topics.map((topic) => latestOffsets(kafka, topic)));
  await eventually(
    async () => {
      const positions = await readPositions(readModel.pool);
      topics.forEach((topic, i) => {
        for (const [partition, end] of ends[i] ?? []) {
          const at = positions.find((p) => p.topic === topic && p.partition === partition)?.next ?? '0';
          if (BigInt(at) < end)
            throw new Error(`${topic}/${String(partition)} is at ${at} of ${String(end)}`);
        }
      });
      const waits = await outbox(readModel.pool);
      if (waits.changes + waits.letters > 0) throw new Error(`not published yet: ${JSON.stringify(waits)}`);
      return true;
    },
    { within, every: 50 },
  );
}

/** Number of committed changes and letters without recorded publication. */
export async function outbox(db: Queryable): Promise<{ changes: number; letters: number }> {
  const { rows } = await db.query<{ changes: string; letters: string }>(
    `select (select last from change_cursor)
              - coalesce((select sequence from relay_position where relay = 'growth-updated'), 0) as changes,
            (select count(*) from dead_letter where not relayed) as letters`,
  );
  return { changes: Number(rows[0]?.changes), letters: Number(rows[0]?.letters) };
}

/** Waits for quiet, then checks all invariants of any fault: totals, log, topics and dead letters. */
export async function everythingHolds(world: World): Promise<void> {
  await quiet(world);
  const { readModel, prefix } = world;
  const changes = await readChanges(readModel.pool, '0', 1_000_000, Number.MAX_SAFE_INTEGER);
  await everySaleCountsOnce(world);
  expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, i) => String(i + 1)));

  const table = new Map<string, string>();
  // Orders and statements have a place in the log, and no topic.
  const told = changes.filter(({ kind }) => kind !== 'order' && kind !== 'statement');
  for (const change of told) {
    const text = changeJson(change);
    const { key, version } = named(text);
    const before = table.get(key);
    expect(version).toBe(before === undefined ? 1 : named(before).version + 1);
    table.set(key, text);
  }
  const published = (
    await Promise.all(OUTPUT_TOPICS.map((name) => readTopic(world.kafka, prefix + name)))
  ).flat();
  const highest = new Map<string, { version: number; text: string }>();
  for (const { value } of published) {
    const text = String(value);
    const { key, version } = named(text);
    if (version > (highest.get(key)?.version ?? 0)) highest.set(key, { version, text });
  }
  // Every committed change is published; the highest version and the last record of each key equal the table.
  expect(new Set(published.map(({ value }) => String(value)))).toEqual(new Set(told.map(changeJson)));
  const sorted = [...table].sort();
  expect([...highest].map(([key, { text }]) => [key, text]).sort()).toEqual(sorted);
  expect([...new Map(published.map(({ key, value }) => [String(key), String(value)]))].sort()).toEqual(
    sorted,
  );
  await lettersOnce(world);
}

/** Key and version of an output record. */
function named(text: string): { readonly key: string; readonly version: number } {
  const { key, notice, claim, bulletin, release, version } = JSON.parse(text) as Partial<
    GrowthState & NoticeState & ClaimState & BulletinState & ReleaseState
  > & {
    version: number;
  };
  return { key: key ?? notice ?? claim ?? bulletin ?? release ?? '', version };
}

export async function everySaleCountsOnce(world: World): Promise<void> {
  expect(await totals(world)).toEqual(folded(world.sold));
}

/** Each bad record is on its dead-letter topic once, with its cause. */
async function lettersOnce(world: World): Promise<void> {
  const { rows } = await world.readModel.pool.query<{ letter: string }>(
    `select topic || '/' || partition || '/' || "offset" || ' ' || rule || ' ' || reason as letter from dead_letter`,
  );
  const found = await Promise.all(
    LETTERED_TOPICS.map((name) => readTopic(world.kafka, deadLetterTopic(world.prefix + name))),
  );
  const header = ({ headers }: InRecord, name: string) =>
    String(headers.find(([other]) => other === `dlq-${name}`)?.[1]);
  const letters = found
    .flat()
    .map(
      (record) =>
        `${['topic', 'partition', 'offset'].map((name) => header(record, name)).join('/')} ${header(record, 'rule')} ${header(record, 'reason')}`,
    );
  expect(letters.sort()).toEqual(rows.map(({ letter }) => letter).sort());
}

type Totals = Record<string, string>;

async function totals({ readModel }: World): Promise<Totals> {
  const { rows } = await readModel.pool.query<{ key: string; total: string }>(
    `select s.key || '/' || t.period as key, round(100 * t.total) || ' of ' || t.events || ' with ' || t.units as total
     from sale_total t join series s using (series_id)`,
  );
  return Object.fromEntries(rows.map(({ key, total }) => [key, total]));
}

/** The same totals, from the sold events: each identity counts once. */
function folded(sold: readonly SpecEvent[]): Totals {
  const sums = new Map<string, { cents: number; events: number; units: number }>();
  const seen = new Set<string | undefined>();
  for (const { key, id, data } of sold) {
    if (seen.has(id)) continue;
    seen.add(id);
    const { amount, quantity, orderedAt } = data as { amount: string; quantity: string; orderedAt: string };
    const at = `${key ?? ''}/${orderedAt.slice(0, 7)}`;
    const sum = sums.get(at) ?? { cents: 0, events: 0, units: 0 };
    sum.cents += Math.round(100 * Number(amount));
    sum.events += 1;
    sum.units += Number(quantity);
    sums.set(at, sum);
  }
  return Object.fromEntries(
    [...sums].map(([at, { cents, events, units }]) => [
      at,
      `${String(cents)} of ${String(events)} with ${String(units)}`,
    ]),
  );
}
