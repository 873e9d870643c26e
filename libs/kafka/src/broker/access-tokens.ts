import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  ClientSecretBasic,
  processClientCredentialsResponse,
  ResponseBodyError,
} from 'oauth4webapi';
import { causes, NoToken } from './errors.ts';

/** Source of valid access tokens. */
export interface AccessTokens {
  /** @throws NoToken when no token is valid and the token server gives none */
  give(): Promise<string>;
  /** Drops the token, which a broker has refused. */
  forget(): void;
}

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

/** Share of a token's life after which it is renewed; the rest bridges an absence of the token server. */
const USED = 0.6;
/** Life of a token whose server states none, in seconds. */
const UNTOLD_LIFE = 60;
/** Limit of the token server in milliseconds, below that of a connection: the error names the server. */
const PATIENCE = 3_000;

interface Token {
  readonly value: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

/**
 * Tokens by the client credentials grant (RFC 6749, section 4.4), one for all callers. A token is renewed
 * before it expires, and used until it expires while the token server is away.
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

/** The error in the server's answer, or else the innermost error. */
function whyNone(cause: unknown): string {
  const why = causes(cause).at(-1)?.message ?? String(cause);
  if (!(cause instanceof ResponseBodyError)) return why;
  const { error, error_description: words = '' } = cause;
  const refusal = [error, words].filter((text) => text !== '').join(', ');
  return error === 'invalid_client'
    ? `${refusal}: look at KAFKA_OAUTH_CLIENT_ID and the file of KAFKA_OAUTH_CLIENT_SECRET_FILE, then start again`
    : refusal;
}
