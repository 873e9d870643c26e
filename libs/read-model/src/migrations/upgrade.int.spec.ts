import { readdirSync } from 'node:fs';
import { bulletinPlan, emptyDatabase, type TestDatabase } from '@silkgauge/testing';
import type pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { connect } from '../read-model.ts';
import { migrate } from '../schema.ts';
import { readChanges } from '../statements/changes.ts';
import { findFigures } from '../statements/figures.ts';

/** The last migration of a build without orders in the log, desk, alerts, releases and embargoes. */
const EARLIER = 53;

let database: TestDatabase;
let session: pg.Client;

beforeAll(async () => {
  database = await emptyDatabase();
  await migrateUntil(EARLIER, database.url);
  session = await connect(database.url, 'spec');
});

afterAll(async () => {
  await session?.end();
  await database?.drop();
});

/** Runs the migrations up to this number, as the build did whose newest migration it was. */
async function migrateUntil(last: number, url: string): Promise<void> {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => Number.parseInt(name, 10) <= last);
  const classes = files.map(async (file) =>
    Object.values((await import(new URL(file, folder).href)) as object),
  );
  const migrations = (await Promise.all(classes)).flat() as (new () => MigrationInterface)[];
  const source = await new DataSource({ type: 'postgres', url, migrations }).initialize();
  await source.runMigrations({ transaction: 'all' });
  await source.destroy();
}

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const SALES = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
const PLAN = bulletinPlan('B-1', `${KEY}/2020`, 'A title').data;
const PRINT = {
  ...{ source: '/s', id: 'f1', measure: 'level', period: '2020', comparison: null, value: '1', unit: 'CNY' },
  ...{ valueHigh: null, multiplier: '1', wording: null, qualifier: 'exact', status: 'final' },
  ...{ publishedAt: '2021', kind: null, document: 'https://example.org/"quoted"' },
};
const FROM = {
  ...{ source: '/s', id: 'f1', document: PRINT.document, publishedAt: '2021', kind: 'agency' },
  publisher: { code: 'XINHUA', name: { en: 'Xinhua', zh: '新华社' } },
};

const event = (id: string, type: string, topic: string, offset: number, data: unknown, outcome = 'applied') =>
  session.query(
    `insert into event (source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, digest, data, pushed_by)
     values ('/s', $1, $2, $3, 0, $4, $5, $6, $7, $7, decode('00', 'hex'), $8, 'key-1')`,
    [
      ...[id, `silkgauge.${type}.v1`, topic, offset, new Date(Date.UTC(2024, 0, 1 + offset)), outcome],
      ...[outcome === 'rejected' ? 'period' : null, JSON.stringify(data)],
    ],
  );

const series = (domain: string, key: string) =>
  session.query(
    `insert into series (key, domain, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [key, domain, ...key.split('.')],
  );

/** Rows of each kind that a running system of that build had. */
async function fill(): Promise<void> {
  await series('customs', KEY);
  await series('platform', SALES);
  await event('f1', 'figure.reported', 'customs.figures', 0, { evidence: { document: PRINT.document } });
  await event('f2', 'figure.reported', 'customs.figures', 1, {}, 'rejected');
  await event('c1', 'claim.reported', 'customs.figures', 2, { series: KEY });
  await event('s1', 'statement.attributed', 'customs.figures', 3, { quote: 'Good.' });
  await event('p1', 'bulletin.planned', 'newsroom.orders', 0, PLAN);
  await session.query(
    `insert into figure (event_id, series_id, period, published_until, print) values (1, 1, '2020', '2021-12-31T23:59:59.999Z', $1)`,
    [JSON.stringify(PRINT)],
  );
  const state = JSON.stringify({
    key: `${KEY}/2020`,
    version: 1,
    level: { reported: { low: '1', from: FROM } },
    growth: {},
    other: {},
    flags: [],
    change: { previous: null },
  });
  await session.query(
    `insert into change (sequence, series_id, period, version, known_at, document) values (1, 1, '2020', 1, '2024-01-01Z', $1)`,
    [state],
  );
  await session.query(`
    insert into growth_state values (1, '2020', '2020-01-01', '2020-12-31', 1, 1, '2024-01-01Z');
    insert into claim values (3, '${KEY}', null, '2020', false);
    insert into register_version values (2, 'claim', '/s#c1', 1, '2024-01-03Z', '{"source":"/s","id":"c1"}');
    insert into register_floor values ('notice', 'N-1', 3);
    update change_cursor set last = 2;
    insert into relay_position values ('customs', 1) on conflict (relay) do update set sequence = 1;
    insert into consumer_position values ('customs.figures', 0, 4, 4, null, null);
    insert into dead_letter (topic, partition, "offset", known_at, rule, reason, headers, relayed)
      values ('customs.figures', 0, 1, '2024-01-02Z', 'period', 'no period', '[]', true);
    insert into dead_letter_replay (topic, partition, "offset", fix, reason, actor, searched_from)
      values ('customs.figures', 0, 1, 'none', 'a slip', 'ops', '[]');
    insert into identity_window values ('platform.sales', 0, 0, '2024-01-01Z', '\\x00');
    insert into sale_total values (2, '2024-01', 10.10, 3, 4, '2024-01-31T10:00:00Z');
    insert into sale_month values ('SHOP', '2024-01', 2, '2024-01-31Z');
    insert into thinned_fold values (2, '2024-01', '2024-01-31Z', 'platform.sales', 0, 0, 2, 3, 2, 3);
    insert into version_floor values (2, '2024-01', 3);
    insert into position_skip values ('customs.figures', 0, 9, 10, 'record', 'why', 'reason', 'ops');
    insert into job values ('j1', '/s', 'file', 'sha', 1, 'done', null, '{}', '[]', '2024-01-01Z', '2024-01-01Z');
    insert into incarnation (n, system_identifier, timeline, started, after_sequence, until_sequence, reason, actor)
      select 1, s.system_identifier, s.timeline, s.started, 0, 0, 'its topics are new', 'spec' from this_server() s`);
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Columns of each table with rows, as SQL; without the row that counts on. */
async function columns(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await session.query<{ name: string; list: string }>(
    `select table_name as name, string_agg(format('%I', column_name), ', ' order by ordinal_position) as list
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('change_cursor', 'migrations')
     group by table_name`,
  );
  return Object.fromEntries(rows.map(({ name, list }) => [name, list]));
}

async function rowsOf(tables: Readonly<Record<string, string>>): Promise<Rows> {
  const found: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(tables)) {
    const { rows } = await session.query<{ row: string }>(
      `select row_to_json(x)::text as row from (select ${list} from ${name}) x order by 1`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

it('a database of an earlier build keeps each row, and is one of this build', async () => {
  await fill();
  // What readers made of the views stays.
  await session.query(`create view mine as select * from api.growth`);
  const tables = await columns();
  const before = await rowsOf(tables);
  const empty = Object.keys(before).filter((name) => before[name]?.length === 0);
  expect(empty).toEqual(['change_mark', 'group_member', 'notice', 'rebuild', 'rebuilt_fold', 'withdrawal']);

  expect((await migrate(database.url)).length).toBeGreaterThan(9);
  expect(await migrate(database.url)).toEqual([]);

  const after = await rowsOf(tables);
  for (const [name, rows] of Object.entries(before)) {
    const kept = rows.filter((row) => after[name]?.includes(row));
    expect([name, kept]).toEqual([name, rows]);
    // The log alone has more: the statement and the order that stands.
    expect([name, after[name]?.length]).toEqual([name, rows.length + (name === 'register_version' ? 2 : 0)]);
  }
  const changes = await readChanges(session, '0', 10);
  expect(changes.map(({ sequence, kind, key }) => [sequence, kind, key])).toEqual([
    ['1', null, KEY],
    ['2', 'claim', '/s#c1'],
    ['3', 'statement', '/s#s1'],
    ['4', 'order', 'bulletin/B-1'],
  ]);
  expect((await findFigures(session, ['1'])).map(({ print }) => print)).toEqual([PRINT]);
  const { rows } = await session.query(
    `select (select last from change_cursor) as last, (select sequence from desk_position) as desk, is_known_server() as known,
       (select count(*)::int from api.observations) as observations`,
  );
  // An earlier build did not keep which database it was, so the aggregation looks at its topics once.
  expect(rows).toEqual([{ last: '4', desk: '3', known: false, observations: 1 }]);
});

it('the views of readers tell who printed a number, and of which kind the print is', async () => {
  const xinhua = { publisher_code: 'XINHUA', publisher_en: 'Xinhua', publisher_zh: '新华社' };
  const columns = Object.keys(xinhua).join(', ');
  const read = async (sql: string) => (await session.query<object>(sql)).rows;
  const agency = { kind: 'agency', ...xinhua };
  expect(await read(`select published_at, kind, ${columns} from api.growth`)).toEqual([
    { published_at: '2021', ...agency },
  ]);
  expect(await read('select value from mine')).toEqual([{ value: null }]);
  const nothing = { previous_published_at: null, previous_kind: null, previous_publisher_en: null };
  expect(
    await read(
      `select published_at, kind, ${columns}, ${Object.keys(nothing).join(', ')} from api.revisions`,
    ),
  ).toEqual([{ published_at: '2021', ...agency, ...nothing }]);
});

it('an observation has the publisher of its event, else the one that a state tells, else none', async () => {
  const of = async (id: string) =>
    (
      await session.query<object>(
        `select kind, publisher_code, publisher_en, publisher_zh from api.observations where id = $1`,
        [id],
      )
    ).rows;
  const xinhua = { publisher_code: 'XINHUA', publisher_en: 'Xinhua', publisher_zh: '新华社' };
  expect(await of('f1')).toEqual([{ kind: null, ...xinhua }]);
  const print = async (id: string, offset: number, evidence: object, kind: string | null) => {
    await event(id, 'figure.reported', 'customs.figures', offset, { evidence });
    await session.query(
      `insert into figure (event_id, series_id, period, published_until, print)
       select event_id, 1, '2020', known_at, $2 from event where id = $1`,
      [id, JSON.stringify({ ...PRINT, id, kind })],
    );
  };
  const named = { publisher: { name: { en: 'The Wire', zh: '连线' } } };
  await print('f3', 10, { document: PRINT.document, kind: 'repost', ...named }, 'repost');
  await print('f4', 11, { document: PRINT.document }, null);
  expect(await of('f3')).toEqual([
    { kind: 'repost', publisher_code: null, publisher_en: 'The Wire', publisher_zh: '连线' },
  ]);
  expect(await of('f4')).toEqual([
    { kind: null, publisher_code: null, publisher_en: null, publisher_zh: null },
  ]);
});
