import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  certificateAuthority,
  newDataFolder,
  startApp,
  startPostgres,
  type EmbeddedPostgres,
} from '@silkgauge/testing';
import { databaseVariable } from './address.ts';
import { connect, createReadModel } from './read-model.ts';

const folder = newDataFolder('secured');
let server: EmbeddedPostgres;
let environment: Record<string, string>;
let otherCa: string;

beforeAll(async () => {
  const authority = await certificateAuthority(join(folder, 'ours'));
  otherCa = (await certificateAuthority(join(folder, 'other'))).caFile;
  const { caFile } = authority;
  server = await startPostgres({ tls: { ...(await authority.issue('database')), caFile } });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'silkgauge\n');
  environment = {
    DATABASE_URL: `postgres://silkgauge@localhost:${String(server.port)}/postgres?sslmode=verify-full`,
    DATABASE_CA_FILE: caFile,
    DATABASE_PASSWORD_FILE: passwordFile,
  };
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const addressOf = (given: Record<string, string> = {}) =>
  databaseVariable().read({ ...environment, ...given });
const IS_TLS = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';

it('pools and sessions use TLS with a verified server, and a password from a file', async () => {
  const { pool, close } = createReadModel(addressOf());
  expect((await pool.query(IS_TLS)).rows).toEqual([{ ssl: true }]);
  await close();
  const session = await connect(addressOf(), 'spec');
  expect((await session.query(IS_TLS)).rows).toEqual([{ ssl: true }]);
  await session.end();
});

it('sessions refuse a certificate of another authority, and the server refuses plain text', async () => {
  await expect(connect(addressOf({ DATABASE_CA_FILE: otherCa }), 'spec')).rejects.toThrow(
    /self-signed|unable to verify/,
  );
  const clear = addressOf({ DATABASE_URL: `postgres://silkgauge@localhost:${String(server.port)}/postgres` });
  await expect(connect(clear.replace(/sslrootcert=[^&]*/, ''), 'spec')).rejects.toThrow(/no encryption/);
});

it('the migration and a service take the same settings', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../dist/migrate.js')],
    { env: { ...process.env, NODE_OPTIONS: '', ...environment } },
  );
  expect(stdout).toMatch(/^Migrated: baseline/);
  const api = await startApp('growth-api', environment);
  expect((await fetch(`${api.url}/v1/growth`)).status).toBe(200);
  await api.stop();
});
