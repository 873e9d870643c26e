import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  ClientSecretBasic,
  processClientCredentialsResponse,
  ResponseBodyError,
} from 'oauth4webapi';
import { causes, NoToken } from './errors.ts';

/** Gives tokens that hold for a while yet. */
export interface AccessTokens {
  /** @throws NoToken where there is none */
  give(): Promise<string>;
  /** The one that was given is not given again: a broker has refused it. */
  forget(): void;
}

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

/** Part of a token's life for which it is used; the rest is for a token server that is away. */
const USED = 0.6;
/** For a token whose server does not say how long it holds, in seconds. */
const UNTOLD_LIFE = 60;
/** How long the token server may take, in milliseconds: less than a connection may, so that it is told that it was this. */
const PATIENCE = 3_000;

interface Token {
  readonly value: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

/**
 * Tokens by the client credentials of OAuth 2.0, one at a time for all who ask: it is renewed before it runs out, and goes on being used
 * until it does where the token server is away.
 */
export function clientCredentials(
  { tokenUrl, clientId, clientSecret, scope }: ClientCredentials,
  now: () => number = Date.now,
): AccessTokens {
  let token: Token | null = null;
  let renewing: Promise<string> | null = null;
  const fetchToken = async (): Promise<string> => {
    const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
    const client = { client_id: clientId };
    const asked = now();
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      ClientSecretBasic(clientSecret),
      scope === undefined ? {} : { scope },
      { [allowInsecureRequests]: tokenUrl.startsWith('http:'), signal: AbortSignal.timeout(PATIENCE) },
    );
    const { access_token: value, expires_in: life = UNTOLD_LIFE } = await processClientCredentialsResponse(
      server,
      client,
      response,
    );
    token = { value, renewAt: asked + 1_000 * life * USED, endsAt: asked + 1_000 * life };
    return value;
  };
  const give = async (): Promise<string> => {
    if (token && now() < token.renewAt) return token.value;
    renewing ??= fetchToken().finally(() => {
      renewing = null;
    });
    try {
      return await renewing;
    } catch (cause) {
      if (token && now() < token.endsAt) return token.value;
      throw new NoToken(`no token from ${tokenUrl} for ${clientId}: ${whyNone(cause)}`, { cause });
    }
  };
  return {
    give,
    forget: () => {
      token = null;
    },
  };
}

/** The server's own words, or what kept it from saying any. */
function whyNone(cause: unknown): string {
  const why = causes(cause).at(-1)?.message ?? String(cause);
  if (!(cause instanceof ResponseBodyError)) return why;
  const { error, error_description: words = '' } = cause;
  const refusal = [error, words].filter((text) => text !== '').join(', ');
  return error === 'invalid_client'
    ? `${refusal}: look at KAFKA_OAUTH_CLIENT_ID and the file of KAFKA_OAUTH_CLIENT_SECRET_FILE, then start again`
    : refusal;
}
