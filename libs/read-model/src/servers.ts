import pg from 'pg';
import { addressesOf } from './address.ts';

/** An unreachable machine never answers. */
const ANSWERS_WITHIN_MS = 5_000;

/**
 * Returns the first server of an address that takes writes (not in recovery). A single host is returned
 * unchecked.
 *
 * @throws Error with code ECONNREFUSED if no server takes writes
 */
export async function findPrimary(url: string): Promise<string> {
  const addresses = addressesOf(url);
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1) return only;
  try {
    return await Promise.any(addresses.map(requirePrimary));
  } catch (error) {
    const reasons = (error as AggregateError).errors.map(String).join('; ');
    // Callers retry a refused connection.
    throw Object.assign(new Error(`no server of the database takes writes: ${reasons}`, { cause: error }), {
      code: 'ECONNREFUSED',
    });
  }
}

async function requirePrimary(address: string): Promise<string> {
  const client = new pg.Client({
    connectionString: address,
    application_name: 'silkgauge-look',
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
    query_timeout: ANSWERS_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
    if (rows[0]?.standby !== false) throw new Error(`${client.host}:${String(client.port)} is a standby`);
    return address;
  } finally {
    void client.end().catch(() => undefined);
  }
}

type Connected = Parameters<pg.Pool['connect']>[0];

/** Pool for an address with several hosts: each new connection goes to the server that takes writes. */
export class PrimaryPool extends pg.Pool {
  readonly #url: string;
  /** Address for the next connection. */
  readonly #primary: { address?: string };

  constructor(url: string, config: pg.PoolConfig) {
    const primary: { address?: string } = {};
    class PrimaryClient extends pg.Client {
      constructor(given?: pg.ClientConfig) {
        super({ ...given, connectionString: primary.address ?? url });
      }
    }
    super({ ...config, Client: PrimaryClient });
    this.#url = url;
    this.#primary = primary;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const connecting = this.#connect();
    if (!callback) return connecting;
    connecting.then(
      (client) => {
        callback(undefined, client, (release) => {
          client.release(release);
        });
      },
      (error: unknown) => {
        callback(error as Error, undefined, () => undefined);
      },
    );
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.idleCount === 0) this.#primary.address = await findPrimary(this.#url);
    return super.connect();
  }
}
