import pg from 'pg';
import { uniqueName } from './names.ts';
import { testServerUrl } from './run-services.ts';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of its own without any table, on the run's server or on another one. */
export async function emptyDatabase(server: string = testServerUrl()): Promise<TestDatabase> {
  const name = uniqueName();
  const url = await ensureDatabase(server, name);
  return { url, drop: () => dropDatabase(server, name) };
}

/** Another database with everything in it, on the run's server; nobody may be connected to the first. */
export async function copyOf({ url }: Pick<TestDatabase, 'url'>): Promise<TestDatabase> {
  const name = uniqueName();
  const server = testServerUrl();
  const address = new URL(url);
  await ask(server, `create database ${name} template ${pg.escapeIdentifier(address.pathname.slice(1))}`);
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => dropDatabase(server, name) };
}

/** The address of the database of that name, made when it is not there. */
export async function ensureDatabase(server: string, name: string): Promise<string> {
  await ask(server, `create database ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && error.code === DUPLICATE_DATABASE)) throw error;
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

const DUPLICATE_DATABASE = '42P04';

/** A migrated database of its own: a copy of the run's template, or on another server one that is migrated itself. */
export async function testDatabase(server?: string): Promise<TestDatabase> {
  if (server === undefined) return copyOf({ url: await migratedTemplate(testServerUrl()) });
  const database = await emptyDatabase(server);
  await migrateAsNew(database.url);
  return database;
}

const TEMPLATE = 'silkgauge_template';
/** Number of the advisory lock under which the template is made. */
const TEMPLATE_LOCK = 1;

/** Address of the run's migrated database, to which nobody is connected. The first caller makes it. */
async function migratedTemplate(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount === 0) {
      // The name is given last: a migration that failed leaves no template.
      const { url } = await emptyDatabase(server);
      await migrateAsNew(url);
      await client.query(
        `alter database ${pg.escapeIdentifier(new URL(url).pathname.slice(1))} rename to ${TEMPLATE}`,
      );
    }
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${TEMPLATE}`;
  return url.href;
}

/** Migrates a schema whose topics need not be looked at before its first write, whatever they hold. */
export async function migrateAsNew(url: string): Promise<void> {
  // Loaded on demand: a spec that only needs the broker spares itself TypeORM.
  const { beginIncarnation, connect, migrate, thisServer } = await import('@silkgauge/read-model');
  await migrate(url);
  const session = await connect(url, 'silkgauge-testing');
  const nothing = { after: 0n, until: 0n, reason: 'its topics are new', actor: 'testing' };
  await beginIncarnation(session, { server: await thisServer(session), ...nothing });
  await session.end();
}

const dropDatabase = async (server: string, name: string): Promise<void> =>
  void (await ask(server, `drop database if exists ${name} with (force)`));

/** Rows of a statement, on a connection of its own. */
export async function ask<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes away also fails the query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
