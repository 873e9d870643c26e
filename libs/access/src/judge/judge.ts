import type { Scope } from '@silkgauge/contract';
import { hash } from 'node:crypto';
import { isOneOf, keyDigest, keyIdOf, KEY_PREFIX } from '../key/key.ts';
import { KeysAway, type KeySets } from '../jwt/key-sets.ts';
import { looksLikeToken, readToken, type TokenClaims } from '../jwt/read-token.ts';
import { callerRange } from '../check/cidr.ts';
import { policyInForce, type Policy, type PolicyEnvironment } from '../policy/policy.ts';
import type { KeyRecord, PolicyDocument } from '../record/shapes.ts';
import type { AccessTable } from '../table/access-table.ts';
import { holds, readyKey, type Caller, type ReadyKey } from './caller.ts';

/** What is judged of a request. */
export interface Asked {
  /** Values of `Authorization`, as often as the header stands in the request. */
  readonly authorization: readonly string[];
  readonly address: string;
  /** Whether somebody on the way names another address whom nobody trusts: no key that is bound to addresses holds. */
  readonly isForwarded?: boolean;
}

/** `bad` is a credential that does not hold, `twice` more than one, `unknown` one that cannot be judged now. */
export type Decision =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly why: 'bad' | 'twice' | 'unknown'; readonly detail: string };

export interface JudgeOptions {
  readonly table: AccessTable;
  readonly environment: PolicyEnvironment;
  /** Seconds after which a table that was not renewed decides nothing of credentials. */
  readonly staleSeconds: number;
  readonly keySets: KeySets;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** One wording for keys that are unknown, wrong, revoked, expired or shown from elsewhere: it tells nothing of a key. */
const NOT_GOOD =
  'The credential is not one that counts here: it is unknown, revoked, expired, or shown from another address.';
const MISTYPED =
  'The text after "Bearer" is no key: its form or its checksum is wrong. Copy the whole key, from "sgk_" on.';
const NO_FORM = 'Send "Authorization: Bearer <key>", with a key of Silkgauge or a token of an issuer.';
const TWICE = 'Authorization stands there more than once. Send it once.';
const STALE =
  'This process does not know which keys count at the moment. Try again later; callers without a credential go on.';

/** No address: what is bound to some does not hold from there. */
const NOWHERE = '';

const bad = (detail: string): Decision => ({ ok: false, why: 'bad', detail });

/** Tokens whose check is kept, by digest, for as long as the policy and the token hold; then they are checked anew. */
const MOST_TOKENS = 1_000;
const TOKEN_CHECK = 60_000;

interface CheckedToken {
  readonly claims: TokenClaims;
  readonly policy: PolicyDocument;
  readonly checkedAt: number;
}

/** Judges credentials by the table, the policy and the clock. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #tokens = new Map<string, CheckedToken>();
  #of: PolicyDocument | undefined;
  #policy: Policy | undefined;
  #anonymous: ReadonlySet<Scope> = new Set();

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  /** The whole policy in force. */
  policy(): Policy {
    const document = this.#options.table.policy();
    if (this.#policy === undefined || document !== this.#of) {
      this.#of = document;
      this.#policy = policyInForce(document, this.#options.environment);
      this.#anonymous = new Set(this.#policy.anonymous);
    }
    return this.#policy;
  }

  /** A key is judged at once, a token mostly later. */
  judge({ authorization, address, isForwarded = false }: Asked): Decision | Promise<Decision> {
    const [header] = authorization;
    if (header === undefined) return { ok: true, caller: this.anonymous(address) };
    if (authorization.length > 1) return { ok: false, why: 'twice', detail: TWICE };
    const credential = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (credential === undefined) return bad(NO_FORM);
    const from = isForwarded ? NOWHERE : address;
    if (credential.startsWith(KEY_PREFIX)) return this.#judgeKey(credential, from);
    return looksLikeToken(credential) ? this.#judgeToken(credential, from) : bad(MISTYPED);
  }

  anonymous(address: string): Caller {
    const { limits } = this.policy();
    return {
      name: 'anonymous',
      kind: 'anonymous',
      scopes: this.#anonymous,
      write: null,
      limits: this.#options.environment.access === 'open' ? null : limits.anonymous,
      counted: addressCounted(address),
    };
  }

  #judgeKey(text: string, address: string): Decision {
    const id = keyIdOf(text);
    if (id === undefined) return bad(MISTYPED);
    if (this.#isStale()) return { ok: false, why: 'unknown', detail: STALE };
    const record = this.#options.table.keyById(id);
    if (!record) return bad(NOT_GOOD);
    const now = this.#options.clock();
    const key = readyKey(record);
    const digests = key.secrets
      .filter(({ from, until }) => from <= now && now < until)
      .map(({ digest }) => digest);
    if (!isOneOf(keyDigest(text), digests) || !holds(key, now, address)) return bad(NOT_GOOD);
    return this.#letIn(key, 'key', key.scopes);
  }

  async #judgeToken(token: string, address: string): Promise<Decision> {
    if (this.#isStale()) return { ok: false, why: 'unknown', detail: STALE };
    const now = this.#options.clock();
    // Whole credentials stand in no memory that lasts.
    const digest = hash('sha256', token, 'base64');
    let claims = this.#checked(digest, now);
    if (!claims) {
      try {
        const reading = await readToken(token, this.policy().issuers, this.#options.keySets, now);
        if (!reading.ok) return bad(`The token does not hold: ${reading.fault}.`);
        ({ claims } = reading);
      } catch (error) {
        if (!(error instanceof KeysAway)) throw error;
        return {
          ok: false,
          why: 'unknown',
          detail: 'The keys of the issuer cannot be had at the moment. Try again later.',
        };
      }
      keep(this.#tokens, MOST_TOKENS, digest, {
        claims,
        policy: this.#options.table.policy(),
        checkedAt: now,
      });
    }
    const record = this.#options.table.keyByJwt(claims.issuer, claims.subject);
    if (!record) return bad(NOT_GOOD);
    const key = readyKey(record);
    return holds(key, now, address)
      ? this.#letIn(key, 'jwt', inBoth(key.scopes, claims.scopes))
      : bad(NOT_GOOD);
  }

  /** What an earlier check of the same token found. */
  #checked(digest: string, now: number): TokenClaims | undefined {
    const kept = this.#tokens.get(digest);
    if (!kept || kept.policy !== this.#options.table.policy()) return undefined;
    const isFresh = now - kept.checkedAt < TOKEN_CHECK && now / 1_000 < kept.claims.until;
    return isFresh ? kept.claims : undefined;
  }

  #isStale(): boolean {
    return this.#options.table.ageSeconds() > this.#options.staleSeconds;
  }

  #letIn({ record }: ReadyKey, kind: 'key' | 'jwt', scopes: ReadonlySet<Scope>): Decision {
    const caller: Caller = {
      name: record.id,
      kind,
      scopes,
      // A key without rights writes nothing, whatever its scopes.
      write: record.write ?? { types: [], sources: [], series: [], names: [] },
      limits: this.#limitsOf(record),
      counted: `key ${record.id}`,
    };
    return { ok: true, caller };
  }

  #limitsOf({ limits }: KeyRecord): Caller['limits'] {
    const { key } = this.policy().limits;
    return limits === null ? key : { ...key, ...limits };
  }
}

/** Puts a value under a text; a map that is full begins anew. */
const keep = <T>(kept: Map<string, T>, most: number, text: string, value: T): void => {
  if (kept.size >= most && !kept.has(text)) kept.clear();
  kept.set(text, value);
};

const inBoth = (one: ReadonlySet<Scope>, other: ReadonlySet<Scope>): ReadonlySet<Scope> =>
  new Set([...one].filter((scope) => other.has(scope)));

/** By what an address is counted. */
export const addressCounted = (address: string): string => `address ${callerRange(address)}`;
