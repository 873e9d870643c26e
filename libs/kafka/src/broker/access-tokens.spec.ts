import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientCredentials } from './access-tokens.ts';

let server: Server;
let url: string;
/** Requests to the token server, and whether it answers. */
let asked: { authorization: string | undefined; body: string }[];
let isAway: boolean;
let refusal: object | null;

beforeEach(async () => {
  asked = [];
  isAway = false;
  refusal = null;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body });
      response.statusCode = isAway ? 503 : refusal ? 401 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          refusal ?? { access_token: `t${String(asked.length)}`, token_type: 'bearer', expires_in: 100 },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const source = (now: () => number) =>
  clientCredentials({ tokenUrl: url, clientId: 'feeds', clientSecret: 's:e', scope: 'kafka' }, now);

it('asks as RFC 6749 says, once for all concurrent callers', async () => {
  const token = source(() => 0);
  expect(await Promise.all([token.give(), token.give(), token.give()])).toEqual(['t1', 't1', 't1']);
  const basic = Buffer.from(`feeds:${encodeURIComponent('s:e')}`).toString('base64');
  expect(asked).toEqual([
    { authorization: `Basic ${basic}`, body: 'scope=kafka&grant_type=client_credentials' },
  ]);
});

it('renews a valid token early, and uses it to its end while the token server is away', async () => {
  let now = 0;
  const token = source(() => now);
  expect(await token.give()).toBe('t1');
  now = 59_000;
  expect(await token.give()).toBe('t1');
  isAway = true;
  now = 61_000;
  expect(await token.give()).toBe('t1');
  expect(asked).toHaveLength(2);
  isAway = false;
  expect(await token.give()).toBe('t3');
  isAway = true;
  now = 161_001;
  await expect(token.give()).rejects.toThrow(`no token from ${url} for feeds`);
});

it('asks for another token after a broker has refused the present one', async () => {
  const token = source(() => 0);
  expect(await token.give()).toBe('t1');
  token.forget();
  expect([await token.give(), await token.give()]).toEqual(['t2', 't2']);
});

it('names the settings to check where the client is unknown', async () => {
  refusal = { error: 'invalid_client', error_description: 'unknown secret' };
  await expect(source(() => 0).give()).rejects.toThrow(
    `no token from ${url} for feeds: invalid_client, unknown secret: look at KAFKA_OAUTH_CLIENT_ID and the file of KAFKA_OAUTH_CLIENT_SECRET_FILE`,
  );
});
