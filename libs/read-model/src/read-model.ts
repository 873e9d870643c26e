import pg from 'pg';
import { addressesOf, NO_COMPILER, withSettings } from './address.ts';
import { isDataError, UnstorableData } from './errors.ts';
import { findPrimary, PrimaryPool } from './servers.ts';

/** Anything a statement can be sent to: a pool, or a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

export interface ReadModelOptions {
  /** Connections at most; default 10. */
  readonly max?: number;
  readonly applicationName?: string;
  /**
   * A transaction in which nothing is asked for so long is ended by the server, in milliseconds; without it never. The
   * locks of a process that is stopped or cut off would hold up everybody else.
   */
  readonly silenceMs?: number;
  /** A statement that takes longer is ended by the server, in milliseconds; without it never. */
  readonly statementMs?: number;
  /** The statements on it find rows by their keys; ask nothing else there. */
  readonly byKey?: boolean;
  /** Commits on it do not wait for the disk; what is lost with the server must be of no worth. */
  readonly unsynced?: boolean;
}

/**
 * A prepared statement keeps the plan it got first, mostly of tables that were empty then. Sales ask for thousands of keys at
 * a time; without these settings whole tables may be read for them ever after. Whoever asks for stretches or joins, as facts
 * do, becomes many times slower with them; their joins by key say so themselves (`statements/by-key.ts`).
 */
const BY_KEY = ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off'];

const UNSYNCED = 'synchronous_commit=off';

/** The PostgreSQL read model: a pool, closed when the service stops. */
export interface ReadModel {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens a pool on `url`. Connections that break are dropped by the pool, and whoever uses one gets the error from the
 * statement; the listeners keep such a break from ending the process.
 */
export function createReadModel(url: string, options: ReadModelOptions = {}): ReadModel {
  const address = withSettings(url, [
    NO_COMPILER,
    ...(options.byKey === true ? BY_KEY : []),
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
  // The pool itself does not listen while a connection is lent.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, close: () => pool.end() };
}

/**
 * The same database with another schema in front: a read model beside the one that `url` alone leads to. Commits to it wait
 * for no disk: one that breaks off is begun again.
 */
export function inSchema(url: string, schema: string): string {
  return withSettings(url, [`search_path=${schema}`, UNSYNCED]);
}

/**
 * Runs `work` in one transaction. When anything fails the connection is thrown away: after a lost answer to
 * COMMIT nobody knows its state. Data the database cannot hold becomes {@link UnstorableData}.
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

/**
 * A connection of its own, for session locks and LISTEN; the caller ends it. When it breaks, the next statement tells.
 */
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
