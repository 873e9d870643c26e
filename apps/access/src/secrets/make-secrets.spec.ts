import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, connect, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEMBERS } from '@silkgauge/contract';
import { makeSecrets } from './make-secrets.ts';

const root = new URL('../../../../', import.meta.url);
const DAY = 86_400_000;
const now = Date.now();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkgauge-secrets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const text = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const make = (options: { names?: readonly string[]; at?: number } = {}) =>
  makeSecrets(folder, { names: options.names ?? [], givesAway: false, now: options.at ?? now });

/** The names that a client of the authority takes a server for, out of those asked. */
async function takenFor(member: string, names: readonly string[]): Promise<string[]> {
  const server = createServer({ cert: text(member, 'tls.crt'), key: text(member, 'tls.key') });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken: string[] = [];
  for (const servername of names) {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', ca: text('ca.pem'), servername });
    const isTaken = await new Promise((resolve) => {
      socket.once('secureConnect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (isTaken === true) taken.push(servername);
    socket.destroy();
  }
  server.close();
  return taken;
}

it('makes an authority, certificates that its clients take for the names, and nothing a second time', async () => {
  const made = await make({ names: ['secure-{}', 'growth.example.org'] });
  const certified = MEMBERS.filter(({ hasCertificate }) => hasCertificate);
  expect(made).toEqual(['the authority', ...certified.map(({ name }) => `the certificate of ${name}`)]);
  const asked = ['growth-api', 'secure-growth-api', 'growth.example.org', 'localhost'];
  expect(await takenFor('growth-api', [...asked, 'secure-kafka', 'other.example.org'])).toEqual(asked);
  const before = text('growth-api', 'tls.key');
  const password = text('growth-api', 'kafka-password');
  expect(await make({ names: ['secure-{}'] })).toEqual([]);
  expect(text('growth-api', 'tls.key')).toBe(before);
  expect(text('growth-api', 'kafka-password')).toBe(password);
});

it('makes a certificate anew for a name more, and in its last month; the authority stays', async () => {
  await make();
  const [ca, ends] = [text('ca.pem'), new X509Certificate(text('kafka', 'tls.crt')).validToDate.getTime()];
  expect((ends - now) / DAY).toBeLessThanOrEqual(398);
  expect(await make({ at: ends - 31 * DAY })).toEqual([]);
  expect(await make({ at: ends - 29 * DAY })).toContain('the certificate of kafka');
  expect(text('ca.pem')).toBe(ca);
  expect(await make({ names: ['10.0.0.7'] })).toContain('the certificate of access');
  expect(new X509Certificate(text('access', 'tls.crt')).checkIP('10.0.0.7')).toBe('10.0.0.7');
  expect(text('kafka', 'kafka.pem')).toBe(text('kafka', 'tls.key') + text('kafka', 'tls.crt'));
});

it('gives each member what it needs and nothing of others, in a folder for its owner alone', async () => {
  await make();
  for (const { name, hasCertificate, isPrincipal, role } of MEMBERS) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700);
    const has = (file: string) => existsSync(join(folder, name, file));
    expect([has('ca.pem'), has('tls.key'), has('kafka-password'), has('database-password')]).toEqual([
      ...[true, hasCertificate, isPrincipal, role !== null],
    ]);
    if (hasCertificate) expect(statSync(join(folder, name, 'tls.key')).mode & 0o777).toBe(0o400);
    if (isPrincipal) expect(text('admin', `password-${name}`)).toBe(text(name, 'kafka-password'));
    if (role !== null) expect(text('postgres', `password-${role}`)).toBe(text(name, 'database-password'));
  }
  const passwords = MEMBERS.flatMap(({ name, isPrincipal }) =>
    isPrincipal ? [text(name, 'kafka-password')] : [],
  );
  expect(new Set(passwords).size).toBe(passwords.length);
  expect(existsSync(join(folder, 'authority', 'ca.key'))).toBe(true);
});

it('its principals and roles are those of ops, but for examples', () => {
  const ops = (path: string) => readFileSync(new URL(`ops/${path}`, root), 'utf8');
  const lines = JSON.parse(ops('kafka/acls.json')) as { principal: string; for: string }[];
  const principals = lines.flatMap(({ principal, for: use }) =>
    use.startsWith('an example') ? [] : [principal],
  );
  const ours = MEMBERS.filter(({ isPrincipal }) => isPrincipal).map(({ name }) => name);
  expect(ours.sort()).toEqual([...new Set(principals)].sort());
  const [, list = ''] = /array\[([^\]]+)\]/.exec(ops('postgres/roles.sql')) ?? [];
  const roles = MEMBERS.flatMap(({ role }) => (role === null ? [] : [`'${role}'`]));
  expect(roles.sort()).toEqual(list.split(', ').sort());
});
