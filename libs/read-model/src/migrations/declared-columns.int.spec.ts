import { SIDES } from '@silkgauge/codelists';
import { COLUMNS, DIMENSIONS, DIMENSION_WORDS } from '@silkgauge/contract';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import type pg from 'pg';
import { connect } from '../read-model.ts';

let database: TestDatabase;
let session: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  session = await connect(database.url, 'spec');
});
afterAll(async () => {
  await session?.end();
  await database?.drop();
});

/** The columns of the table of states that clients of SQL have, by their places. */
const IN_SQL = COLUMNS.flatMap(({ sql = [], datatype }) =>
  sql.map((one) => ({ ...one, isDecimal: datatype === 'decimal' })),
).sort((a, b) => a.place - b.place);

const SERIES = ['key as series', ...DIMENSIONS, 'domain'].map((column) => `s.${column}`);
const DECLARED = IN_SQL.map(({ name, from, isDecimal }) =>
  isDecimal ? `(${from})::numeric as ${name}, ${from} as ${name}_text` : `${from} as ${name}`,
);
const SIDE = SIDES.codes.map((side) => `('${side}')`).join(', ');

const VIEW = /* sql */ `
create view api.declared as
select ${[...SERIES, ...DECLARED].join(', ')}
from growth_state g
join series s on s.series_id = g.series_id
join change c on c.sequence = g.sequence
cross join lateral (select c.document::jsonb as document offset 0) d
cross join lateral (
  select 'level' as measure, null::text as comparison, d.document -> 'level' as sides
  union all select 'growth' as measure, e.key as comparison, e.value as sides from jsonb_each(d.document -> 'growth') e
  union all
  select e.key as measure, case when e.key <> 'share' then 'GY' end as comparison, e.value as sides
    from jsonb_each(d.document -> 'other') e) m
cross join lateral (select n.side, m.sides -> n.side as measurement from (values ${SIDE}) n(side)) b
cross join lateral jsonb_array_elements(coalesce(b.measurement -> 'readings', jsonb_build_array(b.measurement))) r(figure)
where b.measurement is not null`;

const read = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
  (await session.query<Row>(text)).rows;

it('api.growth has the columns of the table of states, each as it is declared', async () => {
  await session.query(VIEW);
  const [views] = await read<{ migrated: string; declared: string }>(
    `select pg_get_viewdef('api.growth'::regclass) as migrated, pg_get_viewdef('api.declared'::regclass) as declared`,
  );
  expect(views?.migrated).toBe(views?.declared);
});

it('each column of the views that is one of the table of states is explained in its words', async () => {
  const words = new Map([
    ...DIMENSIONS.map((name) => [name, DIMENSION_WORDS[name].comment] as const),
    ...IN_SQL.map(({ name, comment }) => [name, comment] as const),
  ]);
  const columns = await read<{ name: string; comment: string }>(
    `select a.attname as name, col_description(c.oid, a.attnum) as comment from pg_class c
     join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'api'::regnamespace and c.relname <> 'declared' and c.relkind = 'v' and a.attnum > 0`,
  );
  const told = columns.filter(({ name }) => words.has(name));
  expect(new Set(told.map(({ name }) => name))).toEqual(new Set(words.keys()));
  for (const { name, comment } of told) expect([name, comment]).toEqual([name, words.get(name)]);
});
