import { readFileSync } from 'node:fs';
import { Events, OAuth2Server, type MutableResponse, type MutableToken } from 'oauth2-mock-server';
import type { GivenTokens, TokenServerSettings } from './token-server.ts';

/** `node run-token-server.ts` with TOKEN_SERVER as JSON: OAuth 2.0 client credentials on 127.0.0.1. */
const settings = JSON.parse(process.env['TOKEN_SERVER'] ?? '{}') as TokenServerSettings;
const { certificate, clients, lifeSeconds, audience, port, givesFile } = settings;
/** Seconds, beyond any broker's clock tolerance. */
const LONG_AGO = 3_600;

const gives = () => readFileSync(givesFile, 'utf8') as GivenTokens;

interface Asked {
  readonly headers: { readonly authorization?: string };
}

function clientOf({ headers }: Asked): string | null {
  const text = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
  const [id = '', secret = ''] = text.split(':').map(decodeURIComponent);
  return clients[id] === secret ? id : null;
}

const server = new OAuth2Server(certificate?.keyFile, certificate?.certFile);
await server.issuer.keys.generate('RS256');
server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, asked: Asked) => {
  const now = Math.floor(Date.now() / 1_000) - (gives() === 'expired' ? LONG_AGO : 0);
  Object.assign(payload, { sub: clientOf(asked), aud: audience, iat: now, nbf: now, exp: now + lifeSeconds });
});
server.service.on(Events.BeforeResponse, (response: MutableResponse, asked: Asked) => {
  const client = clientOf(asked);
  if (client === null) Object.assign(response, { statusCode: 401, body: { error: 'invalid_client' } });
  else if (gives() === 'none') Object.assign(response, { statusCode: 503, body: {} });
  else {
    Object.assign(response.body, { expires_in: lifeSeconds });
    console.log(`a token for ${client}`);
  }
});
await server.start(port, '127.0.0.1');
console.log(`issuer ${server.issuer.url ?? ''}`);
