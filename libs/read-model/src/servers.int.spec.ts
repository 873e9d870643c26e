import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, newDataFolder, startPostgres, type EmbeddedPostgres } from '@silkgauge/testing';
import { connect, createReadModel } from './read-model.ts';
import { migrate } from './schema.ts';

let primary: EmbeddedPostgres;
let standby: EmbeddedPostgres;
let both: string;
const folders: string[] = [];

/** A primary and a standby; the address names the standby first. */
beforeAll(async () => {
  const [one, two] = [newDataFolder('primary'), newDataFolder('standby')];
  await (await startPostgres({ dir: one })).stop();
  // `cp -a` keeps the owner, which is another user when the test runs as root.
  execFileSync('cp', ['-a', join(one, 'data'), two]);
  writeFileSync(join(two, 'data', 'standby.signal'), '');
  folders.push(one, two);
  [primary, standby] = await Promise.all([startPostgres({ dir: one }), startPostgres({ dir: two })]);
  both = primary.databaseUrl.replace(/@[^/]+/, `@127.0.0.1:${standby.port},127.0.0.1:${primary.port}`);
});

afterAll(async () => {
  await Promise.all([primary?.stop(), standby?.stop()]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const PORT = `select current_setting('port')::int as port, pg_is_in_recovery() as standby`;

it('each new connection goes to the server that takes writes', async () => {
  const { pool, close } = createReadModel(both, { max: 2 });
  expect((await pool.query(PORT)).rows).toEqual([{ port: primary.port, standby: false }]);
  await migrate(both);

  await primary.stop();
  await eventually(() => pool.totalCount === 0);
  await expect(pool.query(PORT)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(connect(both, 'spec')).rejects.toThrow(/is a standby/);

  const session = await connect(standby.databaseUrl, 'spec');
  await session.query('select pg_promote()');
  await session.end();
  expect((await pool.query(PORT)).rows).toEqual([{ port: standby.port, standby: false }]);
  const client = await pool.connect();
  expect((await client.query(PORT)).rows).toEqual([{ port: standby.port, standby: false }]);
  client.release();
  await close();
});
