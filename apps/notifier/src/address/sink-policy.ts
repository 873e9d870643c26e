import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { rangesOf } from '@silkgauge/access';
import { isIn, isPublic, type Ranges } from './judge-address.ts';

/** Which sinks may be called. */
export interface SinkPolicy {
  /** Ranges that are let through though they are not globally reachable. */
  readonly allow: Ranges;
  /** Ranges that plain HTTP may go to. */
  readonly http: Ranges;
  /** Names whose owners need no consent, `*.` before a name for all below it. */
  readonly trusted: readonly string[];
  /** Ports of the product, its Kafka and PostgreSQL, closed on this machine. */
  readonly ownPorts: ReadonlySet<number>;
}

/** What operators decided of sinks; a member left out is its default. */
export interface SinkRules {
  readonly allow?: readonly string[];
  readonly http?: readonly string[];
  readonly trusted?: readonly string[];
}

const THIS_MACHINE = ['127.0.0.1/32', '::1/128'];
const policies = new WeakMap<SinkRules, SinkPolicy>();

/** The policy of some rules, read once; `isLocal` lets this machine be a sink where the rules are silent. */
export function sinkPolicyOf(rules: SinkRules, isLocal: boolean, ownPorts: ReadonlySet<number>): SinkPolicy {
  const known = policies.get(rules);
  if (known) return known;
  const usual = isLocal ? THIS_MACHINE : [];
  const { allow = usual, http = usual, trusted = [] } = rules;
  const policy = { allow: rangesOf(allow), http: rangesOf(http), trusted, ownPorts };
  policies.set(rules, policy);
  return policy;
}

/** Ports that no browser fetches from either (Fetch standard, "bad port"): each speaks another protocol. */
const BAD_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export const LONGEST_ADDRESS = 2_048;

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
const LOOPBACK = rangesOf(['127.0.0.0/8', '::1/128', '0.0.0.0/8', '::/128']);

export const portOf = (url: URL): number => (url.port === '' ? (PORTS[url.protocol] ?? 0) : Number(url.port));

/** Reads the address of a sink as a URL parser does; undefined where it may be no sink, whatever it resolves to. */
export function parseSink(text: string): URL | undefined {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.hash === '' && url.hostname !== '';
  return PORTS[url.protocol] !== undefined && isPlain && !BAD_PORTS.has(portOf(url)) ? url : undefined;
}

/** The address in a URL's host; null for a name. */
export function addressIn({ hostname }: Pick<URL, 'hostname'>): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

/** Whether a connection may go to this address and port, by plain HTTP or by TLS. */
export function mayConnect(
  { allow, http, ownPorts }: SinkPolicy,
  address: string,
  { port, plain }: { readonly port: number; readonly plain: boolean },
): boolean {
  if (!isPublic(address) && !isIn(allow, address)) return false;
  if (plain && !isIn(http, address)) return false;
  return !ownPorts.has(port) || !isOwn(address);
}

/** Whether consent is not needed. */
export function isTrusted({ trusted }: SinkPolicy, { hostname }: Pick<URL, 'hostname'>): boolean {
  return trusted.some((name) =>
    name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name,
  );
}

/** Whether an address is of this machine. */
function isOwn(address: string): boolean {
  if (isIn(LOOPBACK, address)) return true;
  const own = Object.values(networkInterfaces()).flatMap((list = []) => list.map((one) => one.address));
  return own.some(
    (one) => isIP(one) !== 0 && isIn(rangesOf([`${one}/${isIP(one) === 4 ? '32' : '128'}`]), address),
  );
}
