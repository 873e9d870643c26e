import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';

/** Groups: scheme, user, hosts separated by commas, rest. */
const PARTS = /^(postgres(?:ql)?:\/\/)([^@/?#]*@)?([^@/?#]+)([/?#].*)?$/;

/** JIT compilation exceeds the run time of these statements: a write of sales took 63 instead of 0.8 ms. */
export const NO_COMPILER = 'jit=off';

const POSTGRES_PORT = '5432';

const ABOUT =
  'the read model, postgresql://user:password@host:port/database; of several hosts the one that takes writes';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the database, read into one address. `fallback` replaces a missing `DATABASE_URL`. */
export function databaseVariable(fallback?: string) {
  return {
    names: ['DATABASE_URL', 'DATABASE_CA_FILE', 'DATABASE_PASSWORD_FILE', 'INSECURE_TRANSPORT'],
    read: (environment: Environment): string => readAddress(environment, fallback),
  };
}

/**
 * Puts the password and the certificate authority into the address, so that an address is enough to connect.
 *
 * @throws RangeError if variables contradict each other, a file cannot be read, or a remote server lacks TLS
 */
function readAddress(environment: Environment, fallback?: string): string {
  const given = (name: string) => environment[name]?.trim() ?? '';
  let url = given('DATABASE_URL') || fallback;
  if (url === undefined) throw new RangeError(`DATABASE_URL is missing: ${ABOUT}`);
  if (!isAddress(url))
    throw new RangeError(`DATABASE_URL: not a URL starting with postgresql: or postgres: (${ABOUT})`);
  const passwordFile = given('DATABASE_PASSWORD_FILE');
  if (passwordFile !== '') url = withPassword(url, secretIn(passwordFile));
  const caFile = given('DATABASE_CA_FILE');
  if (caFile !== '') url = withParameter(url, 'sslrootcert', () => caFile);
  const [away] = unverifiedHosts(url);
  if (away === undefined || given('INSECURE_TRANSPORT') === '1') return url;
  throw new RangeError(
    `DATABASE_URL: ${away} is another machine, and without sslmode=verify-full nobody knows who listens and answers there. ` +
      'Add it, with DATABASE_CA_FILE where the authority is your own; INSECURE_TRANSPORT=1 does without.',
  );
}

/** The warning for what goes to a server over a network that nobody verifies; null without such a server. */
export function clearDatabase(url: string): string | null {
  const away = unverifiedHosts(url);
  if (away.length === 0) return null;
  return `INSECURE_TRANSPORT=1: what goes to the database at ${away.join(', ')} can be read and changed on the way`;
}

const unverifiedHosts = (url: string): readonly string[] =>
  addressesOf(url).flatMap((address) => hostIn(address) ?? []);

/** The host of an address without a verified server; null if the server is local or verified by TLS. */
function hostIn(address: string): string | null {
  const { hostname, searchParams } = new URL(address);
  const host = searchParams.get('host') ?? hostname;
  return isHere(host) || searchParams.get('sslmode') === 'verify-full' ? null : host;
}

/** Splits an address with several hosts into one address per host, in the same order. */
export function addressesOf(url: string): string[] {
  const { scheme, user, hosts, rest } = partsOf(url);
  return hosts.split(',').map((host) => scheme + user + host + rest);
}

/** The ports of the servers of an address, which may stand beside the host or among the parameters. */
export const databasePorts = (url: string): number[] =>
  addressesOf(url).map((address) => {
    const { port, searchParams } = new URL(address);
    return Number(searchParams.get('port') || port || POSTGRES_PORT);
  });

/** Adds settings of the server (`name=value`) to the sessions that an address opens. */
export function withSettings(url: string, settings: readonly string[]): string {
  const added = settings.map((setting) => `-c ${setting}`).join(' ');
  return withParameter(url, 'options', (before) => `${before} ${added}`.trim());
}

function isAddress(text: string): boolean {
  return PARTS.test(text) && addressesOf(text).every((one) => URL.canParse(one));
}

function partsOf(url: string) {
  const [, scheme, user = '', hosts, rest = ''] = PARTS.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) throw new RangeError('not the address of a database');
  return { scheme, user, hosts, rest };
}

function withParameter(url: string, name: string, change: (before: string) => string): string {
  const [address = '', query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(name, change(parameters.get(name) ?? ''));
  return `${address}?${parameters.toString()}`;
}

function withPassword(url: string, password: string): string {
  const { scheme, user, hosts, rest } = partsOf(url);
  const name = user.slice(0, -1);
  if (name === '') throw new RangeError('DATABASE_PASSWORD_FILE: DATABASE_URL names no user');
  if (name.includes(':')) throw new RangeError('DATABASE_PASSWORD_FILE: DATABASE_URL has a password already');
  return `${scheme}${name}:${encodeURIComponent(password)}@${hosts}${rest}`;
}

/** Drops the newline that editors leave at the end. */
function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new RangeError(`DATABASE_PASSWORD_FILE: ${(cause as Error).message}`, { cause });
  }
}

function isHere(host: string): boolean {
  if (host.startsWith('/')) return true;
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
