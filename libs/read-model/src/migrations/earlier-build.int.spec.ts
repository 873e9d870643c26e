import { emptyDatabase, type TestDatabase } from '@silkgauge/testing';
import { EarlierBuild } from '../errors.ts';
import { connect } from '../read-model.ts';
import { migrate } from '../schema.ts';

let database: TestDatabase;
let session: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  database = await emptyDatabase();
  session = await connect(database.url, 'spec');
});
afterEach(async () => {
  await session.end();
  await database.drop();
});

const tables = async () =>
  (
    await session.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
  ).rows.map(({ name }) => name);

it('a database of a build from before the baseline is refused as it is, with what to do', async () => {
  await session.query(`
    create table migrations (id serial primary key, "timestamp" bigint not null, name varchar not null);
    insert into migrations ("timestamp", name) values
      (1700000000001, 'ReadModel1700000000001'), (1700000000072, 'PrintedBy1700000000072');
    create table event (event_id bigint)`);
  const refused = await migrate(database.url).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(EarlierBuild);
  expect((refused as Error).message).toMatch(
    /its newest is PrintedBy1700000000072.*`npm run reset`.*`npm run recover`/,
  );
  expect(await tables()).toEqual(['event', 'migrations']);
});

it('a database of this build is none of them, nor is a second read model in one', async () => {
  await session.query('create schema beside');
  const [first] = await migrate(database.url);
  expect(first).toBe('baseline-1700000000100');
  expect(await migrate(database.url)).toEqual([]);
});
