import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SERVICES, type ServiceName } from '@silkgauge/contract';
import {
  ask,
  asReader,
  ensureDatabase,
  giveRoles,
  makeReader,
  postgresUrl,
} from '../../harness/services/index.ts';
import type { Settings } from './settings.ts';

const NAME = 'silkgauge';
const READER = 'silkgauge_reader';

/** Files of addresses with their passwords. */
export const databaseFiles = ({ folder }: Settings) => ({
  url: join(folder, 'access', 'database-url'),
  reader: join(folder, 'access', 'reader-url'),
});

/**
 * The database of the own server, for its superuser, who may run programs. Where keys are asked for, the password
 * is one that only a file has; else the one that the README has.
 */
export async function ownDatabase(settings: Settings, port: number, hasKeys: boolean): Promise<string> {
  const { url: file } = databaseFiles(settings);
  const usual = postgresUrl(port);
  const kept = existsSync(file)
    ? asUser(usual, NAME, new URL(readFileSync(file, 'utf8').trim()).password)
    : null;
  const own = hasKeys ? (kept ?? asUser(usual, NAME, newPassword())) : usual;
  // The file has the password first: a start that ends in between finds the server with the usual one.
  if (hasKeys) keep(file, onDatabase(own));
  await setPassword([kept ?? usual, usual], NAME, new URL(own).password);
  if (!hasKeys) rmSync(file, { force: true });
  return ensureDatabase(own, NAME);
}

/** Roles and grants of a database on a network, and a reader, so that examples of SQL run here as they do there. */
export async function ownReader(settings: Settings, databaseUrl: string, hasKeys: boolean): Promise<string> {
  const reader = { name: READER, password: hasKeys ? newPassword() : NAME };
  await giveRoles(databaseUrl);
  const known = await ask(databaseUrl, `select from pg_roles where rolname = '${READER}'`);
  if (known.length > 0) await setPassword([databaseUrl], READER, reader.password);
  const url = known.length > 0 ? asReader(databaseUrl, reader) : await makeReader(databaseUrl, reader);
  const { reader: file } = databaseFiles(settings);
  if (hasKeys) keep(file, url);
  else rmSync(file, { force: true });
  return url;
}

/** The address for each service: with keys that of its own role, with a password of this start alone. */
export async function serviceLogins(
  databaseUrl: string,
  hasKeys: boolean,
): Promise<(name: ServiceName) => string> {
  const urls = new Map<ServiceName, string>();
  for (const { name, role } of hasKeys ? SERVICES : []) {
    if (role === null) continue;
    const password = newPassword();
    await setPassword([databaseUrl], role, password);
    urls.set(name, asUser(databaseUrl, role, password));
  }
  return (name) => urls.get(name) ?? databaseUrl;
}

const newPassword = (): string => randomBytes(24).toString('base64url');

const asUser = (url: string, name: string, password: string): string => asReader(url, { name, password });

function onDatabase(server: string): string {
  const url = new URL(server);
  url.pathname = `/${NAME}`;
  return url.href;
}

/** Sets a password by the first address that is let in. @throws the error of the last one */
async function setPassword(urls: readonly string[], role: string, password: string): Promise<void> {
  let failure: unknown;
  for (const url of urls)
    try {
      await ask(url, `alter role ${role} password '${password}'`);
      return;
    } catch (error) {
      failure = error;
    }
  throw failure;
}

/** A file for its owner alone. */
function keep(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}
