import { shown } from '@silkgauge/contract';
import { isLoopbackName } from '@silkgauge/service';
import {
  itemsOf,
  membersOf,
  reportMissing,
  textOf,
  wordOf,
  wordsOf,
  type AccessFaults,
  type Members,
} from '../check/faults.ts';
import { ALGORITHMS, TOKEN_TYPES, type Issuer } from '../record/shapes.ts';

const MOST_ISSUERS = 16;
const MOST_KEYS = 64;
const LONGEST_TEXT = 400;

const MEMBERS = ['issuer', 'audience', 'jwksUri', 'jwks', 'algorithms', 'typ'] as const;
/** Members of private and symmetric keys (RFC 7518, section 6). */
const PRIVATE = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

/** Issuers of tokens, each named once. */
export const issuersOf = (value: unknown, at: string, faults: AccessFaults): readonly Issuer[] => {
  const issuers: Issuer[] = [];
  for (const [index, item] of itemsOf(value, at, MOST_ISSUERS, faults).entries()) {
    const issuer = issuerOf(item, `${at}/${String(index)}`, faults);
    if (!issuer) continue;
    if (issuers.some((other) => other.issuer === issuer.issuer))
      faults.report(
        `${at}/${String(index)}/issuer`,
        'repeated',
        `The issuer ${shown(issuer.issuer)} stands there twice.`,
        'Leave one out.',
      );
    issuers.push(issuer);
  }
  return issuers;
};

const issuerOf = (value: unknown, at: string, faults: AccessFaults): Issuer | undefined => {
  const members = membersOf(value, at, MEMBERS, faults);
  if (!members) return undefined;
  const issuer = textOf(members['issuer'], `${at}/issuer`, LONGEST_TEXT, faults) ?? '';
  const audience = textOf(members['audience'], `${at}/audience`, LONGEST_TEXT, faults) ?? '';
  const algorithms = wordsOf(
    members['algorithms'] ?? [],
    `${at}/algorithms`,
    ALGORITHMS,
    faults,
    'algorithm',
  );
  if (
    members['algorithms'] === undefined ||
    (Array.isArray(members['algorithms']) && members['algorithms'].length === 0)
  )
    reportMissing('algorithms', at, '["ES256"]', faults);
  const typ =
    members['typ'] === undefined ? undefined : wordOf(members['typ'], `${at}/typ`, TOKEN_TYPES, faults);
  return {
    issuer,
    audience,
    algorithms: [...algorithms],
    ...keysOf(members, at, faults),
    ...(typ && { typ }),
  };
};

const keysOf = (members: Members, at: string, faults: AccessFaults): Pick<Issuer, 'jwks' | 'jwksUri'> => {
  const { jwks, jwksUri } = members;
  if ((jwks === undefined) === (jwksUri === undefined)) {
    const message = `There ${jwks === undefined ? 'is neither jwksUri nor jwks' : 'are both jwksUri and jwks'}.`;
    faults.report(at, 'key-set', message, 'Write one of them: an address of a key set, or the set itself.');
    return {};
  }
  if (jwks !== undefined) return keySetOf(jwks, `${at}/jwks`, faults);
  const text = textOf(jwksUri, `${at}/jwksUri`, 2_048, faults);
  if (text === undefined) return {};
  if (!isSafeAddress(text))
    faults.report(
      `${at}/jwksUri`,
      'address',
      `${shown(text)} is no address that keys are safely fetched from.`,
      'Write an https address without a user; http is for this machine alone.',
    );
  return { jwksUri: text };
};

const isSafeAddress = (text: string): boolean => {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
};

const keySetOf = (value: unknown, at: string, faults: AccessFaults): Pick<Issuer, 'jwks'> => {
  const members = membersOf(value, at, ['keys'], faults);
  if (!members) return {};
  const keys = itemsOf(members['keys'], `${at}/keys`, MOST_KEYS, faults).flatMap((key, index) => {
    const pointer = `${at}/keys/${String(index)}`;
    if (typeof key !== 'object' || key === null || Array.isArray(key)) {
      faults.report(
        pointer,
        'key-set',
        `Must be a public key (RFC 7517), not ${shown(key)}.`,
        'Write an object with kty and kid.',
      );
      return [];
    }
    const secret = PRIVATE.find((name) => Object.hasOwn(key, name));
    if (secret !== undefined)
      faults.report(
        pointer,
        'key-set',
        `The key has ${secret}, which only its owner may know.`,
        'Write the public key alone, and make a new one: this one was shown.',
      );
    if (typeof (key as { kid?: unknown }).kid !== 'string')
      faults.report(pointer, 'key-set', 'The key has no kid, which a token names it by.', 'Add "kid".');
    return [key as Record<string, unknown>];
  });
  return { jwks: { keys } };
};
