import { databaseWorld, FollowedEvidence, FollowedVersions } from '@silkgauge/known';
import { readChanges, type Queryable, type StateChange } from '@silkgauge/read-model';
import { figure, world, type SpecEvent } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;

let events: AppliedEvents;
beforeEach(async () => {
  events = await AppliedEvents.start();
});
afterEach(() => events.stop());

interface QueryConfig {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** Reads as the pool does, and counts the rows by the names of their statements. */
function counting(): { readonly db: Queryable; readonly rows: Map<string, number> } {
  const rows = new Map<string, number>();
  const query = async ({ name = '', ...asked }: QueryConfig) => {
    const found = await events.readModel.pool.query({ name, ...asked });
    rows.set(name, (rows.get(name) ?? 0) + found.rows.length);
    return found;
  };
  return { db: { query } as unknown as Queryable, rows };
}

const newlyFollowed = () => ({ evidence: new FollowedEvidence(), versions: new FollowedVersions() });

async function stateVersions(): Promise<StateChange[]> {
  const rows = await readChanges(events.readModel.pool, '0', 10_000, Number.MAX_SAFE_INTEGER);
  return rows.filter((row): row is StateChange => row.kind === null);
}

/** Each few versions in the opposite order. */
const backAndForth = (versions: readonly StateChange[]): StateChange[] =>
  versions.flatMap((_, at) => (at % 7 === 0 ? versions.slice(at, at + 7).reverse() : []));

/** So many prints of one figure from a number on, each published a minute after the one before. */
const prints = (from: number, count: number): readonly SpecEvent[] =>
  Array.from({ length: count }, (_, at) => {
    const publishedAt = new Date(Date.UTC(2020, 6, 14) + (from + at) * 60_000).toISOString();
    const value = String(1_000 + from + at);
    return { ...figure(SERIES, '2020-S1', { value, publishedAt }), id: `f${String(from + at)}` };
  });

it.each([200, 1_200])('of a figure with %d prints a step reads what it changed', async (many) => {
  await events.push('customs.figures', ...prints(0, many));
  const steps = 5;
  for (let at = 0; at < steps; at += 1) await events.push('customs.figures', ...prints(many + at, 1));
  const { db, rows } = counting();
  const sources = {
    db: events.readModel.pool,
    snapshot: db,
    smallBases: {},
    followed: newlyFollowed(),
  };
  const versions = (await stateVersions()).slice(-steps - 1);
  for (const [at, { sequence }] of versions.entries()) {
    rows.clear();
    const reader = databaseWorld(sources, sequence);
    const known = await reader.evidence(KEY);
    const before = await reader.before(KEY, 'level.reported');
    expect(known?.prints.length).toBe(Math.min(many + at, 501));
    // The first version that is looked at is worked out from all that is stored.
    expect([rows.get('read-evidence'), rows.get('read-evidence-between')]).toEqual(
      at === 0 ? [many + steps, undefined] : [undefined, 1],
    );
    expect(before).toMatchObject({ value: String(998 + many + at) });
    expect(rows.get('read-history')).toBe(at === 0 ? many : 1);
  }
});

it('states of one series share what is kept, and a version that is told again is not worked out again', async () => {
  const months = 40;
  const round = (from: number): readonly SpecEvent[] =>
    Array.from({ length: months }, (_, at) => {
      const period = `${String(2015 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
      const publishedAt = new Date(Date.UTC(2020, 6, 14) + (from + at) * 60_000).toISOString();
      return {
        ...figure(SERIES, period, { value: String(from + at), publishedAt }),
        id: `m${String(from + at)}`,
      };
    });
  for (let at = 0; at < 10; at += 1) await events.push('customs.figures', ...round(1_000 * (at + 1)));
  const { db, rows } = counting();
  const followed = newlyFollowed();
  const newest = (await stateVersions()).slice(-months);
  const sequence = newest.at(-1)?.sequence ?? '';
  // Not in order of decision: the one before is further on by half of the round.
  const order = newest.map((_, at) => newest[(at * 17) % months] as StateChange);
  const tell = async () => {
    const world = databaseWorld(
      { db: events.readModel.pool, snapshot: db, smallBases: {}, followed },
      sequence,
    );
    for (const { key, period } of order) await world.evidence(`${key}/${period}`);
  };
  await tell();
  expect(rows.get('read-evidence')).toBe(10 * months);
  rows.clear();
  await tell();
  expect(rows.get('read-evidence')).toBeUndefined();
  expect(rows.get('read-evidence-between')).toBeUndefined();
});

it.each([
  ['in their order', (versions: readonly StateChange[]) => versions],
  ['back and forth', backAndForth],
])(
  'evidence that is followed through versions %s is the evidence that is read as a whole',
  async (_, ordered) => {
    const batch = 20;
    const all = world(7, { figures: 700, sales: 60 }).filter(({ topic }) => topic !== 'newsroom.orders');
    for (let at = 0; at < all.length; at += batch)
      for (const [topic, some] of Map.groupBy(all.slice(at, at + batch), (event) => event.topic))
        await events.push(topic, ...some);
    const { db, rows } = counting();
    const { pool } = events.readModel;
    const followed = newlyFollowed();
    const versions = ordered((await stateVersions()).filter((_, at) => at % 3 === 0));
    let count = 0;
    for (const { key, period, sequence } of versions) {
      rows.clear();
      const name = `${key}/${period}`;
      const found = await databaseWorld(
        { db: pool, snapshot: db, smallBases: {}, followed },
        sequence,
      ).evidence(name);
      if (!rows.has('read-evidence')) count += 1;
      const whole = await databaseWorld({ db: pool, snapshot: pool, smallBases: {} }, sequence).evidence(
        name,
      );
      expect(found).toEqual(whole);
      const again = databaseWorld({ db: pool, snapshot: db, smallBases: {}, followed }, sequence);
      expect(await again.evidence(name)).toEqual(whole);
    }
    expect(count).toBeGreaterThan(versions.length / 2);
  },
);
