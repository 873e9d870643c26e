import pg from 'pg';
import { addressesOf } from './address.ts';

/** A vanished machine answers nothing; the others are asked beside it. */
const ANSWERS_WITHIN_MS = 5_000;

/**
 * Of the servers that an address names the one that takes writes: not in recovery, as a standby is. They are asked at once and the first
 * that does is taken. An address with one host is not looked at.
 *
 * @throws Error when none does
 */
export async function findPrimary(url: string): Promise<string> {
  const addresses = addressesOf(url);
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1) return only;
  try {
    return await Promise.any(addresses.map(requirePrimary));
  } catch (error) {
    const reasons = (error as AggregateError).errors.map(String).join('; ');
    // As a connection that is refused: it passes.
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

/** A pool of an address with several hosts: for each new connection it is looked for the server that takes writes. */
export class PrimaryPool extends pg.Pool {
  readonly #url: string;
  /** Where the next connection goes. */
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
