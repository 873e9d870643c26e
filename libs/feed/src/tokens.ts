import { createHash, timingSafeEqual } from 'node:crypto';
import { refusal } from './problems.ts';

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Checks bearer tokens (RFC 6750) in constant time. */
export class FeedTokens {
  readonly #digests: readonly Buffer[];

  /** An empty list allows every push. */
  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digest);
  }

  /** @throws ProblemError 401 without a bearer token, 403 with an unknown one */
  check(authorization: string | undefined): void {
    if (this.#digests.length === 0) return;
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      const detail = 'Send "Authorization: Bearer <token>".';
      throw refusal('unauthorized', detail, undefined, { 'www-authenticate': 'Bearer' });
    }
    const given = digest(token);
    if (!this.#digests.map((known) => timingSafeEqual(known, given)).includes(true)) {
      throw refusal('forbidden', 'The bearer token is not one of those that may push.');
    }
  }
}
