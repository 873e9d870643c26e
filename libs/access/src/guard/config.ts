import { ANONYMOUS_SCOPES } from '@silkgauge/contract';
import type { KeyObject } from 'node:crypto';
import { isLoopbackName, type Environment, type VariableGroup } from '@silkgauge/service';
import type { AnonymousScope, PolicyEnvironment } from '../policy/policy.ts';
import { publicKeysOf, SIGNATURE_VARIABLES } from '../record/signature-settings.ts';

/** What the environment of a service says of access. */
export interface AccessConfig extends PolicyEnvironment {
  /** Names under which others than this machine ask, in small letters. */
  readonly publicHosts: readonly string[];
  /** Seconds after which keys that were not read anew decide nothing. */
  readonly staleSeconds: number;
  /** Whether the service listens beyond this machine. */
  readonly isPublic: boolean;
  /** Keys of which one has signed each record of keys and policy that counts; null where all count. */
  readonly publicKeys: readonly KeyObject[] | null;
}

const STALE_SECONDS = 900;
const HOSTS = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/;

const TOKENS_ARE_GONE =
  'FEED_TOKENS is gone: make a key for each sender with "npm run access -- bootstrap" and "npm run access -- keys create", say ACCESS=keys, and leave FEED_TOKENS out (docs/operations/features/access.md)';

/** Variables of access; `HOST` decides the defaults. */
export const accessVariables: VariableGroup<AccessConfig> = {
  members: [
    {
      name: 'ACCESS',
      about:
        'open: callers without a credential read, push and observe, without limits; keys: they do nothing; open where HOST is of this machine and nothing is said, else keys',
      fallback: '',
    },
    {
      name: 'ANONYMOUS',
      about:
        'what callers without a credential may do whatever the policy says, some of read, push and observe, or none',
      fallback: '',
    },
    {
      name: 'PUBLIC_HOSTS',
      about:
        'names under which the service is called, separated by commas; under others but those of this machine it answers 421',
      fallback: '',
    },
    {
      name: 'ACCESS_STALE_SECONDS',
      about: 'seconds without news of keys after which a credential gets 503',
      fallback: STALE_SECONDS,
    },
    { name: 'FEED_TOKENS', about: 'is gone, and ends the start: keys take its place', fallback: '' },
    ...SIGNATURE_VARIABLES,
  ],
  read(environment) {
    const given = (name: string) => environment[name]?.trim() ?? '';
    const faults: string[] = [];
    const isPublic = !isLoopbackName(given('HOST') || '127.0.0.1');
    if (given('FEED_TOKENS') !== '') faults.push(TOKENS_ARE_GONE);
    const config: AccessConfig = {
      access: accessOf(given('ACCESS'), isPublic, faults),
      anonymous: anonymousOf(given('ANONYMOUS'), faults),
      publicHosts: hostsOf(given('PUBLIC_HOSTS'), faults),
      staleSeconds: secondsOf(given('ACCESS_STALE_SECONDS'), faults),
      isPublic,
      publicKeys: keysOf(environment, faults),
    };
    if (faults.length > 0) throw new RangeError(faults.join('\n'));
    return config;
  },
};

const accessOf = (text: string, isPublic: boolean, faults: string[]): 'open' | 'keys' => {
  if (text === '') return isPublic ? 'keys' : 'open';
  if (text === 'open' || text === 'keys') return text;
  faults.push(`ACCESS is "${text}": not one of open, keys (what callers without a credential may do)`);
  return 'keys';
};

const anonymousOf = (text: string, faults: string[]): readonly AnonymousScope[] | null => {
  if (text === '') return null;
  if (text === 'none') return [];
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const scopes = ANONYMOUS_SCOPES.filter((scope) => words.includes(scope));
  if (new Set(words).size !== scopes.length)
    faults.push(`ANONYMOUS is "${text}": not some of ${ANONYMOUS_SCOPES.join(', ')}, or none`);
  return scopes;
};

const hostsOf = (text: string, faults: string[]): readonly string[] => {
  const hosts = text
    .toLowerCase()
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
  for (const host of hosts)
    if (!HOSTS.test(host))
      faults.push(`PUBLIC_HOSTS has "${host}": not a name or an address, with or without a port`);
  return hosts;
};

const keysOf = (environment: Environment, faults: string[]): AccessConfig['publicKeys'] => {
  try {
    return publicKeysOf(environment);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push(error.message);
    return null;
  }
};

const secondsOf = (text: string, faults: string[]): number => {
  if (text === '') return STALE_SECONDS;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 86_400) return seconds;
  faults.push(`ACCESS_STALE_SECONDS is "${text}": not a whole number from 1 to 86400`);
  return STALE_SECONDS;
};

/** Settings of a service on this machine alone, that nobody said anything of. */
export const OPEN_ON_LOOPBACK: AccessConfig = accessVariables.read({});
