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

const LOOPBACK = rangesOf(['127.0.0.0/8', '::1/128', '0.0.0.0/8', '::/128']);

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
