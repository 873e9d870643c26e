import { readFileSync, writeFileSync } from 'node:fs';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { describeSchema } from './describe-schema.fixture.ts';
import { connect, inSchema } from './read-model.ts';
import { migrate } from './schema.ts';

const FILE = new URL('../schema.sql', import.meta.url);
const HEAD = '-- The read model as its migrations leave it; written by `npm run schema`, never by hand.\n\n';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function described({ url }: TestDatabase): Promise<string> {
  const session = await connect(url, 'spec');
  const text = HEAD + (await describeSchema(session));
  await session.end();
  return text;
}

it('schema.sql equals the schema that the migrations make', async () => {
  const database = await testDatabase();
  databases.push(database);
  const text = await described(database);
  if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
  expect(await migrate(database.url)).toEqual([]);
});

it('schema.sql makes the same schema in an empty database', async () => {
  const database = await emptyDatabase();
  databases.push(database);
  const session = await connect(database.url, 'spec');
  await session.query(readFileSync(FILE, 'utf8'));
  await session.end();
  expect(await described(database)).toBe(readFileSync(FILE, 'utf8'));
});

it('the views are made beside a table of another schema, and stay on the first read model', async () => {
  const database = await emptyDatabase();
  databases.push(database);
  const session = await connect(database.url, 'spec');
  await session.query('create schema other; create table other.growth_state (n int); create schema beside');
  await migrate(database.url);
  await migrate(inSchema(database.url, 'beside'));
  const { rows } = await session.query(
    `select distinct view_name as view, table_schema as on_schema from information_schema.view_table_usage
     where view_schema = 'api' order by view_name`,
  );
  await session.end();
  expect(rows).toEqual(
    ['growth', 'notices', 'observations', 'revisions', 'sales'].map((view) => ({
      view,
      on_schema: 'public',
    })),
  );
});
