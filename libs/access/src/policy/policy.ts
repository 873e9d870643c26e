import { ANONYMOUS_SCOPES, type Fault, FaultList, SCOPES, shown } from '@silkgauge/contract';
import { cidrsOf } from '../check/cidr.ts';
import { itemsOf, membersOf, wordsOf, type AccessFaults, type AccessRule } from '../check/faults.ts';
import type { Issuer, PolicyDocument } from '../record/shapes.ts';
import { issuersOf } from './issuers.ts';
import { ANONYMOUS_LIMITS, KEY_LIMITS, limitsOf, type AllLimits } from './limits.ts';

export type AnonymousScope = (typeof ANONYMOUS_SCOPES)[number];

/** The whole policy, with what nobody decided at its default. */
export interface Policy {
  readonly anonymous: readonly AnonymousScope[];
  readonly issuers: readonly Issuer[];
  readonly limits: { readonly anonymous: AllLimits; readonly key: AllLimits };
  readonly webhooks: {
    readonly allow: readonly string[];
    readonly http: readonly string[];
    readonly trusted: readonly string[];
  };
  /** Members that the environment fixes. */
  readonly pinned: readonly string[];
}

/** What the environment of a process says. */
export interface PolicyEnvironment {
  /** What callers without a credential may do where the policy is silent: everything, or nothing. */
  readonly access: 'open' | 'keys';
  /** What they may do, whatever the policy says; null leaves it to the policy. */
  readonly anonymous: readonly AnonymousScope[] | null;
}

export const policyInForce = (document: PolicyDocument, environment: PolicyEnvironment): Policy => ({
  anonymous:
    environment.anonymous ?? document.anonymous ?? (environment.access === 'open' ? ANONYMOUS_SCOPES : []),
  issuers: document.issuers ?? [],
  limits: {
    anonymous: { ...ANONYMOUS_LIMITS, ...document.limits?.anonymous },
    key: { ...KEY_LIMITS, ...document.limits?.key },
  },
  webhooks: { allow: [], http: [], trusted: [], ...document.webhooks },
  pinned: environment.anonymous === null ? [] : ['anonymous'],
});

/** Members of a document that say otherwise than the environment, which is refused with 409 `pinned`. */
export const pinnedAgainst = (
  document: PolicyDocument,
  environment: PolicyEnvironment,
): readonly string[] => {
  const { anonymous } = environment;
  if (anonymous === null || document.anonymous === undefined) return [];
  const same = ANONYMOUS_SCOPES.every(
    (scope) => anonymous.includes(scope) === document.anonymous?.includes(scope),
  );
  return same ? [] : ['anonymous'];
};

const MEMBERS = ['anonymous', 'issuers', 'limits', 'webhooks'];
/** What an answer has besides, which may be sent back and decides nothing. */
const READ_ONLY = ['pinned', 'version'];

/** A document of policy as it is kept, or all its faults. */
export const readPolicy = (
  value: unknown,
):
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly faults: readonly Fault<AccessRule>[] } => {
  const faults = new FaultList<AccessRule>();
  const members = membersOf(value, '', [...MEMBERS, ...READ_ONLY], faults) ?? {};
  const policy: PolicyDocument = {
    ...(members['anonymous'] !== undefined && { anonymous: anonymousOf(members['anonymous'], faults) }),
    ...(members['issuers'] !== undefined && { issuers: issuersOf(members['issuers'], '/issuers', faults) }),
    ...(members['limits'] !== undefined && { limits: limitsOfBoth(members['limits'], faults) }),
    ...(members['webhooks'] !== undefined && { webhooks: webhooksOf(members['webhooks'], faults) }),
  };
  return faults.faults.length === 0 ? { ok: true, policy } : { ok: false, faults: faults.faults };
};

/** Scopes of callers without a credential; those that need one have a fault of their own. */
const anonymousOf = (value: unknown, faults: AccessFaults): readonly AnonymousScope[] => {
  const words = wordsOf(value, '/anonymous', SCOPES, faults, 'scope');
  return words.filter((word): word is AnonymousScope => {
    if ((ANONYMOUS_SCOPES as readonly string[]).includes(word)) return true;
    const index = Array.isArray(value) ? value.indexOf(word) : 0;
    faults.report(
      `/anonymous/${String(index)}`,
      'anonymous-scope',
      `The scope ${word} is for callers with a credential alone.`,
      `Leave ${word} out; anonymous may have ${ANONYMOUS_SCOPES.join(', ')}.`,
    );
    return false;
  });
};

const limitsOfBoth = (value: unknown, faults: AccessFaults): NonNullable<PolicyDocument['limits']> => {
  const members = membersOf(value, '/limits', ['anonymous', 'key'], faults) ?? {};
  return {
    ...(members['anonymous'] !== undefined && {
      anonymous: limitsOf(members['anonymous'], '/limits/anonymous', faults),
    }),
    ...(members['key'] !== undefined && { key: limitsOf(members['key'], '/limits/key', faults) }),
  };
};

const MOST_HOSTS = 64;
/** A name of DNS, or all names under one. */
const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const webhooksOf = (value: unknown, faults: AccessFaults): NonNullable<PolicyDocument['webhooks']> => {
  const members = membersOf(value, '/webhooks', ['allow', 'http', 'trusted'], faults) ?? {};
  return {
    ...(members['allow'] !== undefined && { allow: cidrsOf(members['allow'], '/webhooks/allow', faults) }),
    ...(members['http'] !== undefined && { http: cidrsOf(members['http'], '/webhooks/http', faults) }),
    ...(members['trusted'] !== undefined && { trusted: hostsOf(members['trusted'], faults) }),
  };
};

const hostsOf = (value: unknown, faults: AccessFaults): readonly string[] =>
  itemsOf(value, '/webhooks/trusted', MOST_HOSTS, faults).flatMap((item, index) => {
    if (typeof item === 'string' && item.length <= 253 && HOST.test(item)) return [item];
    faults.report(
      `/webhooks/trusted/${String(index)}`,
      'host-pattern',
      `Must be a name of DNS in small letters, or "*." and one, not ${shown(item)}.`,
      'Write a name, such as "hooks.example.org" or "*.example.org".',
    );
    return [];
  });
