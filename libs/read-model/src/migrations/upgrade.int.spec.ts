import { bulletinPlan, emptyDatabase, eventually, type TestDatabase } from '@silkgauge/testing';
import type pg from 'pg';
import { wordsOf } from '../queries/state-words.ts';
import { connect, inSchema } from '../read-model.ts';
import { migrate } from '../schema.ts';
import { added } from './added.fixture.ts';
import { MIGRATIONS, readMigrations } from './sql-files.ts';

let database: TestDatabase;
let session: pg.Client;

beforeEach(async () => {
  database = await emptyDatabase();
  await migrate(database.url);
  session = await connect(database.url, 'spec');
  await fill();
});
afterEach(async () => {
  await session.end();
  await database.drop();
});

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const SALES = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';

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

/** Rows of each kind that a running system has. */
async function fill(): Promise<void> {
  await series('customs', KEY);
  await series('platform', SALES);
  await event('f1', 'figure.reported', 'customs.figures', 0, {});
  await event('f2', 'figure.reported', 'customs.figures', 1, {}, 'rejected');
  await event('c1', 'claim.reported', 'customs.figures', 2, { series: KEY });
  await event('s1', 'statement.attributed', 'customs.figures', 3, { quote: 'Good.' });
  await event(
    'p1',
    'bulletin.planned',
    'newsroom.orders',
    0,
    bulletinPlan('B-1', `${KEY}/2020`, 'A title').data,
  );
  await event('n1', 'notice.published', 'policy.notices', 0, {});
  await event('w1', 'figure.withdrawn', 'customs.figures', 4, {});
  await session.query(`
    insert into incarnation (n, system_identifier, timeline, started, database, after_sequence, until_sequence, reason, actor)
      select 1, s.system_identifier, s.timeline, s.started, s.database, 0, 0, 'its topics are new', 'spec' from this_server() s;
    insert into figure (event_id, series_id, period, published_until, print)
      values (1, 1, '2020', '2021-12-31T23:59:59.999Z', '{"source":"/s","id":"f1"}');
    insert into change values (1, 1, '2020', 1, '2024-01-01Z', '{"level":{}}');
    insert into growth_state values (1, '2020', '2020-01-01', '2020-12-31', 1, 1, '2024-01-01Z'),
      (2, '2024-01', '2024-01-01', '2024-01-31', 1, 2, '2024-01-01Z');
    insert into claim values (3, '${KEY}', null, '2020', false);
    insert into notice values ('N-1', 6, false, '{}');
    insert into withdrawal (ref_source, ref_id, event_id, topic) values ('/s', 'f0', 7, 'customs.figures');
    insert into register_version values (2, 'claim', '/s#c1', 1, '2024-01-03Z', '{"source":"/s","id":"c1"}');
    insert into register_floor values ('notice', 'N-1', 3);
    insert into version_floor values (2, '2024-01', 3);
    update change_cursor set last = 2;
    update desk_position set sequence = 2;
    insert into change_mark values ('2024-01-01Z', 1);
    insert into relay_position values ('customs', 1);
    insert into consumer_position values ('customs.figures', 0, 4, 4, null, null);
    insert into group_member values ('m', 'g', 1);
    insert into dead_letter (topic, partition, "offset", known_at, rule, reason, headers, relayed)
      values ('customs.figures', 0, 1, '2024-01-02Z', 'period', 'no period', '[]', true);
    insert into dead_letter_replay (topic, partition, "offset", fix, reason, actor, searched_from)
      values ('customs.figures', 0, 1, 'none', 'a slip', 'ops', '[]');
    insert into position_skip values ('customs.figures', 0, 9, 10, 'record', 'why', 'reason', 'ops');
    insert into identity_window values ('platform.sales', 0, 0, '2024-01-01Z', '\\x00');
    insert into sale_total values (2, '2024-01', 10.10, 3, 4, '2024-01-31T10:00:00Z');
    insert into sale_month values ('SHOP', '2024-01', 2, '2024-01-31Z');
    insert into thinned_fold values (2, '2024-01', '2024-01-31Z', 'platform.sales', 0, 0, 2, 3, 2, 3);
    insert into rebuilt_fold values (2, '2024-01', 1, '[]');
    insert into rebuild (reason, actor, begun_at, digest_before, digest, after_sequence, changes)
      values ('a slip', 'ops', '2024-01-01Z', 'a', 'b', 0, 1);
    insert into embargoed (topic, partition, "offset", until, jwe) values ('customs.embargoed', 0, 0, '2030-01-01Z', 'jwe');
    insert into job values ('j1', '/s', 'file', 'sha', 1, 'done', null, '{}', '[]', '2024-01-01Z', '2024-01-01Z')`);
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Columns of each table, as SQL. */
async function columns(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await session.query<{ name: string; list: string }>(
    `select table_name as name, string_agg(format('%I', column_name), ', ' order by ordinal_position) as list
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migrations'
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

const NOTES = `
alter table event add column seen_by text not null default 'nobody';
create table note (event_id bigint not null primary key references event, words text not null);
insert into note (event_id, words) select event_id, reason from event where outcome = 'rejected';
`;

/** The view of sales with one more column, behind the others. */
const salesView = (): string => {
  const files = readMigrations(MIGRATIONS).flatMap((one) => one.files);
  const view = files.find(({ path }) => path.endsWith('sales.once.sql'))?.text ?? '';
  return `${view
    .replace('create view', 'create or replace view')
    .replace('g.known_at', 'g.known_at, t.events > 1 as is_many')};
    comment on column api.sales.is_many is 'Whether there are several.';`;
};

it('an upgrade keeps each row, and what readers made of the views', async () => {
  await session.query('create view mine as select * from api.sales');
  const tables = await columns();
  const before = await rowsOf(tables);
  expect(Object.keys(before).filter((name) => before[name]?.length === 0)).toEqual([]);
  const upgrade = added({ '999-invented/1-notes.sql': NOTES, '999-invented/2-sales.once.sql': salesView() });
  expect(await migrate(database.url, upgrade)).toEqual([upgrade.name]);
  expect(await migrate(database.url, upgrade)).toEqual([]);
  expect(await rowsOf(tables)).toEqual(before);
  const { rows } = await session.query(
    `select n.words, e.seen_by, v.is_many, m.total, is_known_server() as known
     from note n join event e on e.event_id = n.event_id, api.sales v, mine m`,
  );
  expect(rows).toEqual([{ words: 'period', seen_by: 'nobody', is_many: true, total: '10.10', known: true }]);
});

it('an upgrade that fails leaves all as it was', async () => {
  const tables = await columns();
  const upgrade = added({ '999-invented/1-notes.sql': NOTES, '999-invented/2-slip.sql': 'select 1 / 0' });
  await expect(migrate(database.url, upgrade)).rejects.toThrow('division by zero');
  expect(await columns()).toEqual(tables);
  expect(await migrate(database.url)).toEqual([]);
});

it('an upgrade waits for an open transaction of a reader, who reads on meanwhile', async () => {
  const reader = await connect(database.url, 'spec-reader');
  try {
    await reader.query('begin');
    const count = async () =>
      (await reader.query<{ n: number }>('select count(*)::int as n from event')).rows[0]?.n;
    expect(await count()).toBe(7);
    const migrating = migrate(database.url, added({ '999-invented.sql': NOTES }));
    await eventually(async () => {
      const { rows } = await session.query(
        `select from pg_stat_activity
         where datname = current_database() and application_name = 'silkgauge-migrate' and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    expect(await count()).toBe(7);
    await reader.query('commit');
    expect(await migrating).toHaveLength(1);
    expect(await count()).toBe(7);
  } finally {
    await reader.end();
  }
});

it('a second read model has the tables of an upgrade, and leaves what is of the database to the first', async () => {
  await session.query('create schema beside');
  const upgrade = added({ '999-invented/1-notes.sql': NOTES, '999-invented/2-sales.once.sql': salesView() });
  expect(await migrate(inSchema(database.url, 'beside'), upgrade)).toHaveLength(upgrade.migrations.length);
  const hasMore = async () =>
    (
      await session.query<{ beside: boolean; view: boolean }>(
        `select to_regclass('beside.note') is not null as beside, exists (
           select from pg_attribute where attrelid = 'api.sales'::regclass and attname = 'is_many') as view`,
      )
    ).rows[0];
  expect(await hasMore()).toEqual({ beside: true, view: false });
  await migrate(database.url, upgrade);
  expect(await hasMore()).toEqual({ beside: true, view: true });
  expect(await migrate(inSchema(database.url, 'beside'), upgrade)).toEqual([]);
});

it('a version from before there was a column of words has its words', async () => {
  const earlier = await emptyDatabase();
  try {
    const [baseline] = readMigrations(MIGRATIONS);
    await migrate(earlier.url, { migrations: baseline ? [baseline] : [], indexes: [] });
    const older = await connect(earlier.url, 'spec');
    const document = `{"level":{"verdict":"conflict"},"growth":{},"flags":["gap"],"change":{"reason":"withdrawn"}}`;
    await older.query(
      `insert into change values (1, 1, '2020', 1, '2024-01-01Z', '${document}'), (2, 1, '2021', 1, '2024-01-01Z', '{}')`,
    );
    await migrate(earlier.url);
    const { rows } = await older.query<{ words: string[] }>('select words from change order by sequence');
    await older.end();
    expect(rows.map(({ words }) => words.sort())).toEqual([[...wordsOf(document)].sort(), []]);
  } finally {
    await earlier.drop();
  }
});
