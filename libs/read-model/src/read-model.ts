import pg from 'pg';
import { addressesOf, NO_COMPILER, withSettings } from './address.ts';
import { isDataError, UnstorableData } from './errors.ts';
import { findPrimary, PrimaryPool } from './servers.ts';

/** A pool, or a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

export interface ReadModelOptions {
  /** Maximum number of connections; default 10. */
  readonly max?: number;
  readonly applicationName?: string;
  /** Milliseconds after which the server ends an idle transaction, and its locks; no limit if absent. */
  readonly silenceMs?: number;
  /** Milliseconds after which the server ends a statement; no limit if absent. */
  readonly statementMs?: number;
  /** Disables plans that read whole tables. Only for statements that find rows by key. */
  readonly byKey?: boolean;
  /** Prefers an index to a small table. For statements of many keys beside statements with ranges or joins. */
  readonly preferIndexes?: boolean;
  /** Commits do not wait for the disk. Only for data that may be lost when the server crashes. */
  readonly unsynced?: boolean;
}

/**
 * A prepared statement keeps its first plan, mostly made for empty tables, and would read whole tables for
 * thousands of keys. Statements with ranges or joins become many times slower under these settings (see
 * `statements/by-key.ts`).
 */
const BY_KEY = ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off'];

/**
 * Pages of what is looked up lie in memory, so a page by index costs little more than the next one. At the
 * default of 4 the planner reads a table of 200 rows whole, for each of a thousand keys.
 */
const PREFER_INDEXES = 'random_page_cost=1.1';

const UNSYNCED = 'synchronous_commit=off';

export interface ReadModel {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool on `url`. Listeners keep the error event of a broken connection from ending the process. */
export function createReadModel(url: string, options: ReadModelOptions = {}): ReadModel {
  const address = withSettings(url, [
    NO_COMPILER,
    ...(options.byKey === true ? BY_KEY : []),
    ...(options.preferIndexes === true ? [PREFER_INDEXES] : []),
    ...(options.unsynced === true ? [UNSYNCED] : []),
  ]);
  const config = {
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'silkgauge',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ...(options.silenceMs !== undefined && { idle_in_transaction_session_timeout: options.silenceMs }),
    ...(options.statementMs !== undefined && { statement_timeout: options.statementMs }),
  };
  const pool =
    addressesOf(address).length > 1
      ? new PrimaryPool(address, config)
      : new pg.Pool({ ...config, connectionString: address });
  pool.on('error', () => undefined);
  // The pool does not listen to errors of a connection that is checked out.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, close: () => pool.end() };
}

/**
 * Address of the same database with `schema` as search path, for a read model that is built beside the live
 * one. Its commits do not wait for the disk, since a build that breaks off starts again.
 */
export function inSchema(url: string, schema: string): string {
  return withSettings(url, [`search_path=${schema}`, UNSYNCED]);
}

/**
 * Runs `work` in one transaction. An error closes the connection, whose state is unknown after a lost answer
 * to COMMIT.
 *
 * @throws UnstorableData if the database cannot hold the data
 */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed: unknown;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failed = error;
    await client.query('rollback').catch(() => undefined);
    if (isDataError(error)) throw new UnstorableData((error as Error).message, { cause: error });
    throw error;
  } finally {
    client.release(failed !== undefined);
  }
}

/** Runs `work` inside a transaction; what it wrote is undone where it throws, and the transaction goes on. */
export async function inSavepoint<T>(tx: Queryable, work: () => Promise<T>): Promise<T> {
  await tx.query('savepoint part');
  try {
    const result = await work();
    await tx.query('release savepoint part');
    return result;
  } catch (error) {
    // A lost connection has undone all of it.
    await tx.query('rollback to savepoint part').catch(() => undefined);
    if (isDataError(error)) throw new UnstorableData((error as Error).message, { cause: error });
    throw error;
  }
}

/** Opens a single connection, for session locks and LISTEN; the caller ends it. */
export async function connect(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: await findPrimary(withSettings(url, [NO_COMPILER])),
    application_name: applicationName,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
