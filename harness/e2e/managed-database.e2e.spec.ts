import {
  ask,
  asReader,
  giveRoles,
  makeReader,
  migrateAsNew,
  startPostgres,
  type EmbeddedPostgres,
} from '../services/index.ts';

/** A provider gives such a role, and no superuser. */
const MANAGER = { name: 'manager', password: 'manager-spec' };
const OWNER = { name: 'silkgauge_owner', password: 'owner-spec' };
const READER = { name: 'grafana', password: 'reader-spec' };

let server: EmbeddedPostgres;
/** Address of the database of the product, as the manager. */
let managed: string;

beforeAll(async () => {
  server = await startPostgres();
  await ask(
    server.databaseUrl,
    `create role manager login createrole createdb password '${MANAGER.password}'`,
  );
  await ask(asReader(server.databaseUrl, MANAGER), 'create database silkgauge');
  const url = new URL(asReader(server.databaseUrl, MANAGER));
  url.pathname = '/silkgauge';
  managed = url.href;
}, 120_000);
afterAll(() => server.stop());

const settingsOf = async (login: string) =>
  ask<{ limit: number; settings: string[] }>(
    managed,
    `select rolconnlimit as limit, rolconfig as settings from pg_roles where rolname = '${login}'`,
  );

it('a role with CREATEROLE that is no superuser makes roles, schema, grants and readers, twice', async () => {
  await giveRoles(managed, async () => {
    await ask(managed, `alter role ${OWNER.name} password '${OWNER.password}'`);
    await migrateAsNew(asReader(managed, OWNER));
    return asReader(managed, OWNER);
  });
  const owners = await ask(
    managed,
    "select schemaname, tableowner from pg_tables where tablename = 'figure'",
  );
  expect(owners).toEqual([{ schemaname: 'public', tableowner: OWNER.name }]);
  await giveRoles(managed, () => Promise.resolve(asReader(managed, OWNER)));

  const reader = await makeReader(managed, READER, 'own-schema.sql');
  expect(await makeReader(managed, READER, 'own-schema.sql')).toBe(reader);
  expect(await ask(reader, 'select count(*)::int as count from growth')).toEqual([{ count: 0 }]);
  await expect(ask(reader, 'select from public.figure')).rejects.toThrow('permission denied');
  // Its limits stand, but for the one that a superuser sets alone.
  expect(await settingsOf(READER.name)).toEqual([
    {
      limit: 10,
      settings: [
        'search_path=api',
        'default_transaction_read_only=off',
        'statement_timeout=30s',
        'idle_in_transaction_session_timeout=60s',
      ],
    },
  ]);
}, 240_000);

it('roles are made whole or not at all', async () => {
  await ask(server.databaseUrl, 'create database strange');
  const url = new URL(asReader(server.databaseUrl, MANAGER));
  url.pathname = '/strange';
  await ask(managed, 'drop owned by silkgauge_read; drop role silkgauge_read');
  // The database is not its own.
  await expect(giveRoles(url.href)).rejects.toThrow('permission denied');
  expect(await ask(managed, "select from pg_roles where rolname = 'silkgauge_read'")).toEqual([]);
}, 120_000);
