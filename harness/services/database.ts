import pg from 'pg';
import { uniqueName } from './unique-names.ts';
import { testServerUrl } from './run-services.ts';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database, even with open connections. */
  drop(): Promise<void>;
}

/** A new empty database, on the run's server by default. */
export async function emptyDatabase(server: string = testServerUrl()): Promise<TestDatabase> {
  const name = uniqueName();
  const url = await ensureDatabase(server, name);
  return { url, drop: () => dropDatabase(server, name) };
}

/** A copy of a database on the run's server; the original must have no connections. */
export async function copyOf({ url }: Pick<TestDatabase, 'url'>): Promise<TestDatabase> {
  const name = uniqueName();
  const server = testServerUrl();
  const address = new URL(url);
  await ask(server, `create database ${name} template ${pg.escapeIdentifier(address.pathname.slice(1))}`);
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => dropDatabase(server, name) };
}

/** Address of the named database, which is created if missing. */
export async function ensureDatabase(server: string, name: string): Promise<string> {
  await ask(server, `create database ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && error.code === DUPLICATE_DATABASE)) throw error;
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

const DUPLICATE_DATABASE = '42P04';

/** A new migrated database: a copy of the run's template, or migrated on another server. */
export async function testDatabase(server?: string): Promise<TestDatabase> {
  if (server === undefined) {
    const copy = await copyOf({ url: await migratedTemplate(testServerUrl()) });
    await declareNew(copy.url);
    return copy;
  }
  const database = await emptyDatabase(server);
  await migrateAsNew(database.url);
  return database;
}

const TEMPLATE = 'silkgauge_template';
/** Advisory lock for the creation of the template. */
const TEMPLATE_LOCK = 1;

/** Address of the run's migrated template, without connections; made by the first caller. */
async function migratedTemplate(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount === 0) {
      // The template's name is given last: a failed migration leaves no template.
      const { url } = await emptyDatabase(server);
      const { migrate } = await import('@silkgauge/read-model');
      await migrate(url);
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

/** Migrates a schema and declares its topics new. */
export async function migrateAsNew(url: string): Promise<void> {
  // Loaded on demand: specs that need only the broker do not load TypeORM.
  const { migrate } = await import('@silkgauge/read-model');
  await migrate(url);
  await declareNew(url);
}

/** Declares the topics of a migrated database new: the first write does not inspect their contents. */
export async function declareNew(url: string): Promise<void> {
  const { beginIncarnation, connect, thisServer } = await import('@silkgauge/read-model');
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
  // When the server goes away, the query fails too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
