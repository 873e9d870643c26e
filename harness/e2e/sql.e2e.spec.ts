import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { createReadModel } from '@silkgauge/read-model';
import { ask, startApp, uniqueName, type RunningApp } from '../services/index.ts';
import { grants, roledDatabase, type RoledDatabase } from './database-roles.ts';
import { workAsAggregation } from './database-work.ts';
import { root } from './stack.ts';

const VIEWS = ['growth', 'revisions', 'observations', 'sales', 'notices'];

type Row = Readonly<Record<string, unknown>>;

let database: RoledDatabase;
let reader: string;
let api: RunningApp;

beforeAll(async () => {
  database = await roledDatabase();
  const readModel = createReadModel(database.as('aggregation'), { max: 4 });
  await workAsAggregation(readModel);
  await readModel.close();
  reader = await database.reader(uniqueName());
  api = await startApp('growth-api', { DATABASE_URL: database.as('growth_api'), LOG_LEVEL: 'warn' });
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
  if (reader) await ask(new URL('/postgres', database.url).href, `drop role ${new URL(reader).username}`);
});

describe('a reader of SQL', () => {
  it('runs the examples for psql and Grafana', async () => {
    const panel = example('sql/grafana.sql').replace(
      /\$__timeFilter\((\w+)\)/,
      `$1 between '2020-01-01T00:00:00Z' and '2027-01-01T00:00:00Z'`,
    );
    for (const sql of [example('sql/psql.sql'), panel])
      expect((await ask(reader, sql)).length).toBeGreaterThan(0);
    expect(readdirSync(new URL('examples/sql', root))).toEqual(['grafana.sql', 'psql.sql']);
  });

  it('sees no table outside the schema api, and changes nothing', async () => {
    const tables = await ask<{ name: string }>(
      database.url,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables)
      await expect(ask(reader, `select from ${name}`)).rejects.toThrow(/permission denied/);
    for (const sql of [
      'create table public.mine (n int)',
      'create view api.mine as select 1',
      'create temporary table mine (n int)',
      'create schema mine',
    ])
      await expect(ask(reader, `begin read write; ${sql}`)).rejects.toThrow(/permission denied/);
    await expect(ask(reader, `begin read write; delete from api.notices`)).rejects.toThrow(
      /permission denied|cannot delete/,
    );
  });

  it('has the rights of its views only, and each of them is needed', async () => {
    const rights = grants('read');
    expect(rights.map(({ privilege, table }) => `${privilege} on ${table}`)).toEqual([
      'usage on schema api',
      ...VIEWS.map((view) => `select on api.${view}`),
    ]);
    const queries = VIEWS.map((view) => `select from api.${view} limit 1`);
    const refused = async () =>
      Promise.all(
        queries.map((sql) =>
          ask(reader, sql).then(
            () => false,
            () => true,
          ),
        ),
      );
    expect(await refused()).not.toContain(true);
    for (const { privilege, table } of rights) {
      await ask(database.url, `revoke ${privilege} on ${table} from silkgauge_read`);
      expect({ table, refused: (await refused()).includes(true) }).toEqual({ table, refused: true });
      await ask(database.url, `grant ${privilege} on ${table} to silkgauge_read`);
    }
  });

  it('takes no advisory lock, as the API, while the roles that lock may', async () => {
    const locks = await ask<{ call: string }>(
      database.url,
      `select format('%s(%s)', proname, repeat('7, ', pronargs - 1) || '7') as call from pg_proc
       where proname ~ 'advisory' and proname !~ 'unlock'`,
    );
    expect(locks).toHaveLength(16);
    for (const { call } of locks) {
      for (const url of [reader, database.as('growth_api')])
        await expect(ask(url, `select ${call}`)).rejects.toThrow(/permission denied for function/);
      for (const role of ['owner', 'aggregation', 'operator'] as const)
        expect(await ask(database.as(role), `select ${call}`)).toHaveLength(1);
    }
  });

  it('makes no large object', async () => {
    for (const call of ['lo_creat(-1)', 'lo_create(0)', `lo_from_bytea(0, 'x')`])
      await expect(ask(reader, `begin read write; select ${call}`)).rejects.toThrow(/permission denied/);
    expect(await ask(database.url, 'select from pg_largeobject_metadata')).toHaveLength(0);
  });

  it('has ten connections, and temporary files up to a limit that it does not lift', async () => {
    const { username } = new URL(reader);
    expect(
      await ask(database.url, `select rolconnlimit from pg_roles where rolname = '${username}'`),
    ).toEqual([{ rolconnlimit: 10 }]);
    expect(await ask(reader, 'show temp_file_limit')).toEqual([{ temp_file_limit: '1GB' }]);
    for (const sql of [
      'set temp_file_limit = -1',
      `begin read write; alter role ${username} set temp_file_limit = -1`,
    ])
      await expect(ask(reader, sql)).rejects.toThrow(/permission denied/);
    await ask(database.url, `alter role ${username} set temp_file_limit = '1MB'`);
    const spill = 'select count(*) from (select n from generate_series(1, 1000000) n order by n desc) sorted';
    await expect(ask(reader, spill)).rejects.toThrow(/temporary file size exceeds/);
    await ask(database.url, `alter role ${username} set temp_file_limit = '1GB'`);
  });

  it('is stopped after half a minute, and holds no transaction open, unless it sets that otherwise', async () => {
    const settings = ['statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_read_only'];
    const shown = settings.map((name) => `current_setting('${name}') as ${name}`);
    expect(await ask(reader, `select ${shown.join(', ')}`)).toEqual([
      { statement_timeout: '30s', idle_in_transaction_session_timeout: '1min', transaction_read_only: 'on' },
    ]);
    await expect(ask(reader, `set statement_timeout = 50; select pg_sleep(5)`)).rejects.toThrow(/timeout/);
  });

  it('finds a comment on the schema, on each view and on each column', async () => {
    const described = await ask<{ view: string; columns: string; bare: string }>(
      reader,
      `select c.relname as view, obj_description(c.oid, 'pg_class') as comment, count(*) as columns,
         count(*) filter (where col_description(c.oid, a.attnum) is null or col_description(c.oid, a.attnum) = '') as bare
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relnamespace = 'api'::regnamespace group by c.oid, c.relname order by c.relname`,
    );
    expect(described.map(({ view, bare }) => [view, bare])).toEqual(
      [...VIEWS].sort().map((view) => [view, '0']),
    );
    expect(described.every((one) => 'comment' in one && String(one.comment).length > 20)).toBe(true);
  });
});

describe('the views', () => {
  it('growth: the rows of /v1/growth.csv', async () => {
    const csv = await (await fetch(`${api.url}/v1/growth.csv`)).text();
    const told: Row[] = parse(csv, { columns: true, bom: true });
    const rows = await ask<Row>(reader, 'select * from api.growth');
    const named = [
      ...['period', 'measure', 'comparison', 'side', 'reading', 'unit', 'status', 'formula', 'verdict'],
      ...['version', 'sequence', 'reporter', 'area', 'currency', 'absence', 'source', 'id', 'document'],
      'kind',
    ];
    const line = (row: Row, names: readonly string[]) =>
      JSON.stringify(names.map((name) => String(row[name] ?? '')));
    const ofApi = [
      ...named,
      'key',
      'comparedWith',
      'value',
      'low',
      'high',
      'gap',
      'publishedAt',
      'publisher',
    ];
    const ofView = [
      ...named,
      'key',
      'compared_with',
      'value_text',
      'low_text',
      'high_text',
      'gap_text',
      'published_at',
      'publisher_en',
    ];
    // The log, which the view shows, has the growth of a month of sales so far; answers withhold that.
    const running = new Set(
      told.flatMap(({ key, flags }) => (String(flags).includes('partial-period') ? [key] : [])),
    );
    const shown = rows
      .map((row) => ({ ...row, key: `${String(row.series)}/${String(row.period)}` }) as Row)
      .filter(
        ({ key, measure, reporter }) => reporter !== 'SHOP' || measure !== 'growth' || !running.has(key),
      );
    expect(shown.length).toBe(rows.length - 6);
    expect(rows.length).toBeGreaterThan(50);
    expect(shown.map((row) => line(row, ofView)).sort()).toEqual(told.map((row) => line(row, ofApi)).sort());
    const apart = await ask(
      reader,
      `select from api.growth where value::text is distinct from value_text or low::text is distinct from low_text
         or high::text is distinct from high_text or (period_start is null) <> (period = '_U') or period_end < period_start`,
    );
    expect(apart).toHaveLength(0);
  });

  it('revisions: the last one of a side leads to what growth says, and says what stood before', async () => {
    const key = 'series, period, measure, comparison, side';
    const last = `select distinct on (${key}) ${key}, value_text, low_text, high_text, readings from api.revisions
      where domain = 'customs' order by ${key}, version desc`;
    const growth = `select ${key}, value_text, low_text, high_text from api.growth
      where domain = 'customs' and reading is null and low_text is not null`;
    const revised = `select ${key}, value_text, low_text, high_text from (${last}) l
      where readings is null and low_text is not null`;
    for (const [one, other] of [
      [revised, growth],
      [growth, revised],
    ])
      expect(await ask(reader, `${String(one)} except ${String(other)}`)).toEqual([]);
    const links = await ask<Row>(
      reader,
      `select previous_value_text as before, lag(value_text) over (partition by ${key} order by version) as was,
         row_number() over (partition by ${key} order by version) as n
       from api.revisions where domain = 'customs'`,
    );
    expect(links.filter(({ n }) => Number(n) > 1).length).toBeGreaterThan(5);
    for (const { before, was } of links) expect(before).toBe(was);
  });

  it('each print has kind and publisher, in a state, before its revision and alone', async () => {
    const unsaid = async (view: string, where: string) =>
      ask(
        reader,
        `select from api.${view} where ${where} and (publisher_en is null or publisher_zh is null)`,
      );
    expect(await unsaid('growth', 'source is not null')).toEqual([]);
    expect(await unsaid('revisions', 'published_at is not null')).toEqual([]);
    const before = 'previous_published_at is not null';
    const revised = await ask<Row>(
      reader,
      `select previous_publisher_en as was from api.revisions where ${before}`,
    );
    expect(revised.length).toBeGreaterThan(0);
    for (const { was } of revised) expect(was).toEqual(expect.any(String));
    // A print that stands is told alike alone.
    const apart = await ask(
      reader,
      `select from api.growth g join api.observations o using (source, id)
       where g.publisher_en is distinct from o.publisher_en or g.kind is distinct from o.kind
         or g.publisher_zh is distinct from o.publisher_zh or g.publisher_code is distinct from o.publisher_code`,
    );
    expect(apart).toEqual([]);
  });

  it('observations, sales and notices: what the tables hold, with dates', async () => {
    const count = async (sql: string) => Number((await ask<{ n: string }>(database.url, sql))[0]?.n);
    for (const [view, table] of [
      ['observations', 'figure'],
      ['sales', 'sale_total'],
      ['notices', 'notice'],
    ]) {
      const rows = await count(`select count(*) as n from api.${String(view)}`);
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBe(await count(`select count(*) as n from ${String(table)}`));
    }
    const [sold] = await ask<Row>(
      reader,
      `select sum(total)::text as view, bool_and(period_start = (period || '-01')::date
         and period_end = (period_start + interval '1 month - 1 day')::date) as dated from api.sales`,
    );
    const [held] = await ask<Row>(database.url, 'select sum(total)::text as held from sale_total');
    expect(sold).toEqual({ view: held?.held, dated: true });
    const notices = await ask<Row>(reader, 'select * from api.notices where not withdrawn');
    const served = (await (await fetch(`${api.url}/v1/notices`)).json()) as { items: Row[] };
    for (const row of notices) {
      const data = served.items.find(({ notice }) => notice === row.notice)?.data as Row;
      const { areas = [], flow = null } = data.scope as Row;
      expect(row).toMatchObject({ title: data.title, effective_from_text: data.effectiveFrom, areas, flow });
      expect(row.effective_from).toBeInstanceOf(Date);
    }
  });

  it('a filter by series, by period or by both is answered by indexes', async () => {
    await ask(database.url, MANY_STATES);
    const plan = async (view: string, where: string) =>
      (await ask<Row>(database.url, `explain select * from api.${view} where ${where}`))
        .map((line) => String(line['QUERY PLAN']))
        .join('\n');
    const series = `series = 'A7.CN.CBEC.FULL._T._T._T._T.CNY'`;
    for (const view of ['growth', 'revisions', 'observations', 'sales'])
      for (const where of [series, `period = '2007'`, `${series} and period = '2007'`]) {
        const told = await plan(view, where);
        expect({
          view,
          where,
          scans: /Seq Scan on (?:growth_state|change|figure|sale_total)/.exec(told)?.[0],
        }).toEqual({
          view,
          where,
          scans: undefined,
        });
      }
  });
});

/** 600 series with 200 years each: so many rows that the planner has a reason to look for them. */
const MANY_STATES = `
  insert into series (key, domain, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
    select 'A' || n || '.CN.CBEC.FULL._T._T._T._T.CNY', 'customs', 'A' || n, 'CN', 'CBEC', 'FULL', '_T', '_T', '_T', '_T', 'CNY'
    from generate_series(1, 600) n;
  create temporary table made as
    select s.series_id, lpad(y::text, 4, '2000') as period, 1000000 + row_number() over () as n
    from series s, generate_series(1, 200) y where s.reporter ~ '^A[0-9]+$';
  insert into growth_state (series_id, period, period_start, period_end, version, sequence, known_at)
    select series_id, period, make_date(period::int, 1, 1), make_date(period::int, 12, 31), 1, n, now() from made;
  insert into change (sequence, series_id, period, version, known_at, document)
    select n, series_id, period, 1, now(), '{"level":{},"growth":{},"other":{},"flags":[],"change":{"previous":null}}' from made;
  insert into sale_total (series_id, period, total, events, units) select series_id, period, 1, 1, 1 from made;
  insert into event (source, id, type, topic, partition, "offset", known_at, outcome)
    select 'made', n::text, 'silkgauge.figure.reported.v1', 'made', 0, n, now(), 'applied' from made;
  insert into figure (event_id, series_id, period, published_until, print)
    select e.event_id, m.series_id, m.period, now(), '{"value":"1","multiplier":"1"}'
    from made m join event e on e.source = 'made' and e.id = m.n::text;
  analyze;`;

const example = (name: string): string => readFileSync(new URL(`examples/${name}`, root), 'utf8');
