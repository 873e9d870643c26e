import { type Fault, FaultList, parseInstant, SCOPES, shown } from '@silkgauge/contract';
import { cidrsOf } from '../check/cidr.ts';
import {
  membersOf,
  reportMissing,
  textOf,
  wordsOf,
  type AccessFaults,
  type AccessRule,
  type Members,
} from '../check/faults.ts';
import { limitsOf } from '../policy/limits.ts';
import type { JwtPrincipal, KeyRecord } from '../record/shapes.ts';
import { writeRightsOf } from '../rights/patterns.ts';

/** What whoever makes a key says of it, and may change later. */
export type KeySettings = Pick<
  KeyRecord,
  'name' | 'scopes' | 'write' | 'limits' | 'addresses' | 'expiresAt' | 'jwt'
>;

const MEMBERS = ['name', 'scopes', 'write', 'limits', 'addresses', 'expiresAt', 'jwt'];
const LONGEST_NAME = 100;
const LONGEST_TEXT = 400;

/** Settings of a key as they are kept, or all their faults; `now` in milliseconds since 1970. */
export const readKeySettings = (
  value: unknown,
  now: number,
):
  | { readonly ok: true; readonly settings: KeySettings }
  | { readonly ok: false; readonly faults: readonly Fault<AccessRule>[] } => {
  const faults = new FaultList<AccessRule>();
  const members = membersOf(value, '', MEMBERS, faults) ?? {};
  const present = (name: string) => members[name] !== undefined && members[name] !== null;
  for (const name of ['name', 'scopes'] as const)
    if (members[name] === undefined)
      reportMissing(name, '', name === 'name' ? '"gacc-monthly"' : '["push"]', faults);
  const settings: KeySettings = {
    name: members['name'] === undefined ? '' : (textOf(members['name'], '/name', LONGEST_NAME, faults) ?? ''),
    scopes:
      members['scopes'] === undefined ? [] : wordsOf(members['scopes'], '/scopes', SCOPES, faults, 'scope'),
    write: present('write') ? (writeRightsOf(members['write'], '/write', faults) ?? null) : null,
    limits: present('limits') ? limitsOf(members['limits'], '/limits', faults) : null,
    addresses: present('addresses') ? [...cidrsOf(members['addresses'], '/addresses', faults)] : null,
    expiresAt: expiryOf(members, now, faults),
    jwt: present('jwt') ? jwtOf(members['jwt'], faults) : null,
  };
  checkScopes(members, settings, faults);
  return faults.faults.length === 0 ? { ok: true, settings } : { ok: false, faults: faults.faults };
};

/** Pushing needs rights, and rights need pushing: nobody may write all by accident. */
const checkScopes = (members: Members, { scopes }: KeySettings, faults: AccessFaults): void => {
  if (Array.isArray(members['scopes']) && members['scopes'].length === 0)
    faults.report(
      '/scopes',
      'scope',
      'A key without a scope may do nothing.',
      `Write some of ${SCOPES.join(', ')}.`,
    );
  const hasRights = members['write'] !== undefined && members['write'] !== null;
  if (scopes.includes('push') && !hasRights)
    faults.report(
      '/write',
      'write-scope',
      'A key with the scope push has to say what it may write.',
      'Add "write": {"types": [...], "sources": [...], "series": [...], "names": [...]}.',
    );
  if (!scopes.includes('push') && hasRights)
    faults.report(
      '/write',
      'write-scope',
      'write is of keys with the scope push.',
      'Add "push" to scopes, or leave write out.',
    );
};

/** An instant in UTC, or null for a key that stands until it is revoked, which has to be said. */
const expiryOf = (members: Members, now: number, faults: AccessFaults): string | null => {
  const { expiresAt } = members;
  if (expiresAt === null) return null;
  const example = new Date(now + 90 * 86_400_000).toISOString();
  if (expiresAt === undefined) {
    reportMissing('expiresAt', '', `"${example}", or null for a key without an end`, faults);
    return null;
  }
  const instant = typeof expiresAt === 'string' ? parseInstant(expiresAt) : undefined;
  if (instant === undefined)
    faults.report(
      '/expiresAt',
      'expires-at',
      `Must be an instant with offset, or null, not ${shown(expiresAt)}.`,
      `Write one such as "${example}".`,
    );
  else if (instant <= now)
    faults.report(
      '/expiresAt',
      'expires-at',
      `${shown(expiresAt)} has passed.`,
      `Write a later one, such as "${example}".`,
    );
  return instant === undefined ? null : new Date(instant).toISOString();
};

const jwtOf = (value: unknown, faults: AccessFaults): JwtPrincipal | null => {
  const members = membersOf(value, '/jwt', ['issuer', 'subject'], faults);
  if (!members) return null;
  const issuer = textOf(members['issuer'], '/jwt/issuer', LONGEST_TEXT, faults);
  const subject = textOf(members['subject'], '/jwt/subject', LONGEST_TEXT, faults);
  return issuer === undefined || subject === undefined ? null : { issuer, subject };
};
