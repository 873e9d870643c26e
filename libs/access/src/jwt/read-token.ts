import { type Scope, SCOPES } from '@silkgauge/contract';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Issuer } from '../record/shapes.ts';
import type { KeySets } from './key-sets.ts';

/** Seconds by which clocks may differ. */
const SKEW = 30;
/** Seconds between `iat` and `exp` at most. */
const LONGEST_LIFE = 86_400;
const MOST_BYTES = 8_192;

/** Header members by which a token would choose its own key, or ask for more than is understood (RFC 8725, 3.10). */
const REFUSED_MEMBERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit'];
/** The scopes of a token are those with this before them. */
const SCOPE_PREFIX = 'silkgauge:';

export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Seconds since 1970 from which the token does not count any more, skew included. */
  readonly until: number;
}

export type TokenReading =
  | { readonly ok: true; readonly claims: TokenClaims }
  /** `fault` names what is wrong, for the caller. */
  | { readonly ok: false; readonly fault: string };

const refused = (fault: string): TokenReading => ({ ok: false, fault });

/** Whether a credential has the form of a token: three parts of base64url. */
export const looksLikeToken = (credential: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential);

/**
 * Checks a token by the rules of RFC 8725 and RFC 9068 against the issuers of the policy; `now` in milliseconds
 * since 1970. Nothing that the token names is fetched.
 *
 * @throws KeysAway if the keys of its issuer cannot be had
 */
export const readToken = async (
  token: string,
  issuers: readonly Issuer[],
  keySets: KeySets,
  now: number,
): Promise<TokenReading> => {
  if (Buffer.byteLength(token) > MOST_BYTES) return refused(`a token may have ${String(MOST_BYTES)} bytes`);
  const found = beforeTheSignature(token, issuers);
  if ('fault' in found) return refused(found.fault);
  const { issuer, kid } = found;
  const keyOf = await keySets.of(issuer, kid);
  let payload: JWTPayload;
  try {
    ({ payload } = await jwtVerify(token, keyOf, {
      algorithms: [...issuer.algorithms],
      issuer: issuer.issuer,
      audience: issuer.audience,
      typ: issuer.typ ?? 'at+jwt',
      clockTolerance: SKEW,
      currentDate: new Date(now),
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub'],
    }));
  } catch (error) {
    return refused(faultOf(error));
  }
  return claimsOf(payload, issuer, now);
};

/** Issuer and key id that a token names: what chooses the key, and is not to be trusted before the signature. */
const beforeTheSignature = (
  token: string,
  issuers: readonly Issuer[],
): { readonly issuer: Issuer; readonly kid: string } | { readonly fault: string } => {
  let header, payload;
  try {
    header = decodeProtectedHeader(token) as Readonly<Record<string, unknown>>;
    payload = decodeJwt(token);
  } catch {
    return { fault: 'it is no token in compact form' };
  }
  const wrong = REFUSED_MEMBERS.find((name) => Object.hasOwn(header, name));
  if (wrong !== undefined) return { fault: `its header has ${wrong}` };
  const { kid } = header;
  if (typeof kid !== 'string') return { fault: 'its header has no kid' };
  const issuer = issuers.find((each) => each.issuer === payload.iss);
  if (!issuer) return { fault: 'its iss is no issuer of the policy' };
  return { issuer, kid };
};

const claimsOf = (payload: JWTPayload, { issuer }: Issuer, now: number): TokenReading => {
  const { exp = 0, iat = 0, sub, scope } = payload;
  if (exp - iat > LONGEST_LIFE) return refused('its exp is more than 24 hours after its iat');
  if (iat > now / 1_000 + SKEW) return refused('its iat is in the future');
  if (typeof sub !== 'string' || sub === '') return refused('its sub is no text');
  const named = typeof scope === 'string' ? scope.split(' ') : [];
  const scopes = new Set(SCOPES.filter((each) => named.includes(SCOPE_PREFIX + each)));
  return { ok: true, claims: { issuer, subject: sub, scopes, until: exp + SKEW } };
};

/** What a caller may know of a refusal: names of claims and checks, no content. */
const faultOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'its exp has passed';
  if (error instanceof errors.JWTClaimValidationFailed) return `its ${error.claim} does not hold`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its alg is not of the issuer';
  return 'its signature is not by a key of the issuer';
};
