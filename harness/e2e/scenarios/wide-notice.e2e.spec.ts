import type { JoinedState } from '@silkgauge/contract';
import { readStateChanges } from '@silkgauge/read-model';
import { eventually } from '../../services/index.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everythingHolds, quiet } from './invariants.ts';
import { level, startServedWorld, type ServedWorld } from './world.ts';

const STATES = 60_000;
const NOTICE = 'GACC-2020-75';

let world: ServedWorld;

beforeAll(async () => {
  world = await startServedWorld();
});

afterAll(() => world?.close());

/** Inserts as many states of China as a large register has; a notice must not slow down with them. */
async function fill(count: number): Promise<void> {
  const { pool } = world.readModel;
  await pool.query(
    `insert into series (domain, key, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
     select 'customs', concat_ws('.', 'WIDE', 'CN', 'GOODS', 'FULL', 'X', '_T', 'P' || i, '_T', 'CNY'),
       'WIDE', 'CN', 'GOODS', 'FULL', 'X', '_T', 'P' || i, '_T', 'CNY' from generate_series(1, $1) i`,
    [count / 12],
  );
  await pool.query(
    `with wide as (
       select s.series_id, '2021-' || lpad(m::text, 2, '0') as period, row_number() over () as place
       from series s, generate_series(1, 12) m where s.reporter = 'WIDE'),
     logged as (
       insert into change (sequence, series_id, period, version, known_at, document)
       select c.last + w.place, w.series_id, w.period, 1, now() - interval '1 day',
         '{"level":{"verdict":"unchecked","gap":null},"growth":{},"other":{},"flags":[],"change":{"reason":"reported","previous":null,"causes":[]}}'
       from wide w, change_cursor c),
     pointed as (
       insert into growth_state (series_id, period, period_start, period_end, version, sequence, known_at)
       select w.series_id, w.period, (w.period || '-01')::date, (w.period || '-28')::date, 1, c.last + w.place, now() - interval '1 day'
       from wide w, change_cursor c)
     update change_cursor set last = last + (select count(*) from wide)`,
  );
}

it('scenario 27: wide notice: one for all of China is in force for each state, beside sales and figures', async () => {
  await fill(STATES);
  await quiet(world, 120_000);
  const { pool } = world.readModel;
  const list = `${world.api.url}/v1/growth?reporter=WIDE&limit=1000`;
  const marks = async () => {
    const { items } = (await (await fetch(list)).json()) as { items: JoinedState[] };
    return items.map(({ notices }) => notices.map(({ notice }) => notice).join());
  };
  expect(new Set(await marks())).toEqual(new Set(['']));
  const tag = (await fetch(list)).headers.get('etag');
  const before = await readStateChanges(pool, '0', 2 * STATES);

  const began = performance.now();
  const event = {
    type: 'silkgauge.notice.published.v1',
    key: NOTICE,
    data: {
      notice: NOTICE,
      issuer: 'GACC',
      title: 'All of China',
      announcedOn: '2020-06-12',
      effectiveFrom: '2020-07-01',
      scope: { areas: ['CN'] },
      evidence: { document: 'https://example.org/n', quote: 'from July 1' },
    },
  };
  const longest = longestTransaction();
  await Promise.all([
    world.send('policy.notices', [event]),
    world.sell(200),
    world.send('customs.figures', [level('BESIDE', 2020)]),
  ]);
  await eventually(async () => (await marks()).every((names) => names === NOTICE), {
    within: 5_000,
    every: 20,
  });
  const seen = performance.now() - began;
  await quiet(world);
  // Exact times need an idle machine; this bound only rules out growth with the number of states.
  const transaction = await longest.stop();
  console.info(
    `wide notice: seen after ${seen.toFixed(0)} ms, longest transaction ${transaction.toFixed(0)} ms`,
  );
  expect(transaction).toBeLessThan(1_000);
  expect((await fetch(list)).headers.get('etag')).not.toBe(tag);

  const after = await readStateChanges(pool, '0', 3 * STATES);
  expect(after.slice(before.length).filter(({ key }) => key.startsWith('WIDE.'))).toEqual([]);
  const told = await readTopic(world.kafka, `${world.prefix}notice-updated`);
  expect(told.map(({ key, value }) => [String(key), JSON.parse(String(value)) as object])).toMatchObject([
    [NOTICE, { notice: NOTICE, version: 1, withdrawn: false, data: { scope: { areas: ['CN'] } } }],
  ]);
  await everythingHolds(world);
});

/** Watches the aggregation's transactions; returns the longest duration seen, in milliseconds. */
function longestTransaction() {
  let isOver = false;
  let longest = 0;
  const looking = (async () => {
    while (!isOver) {
      const { rows } = await world.readModel.pool.query<{ ms: number | null }>(
        `select max(extract(epoch from clock_timestamp() - xact_start) * 1000)::float as ms from pg_stat_activity
         where datname = current_database() and application_name like 'silkgauge-aggregation%' and pid <> pg_backend_pid()`,
      );
      longest = Math.max(longest, rows[0]?.ms ?? 0);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await looking;
      return longest;
    },
  };
}
