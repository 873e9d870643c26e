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
    members: [
      { name: 'DATABASE_URL', about: ABOUT, ...(fallback === undefined ? {} : { fallback }) },
      { name: 'DATABASE_CA_FILE', about: 'file of the authority of the database, PEM', fallback: '' },
      {
        name: 'DATABASE_PASSWORD_FILE',
        about: 'file of the password, in place of one in DATABASE_URL',
        fallback: '',
      },
      {
        name: 'INSECURE_TRANSPORT',
        about: '1 allows less than sslmode=verify-full to a database on another machine',
        fallback: '',
      },
    ],
    read: (environment: Environment): string => readAddress(environment, fallback),
  };
}

/**
 * Puts the password and the certificate authority into the address, so that an address is enough to connect.
 *
 * @throws RangeError with a line for each fault: variables that contradict each other, a file that cannot be read, or a
 *   remote server without TLS
 */
function readAddress(environment: Environment, fallback?: string): string {
  const given = (name: string) => environment[name]?.trim() ?? '';
  const faults: string[] = [];
  const [passwordFile, caFile] = [given('DATABASE_PASSWORD_FILE'), given('DATABASE_CA_FILE')];
  const password = passwordFile === '' ? null : textOf('DATABASE_PASSWORD_FILE', passwordFile, faults);
  if (caFile !== '') textOf('DATABASE_CA_FILE', caFile, faults);
  let url = addressIn(given('DATABASE_URL') || fallback, faults);
  if (url !== null) {
    const [away] = unverifiedHosts(url);
    if (away !== undefined && given('INSECURE_TRANSPORT') !== '1') faults.push(unverified(away));
    // Drops the newline that editors leave at the end.
    if (password !== null) url = withPassword(url, password.replace(/\r?\n$/, ''), faults);
    if (caFile !== '') url = withParameter(url, 'sslrootcert', () => caFile);
  }
  if (url === null || faults.length > 0) throw new RangeError(faults.join('\n'));
  return url;
}

function addressIn(text: string | undefined, faults: string[]): string | null {
  if (text !== undefined && isAddress(text)) return text;
  faults.push(
    text === undefined
      ? `DATABASE_URL is missing: ${ABOUT}`
      : `DATABASE_URL: not a URL starting with postgresql: or postgres: (${ABOUT})`,
  );
  return null;
}

const unverified = (away: string): string =>
  `DATABASE_URL: ${away} is another machine, and without sslmode=verify-full nobody knows who listens and answers there. ` +
  'Add it, with DATABASE_CA_FILE where the authority is your own; INSECURE_TRANSPORT=1 does without.';

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

function withPassword(url: string, password: string, faults: string[]): string {
  const { scheme, user, hosts, rest } = partsOf(url);
  const name = user.slice(0, -1);
  if (name === '') faults.push('DATABASE_PASSWORD_FILE: DATABASE_URL names no user');
  if (name.includes(':')) faults.push('DATABASE_PASSWORD_FILE: DATABASE_URL has a password already');
  return `${scheme}${name}:${encodeURIComponent(password)}@${hosts}${rest}`;
}

/** The text of a file; null, and a fault, where it cannot be read. */
function textOf(name: string, file: string, faults: string[]): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    faults.push(`${name}: ${(cause as Error).message}`);
    return null;
  }
}

function isHere(host: string): boolean {
  if (host.startsWith('/')) return true;
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
