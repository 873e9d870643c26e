import { readBody } from '@silkgauge/service';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Issuer } from '../record/shapes.ts';

/** Milliseconds for which a key set is taken as it was fetched. */
const FRESH = 600_000;
/** Milliseconds between two questions to one issuer at least. */
const PAUSE = 30_000;
/** Milliseconds for which a key set goes on after it was fresh, where its source is away. */
const GRACE = 3_600_000;
/** Milliseconds to fetch a key set. */
const PATIENCE = 5_000;
const MOST_BYTES = 256 * 1_024;
/** Four policies full of issuers. */
const MOST_SETS = 64;

/** The keys of an issuer cannot be had at the moment. */
export class KeysAway extends Error {
  override readonly name = 'KeysAway';
  readonly code = 'keys-away';
}

interface Held {
  readonly keyOf: JWTVerifyGetKey;
  readonly kids: ReadonlySet<unknown>;
  /** Milliseconds of the clock; of a set in the policy the end of time. */
  readonly at: number;
}

/** Fetches the text of a key set. @throws any error where that fails */
export type FetchText = (address: string) => Promise<string>;

/** Keys of issuers, each fetched when tokens need them. */
export class KeySets {
  /** By what the policy says of their source, so that they outlive a change of another part of it. */
  readonly #sets = new Map<string, KeySet>();
  readonly #fetchText: FetchText;
  readonly #clock: () => number;

  constructor({
    fetchText = fetchSmall,
    clock = Date.now,
  }: { fetchText?: FetchText; clock?: () => number } = {}) {
    this.#fetchText = fetchText;
    this.#clock = clock;
  }

  /** The function that finds the key of a token. @throws KeysAway */
  async of(issuer: Issuer, kid: string): Promise<JWTVerifyGetKey> {
    const source = JSON.stringify([issuer.issuer, issuer.jwksUri ?? issuer.jwks]);
    let set = this.#sets.get(source);
    if (!set) {
      if (this.#sets.size >= MOST_SETS) this.#sets.clear();
      this.#sets.set(source, (set = new KeySet(issuer, this.#fetchText, this.#clock)));
    }
    return set.keyOf(kid);
  }
}

class KeySet {
  readonly #issuer: Issuer;
  readonly #fetchText: FetchText;
  readonly #clock: () => number;
  #held: Held | undefined;
  #askedAt = -Infinity;
  #asking: Promise<void> | undefined;

  constructor(issuer: Issuer, fetchText: FetchText, clock: () => number) {
    this.#issuer = issuer;
    this.#fetchText = fetchText;
    this.#clock = clock;
    if (issuer.jwks) this.#held = held(issuer.jwks as JSONWebKeySet, Infinity);
  }

  async keyOf(kid: string): Promise<JWTVerifyGetKey> {
    const isNeeded = this.#held?.kids.has(kid) !== true;
    if (isNeeded || this.#age() > FRESH) {
      const asking = this.#ask();
      // A key that is known need not wait for its set to be fetched anew.
      if (isNeeded) await asking;
    }
    if (!this.#held || this.#age() > FRESH + GRACE)
      throw new KeysAway(`The keys of ${this.#issuer.issuer} cannot be fetched.`);
    return this.#held.keyOf;
  }

  #age(): number {
    return this.#held ? this.#clock() - this.#held.at : Infinity;
  }

  /** Fetches the set, once for all who wait; a failure leaves what is held. */
  #ask(): Promise<void> {
    const { jwksUri } = this.#issuer;
    if (this.#asking) return this.#asking;
    if (jwksUri === undefined || this.#clock() - this.#askedAt < PAUSE) return Promise.resolve();
    this.#askedAt = this.#clock();
    this.#asking = this.#fetchText(jwksUri)
      .then((text) => {
        this.#held = held(JSON.parse(text) as JSONWebKeySet, this.#clock());
      })
      .catch(() => undefined)
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}

/** @throws JWKSInvalid */
const held = (set: JSONWebKeySet, at: number): Held => ({
  keyOf: createLocalJWKSet(set),
  kids: new Set(set.keys.map(({ kid }) => kid)),
  at,
});

/** The body of an answer 200 without redirections, which has a limit in bytes and in time. */
const fetchSmall: FetchText = async (address) => {
  const answer = await fetch(address, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status !== 200) throw new KeysAway(`${address} answers ${String(answer.status)}.`);
  const body = await readBody(answer, MOST_BYTES);
  if (body === null) throw new KeysAway(`${address} has more than ${String(MOST_BYTES)} bytes.`);
  return body.toString('utf8');
};
