import { jest } from '@jest/globals';
import { get } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { leaveUntold, ProblemError, Registry } from '@silkgauge/service';
import { madeKey, WrittenTable } from '@silkgauge/testing';
import { fastify, type FastifyInstance, type InjectOptions } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { KeyRecord } from '../record/shapes.ts';
import { accessVariables, type AccessConfig } from './config.ts';
import { AccessGuard, callerOf, requireKeys, type Needs } from './guard.ts';

const running: FastifyInstance[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

const ROUTES: Readonly<Record<string, Needs>> = {
  '/data': { scope: 'read', limit: 'data' },
  '/push': { scope: 'push', limit: 'push', bytes: 10 },
  '/stream': { scope: 'read', limit: 'stream' },
  '/page': { scope: 'nothing', limit: null },
  '/own': { scope: 'nothing', limit: null },
  '/open': { scope: 'push', limit: null },
};

/** A service with a route of each kind; each answers the name of its caller. */
const serviceWith = (table: WrittenTable, environment: Readonly<Record<string, string>>) => {
  const config: AccessConfig = accessVariables.read(environment);
  const registry = new Registry();
  const warned: string[] = [];
  const used: string[] = [];
  const needsOf = ({ routeOptions: { url } }: { routeOptions: { url?: string | undefined } }) =>
    ROUTES[url ?? ''] ?? { scope: 'nothing' as const, limit: null };
  const judgesItself = ({ routeOptions: { url } }: Parameters<typeof needsOf>[0]) => url === '/own';
  const guard = new AccessGuard({ config, registry, needsOf, judgesItself });
  const server = fastify();
  running.push(server);
  server.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ProblemError)) return reply.code(500).send({ detail: String(error) });
    return reply
      .code(error.problem.status)
      .headers(error.headers)
      .send({ ...error.problem });
  });
  const logger = { warn: (message: string) => void warned.push(message) };
  guard.install(server, { table, logger, used: (id) => void used.push(id) });
  for (const route of ['/data', '/push', '/stream', '/page', '/own', '/metrics', '/openapi.json', '/readyz'])
    server.get(route, (request) => ({ by: callerOf(request).name }));
  // Writes what its caller may do at present for as long as the caller stays.
  server.get('/open', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200);
    const writing = setInterval(
      () => reply.raw.write(`${JSON.stringify(callerOf(request).write?.types)}\n`),
      50,
    );
    reply.raw.once('close', () => {
      clearInterval(writing);
    });
  });
  server.get('/untold', (request) => {
    leaveUntold(request);
    return { by: callerOf(request).name };
  });
  server.get('/healthz', () => ({ status: 'alive' }));
  const ask = async (url: string, more: Partial<InjectOptions> & { readonly key?: string } = {}) => {
    const { key, headers, ...rest } = more;
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const answer = await server.inject({ url, ...rest, headers: { ...authorization, ...headers } });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.json<{ by?: string; type?: string; 'violated-policies'?: string[] }>(),
    };
  };
  return { ask, warned, used, registry, server };
};

const reader = madeKey({ scopes: ['read'] });
const pusher = madeKey({
  scopes: ['push'],
  write: { types: ['*'], sources: ['*'], series: [], names: [] },
  limits: { push: { q: 2, w: 60 }, 'push-bytes': { q: 25, w: 60 } },
});
const both = () => new WrittenTable(reader.record, pusher.record);

describe('a guarded service', () => {
  it('lets everybody in on this machine where nobody said otherwise, and says so', async () => {
    const { ask, warned, registry } = serviceWith(both(), {});
    for (const url of ['/data', '/push', '/metrics', '/openapi.json'])
      expect(await ask(url)).toMatchObject({ status: 200, body: { by: 'anonymous' } });
    expect(warned).toEqual([expect.stringMatching(/^ACCESS=open: /)]);
    expect((await ask('/data')).headers).not.toHaveProperty('ratelimit');
    expect(await registry.metrics()).toContain('silkgauge_access_open 1');
  });

  it('leaves the credential of a route that judges it itself alone, and nothing else', async () => {
    const { ask, used, registry } = serviceWith(both(), { ACCESS: 'keys' });
    for (const key of ['a-secret-of-another-kind', reader.token])
      expect(await ask('/own', { key })).toMatchObject({ status: 200, body: { by: 'anonymous' } });
    expect((await ask('/page', { key: 'a-secret-of-another-kind' })).status).toBe(401);
    expect((await ask('/own?token=x')).status).toBe(400);
    expect(used).toEqual([]);
    expect(await registry.metrics()).toContain(
      'silkgauge_access_decisions_total{decision="bad-credential"} 1',
    );
  });

  it('counts whom it lets in, but for a request that nobody may learn of', async () => {
    const { ask, registry } = serviceWith(both(), {});
    const decided = async () =>
      (await registry.metrics())
        .split('\n')
        .filter((line) => line.startsWith('silkgauge_access_decisions_total'));
    await ask('/data', { key: reader.token });
    const counted = await decided();
    expect(counted).toContain('silkgauge_access_decisions_total{decision="key"} 1');
    expect((await ask('/untold', { key: reader.token })).status).toBe(200);
    expect(await decided()).toEqual(counted);
    await ask('/data', { key: reader.token });
    expect(await decided()).not.toEqual(counted);
  });

  it('asks for a credential with ACCESS=keys', async () => {
    const { ask, warned, used, registry } = serviceWith(both(), { ACCESS: 'keys' });
    for (const url of ['/data', '/push', '/metrics', '/openapi.json']) {
      const answer = await ask(url);
      expect(answer).toMatchObject({ status: 401, body: { type: 'urn:silkgauge:problem:unauthorized' } });
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="silkgauge"');
    }
    expect(await ask('/data', { key: reader.token })).toMatchObject({
      status: 200,
      body: { by: reader.record.id },
    });
    expect(await ask('/openapi.json', { key: pusher.token })).toMatchObject({ status: 200 });
    for (const url of ['/healthz', '/page', '/readyz']) expect((await ask(url)).status).toBe(200);
    expect(warned).toEqual([]);
    expect(used).toEqual([reader.record.id, pusher.record.id]);
    const metrics = await registry.metrics();
    expect(metrics).toContain('silkgauge_access_open 0');
    expect(metrics).toContain('silkgauge_access_decisions_total{decision="unauthorized"} 4');
    expect(metrics).not.toContain(reader.record.id);
  });

  it('asks for a credential where ANONYMOUS lacks the scope, on an open service too', async () => {
    for (const ACCESS of ['open', 'keys']) {
      const { ask } = serviceWith(both(), { ACCESS, ANONYMOUS: 'observe' });
      expect((await ask('/data')).status).toBe(401);
      expect((await ask('/metrics')).status).toBe(200);
      expect((await ask('/data', { key: reader.token })).status).toBe(200);
    }
  });

  it('names the scope that a credential lacks', async () => {
    const answer = await serviceWith(both(), {}).ask('/push', { key: reader.token });
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:silkgauge:problem:forbidden' } });
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="silkgauge", error="insufficient_scope", scope="push"',
    );
  });

  it('judges a credential that is shown, also where anonymous may do the same', async () => {
    const { ask, registry } = serviceWith(both(), {});
    for (const url of ['/data', '/page', '/readyz']) {
      const answer = await ask(url, { key: madeKey().token });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="silkgauge", error="invalid_token"');
    }
    expect((await ask('/healthz', { key: 'x' })).status).toBe(200);
    expect(await registry.metrics()).toContain(
      'silkgauge_access_decisions_total{decision="bad-credential"} 3',
    );
  });

  it('takes no second credential of a request, which Node itself would drop', async () => {
    const { server } = serviceWith(both(), {});
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        const twice = `authorization: Bearer ${reader.token}\r\n`.repeat(2);
        socket.end(`GET /data HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${twice}\r\n`);
      });
      let text = '';
      socket.on('data', (part) => (text += part.toString()));
      socket.on('end', () => {
        resolve(text);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('takes no credential from a query', async () => {
    const { ask } = serviceWith(both(), {});
    for (const name of ['access_token', 'api_key', 'token'])
      expect(await ask(`/data?a=1&${name}=${reader.token}`)).toMatchObject({
        status: 400,
        body: { type: 'urn:silkgauge:problem:credential-in-query' },
      });
    expect((await ask('/data?tokens=1')).status).toBe(200);
  });

  it('ignores methods and addresses of headers', async () => {
    const { ask } = serviceWith(new WrittenTable({ ...reader.record, addresses: ['10.0.0.0/8'] }), {});
    const headers = {
      'x-forwarded-for': '10.0.0.1',
      'x-original-url': '/page',
      'x-http-method-override': 'DELETE',
    };
    expect((await ask('/data', { key: reader.token, headers })).status).toBe(401);
    expect((await ask('/data', { key: reader.token, remoteAddress: '10.0.0.1' })).status).toBe(200);
  });

  it('lets no key that is bound to addresses in where another address is named by nobody who is trusted', async () => {
    const { ask } = serviceWith(new WrittenTable({ ...reader.record, addresses: ['10.0.0.0/8'] }), {});
    const [key, remoteAddress] = [reader.token, '10.0.0.1'];
    for (const headers of [{ 'x-forwarded-for': '192.0.2.7' }, { forwarded: 'for=192.0.2.7' }])
      expect((await ask('/data', { key, remoteAddress, headers })).status).toBe(401);
    const free = serviceWith(both(), {});
    expect((await free.ask('/data', { key, headers: { 'x-forwarded-for': '192.0.2.7' } })).status).toBe(200);
  });

  it('cannot judge credentials by a table of long ago, while anonymous goes on', async () => {
    const table = both();
    table.age = 901;
    const { ask } = serviceWith(table, {});
    const answer = await ask('/data', { key: reader.token });
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:silkgauge:problem:access-unknown' } });
    expect(answer.headers['retry-after']).toBe('10');
    expect((await ask('/data')).status).toBe(200);
  });
});

describe('a request that stays open', () => {
  const opened = async (table: WrittenTable, token = pusher.token) => {
    const { server } = serviceWith(table, { ACCESS: 'keys' });
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const { body, status } = await fetch(`${address}/open`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
    return body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  };
  const ofKey = (more: Partial<KeyRecord>) => ({ ...pusher.record, version: 2, ...more });

  it.each<[string, Partial<KeyRecord>]>([
    ['is revoked', { revokedAt: '2026-01-02T00:00:00Z' }],
    ['has expired', { expiresAt: '2026-01-02T00:00:00Z' }],
    ['lost the scope', { scopes: ['read'] }],
  ])('ends within five seconds once its key %s', async (_name, more) => {
    const table = both();
    const reader = await opened(table);
    await reader.read();
    table.put(ofKey(more));
    const until = Date.now() + 5_000;
    await expect(
      (async () => {
        while (Date.now() < until) await reader.read();
      })(),
    ).rejects.toThrow('terminated');
  });

  it('ends within five seconds once its token has expired, not before, though the key of the token stands', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
    const [issuer, audience, subject] = ['https://id.example', 'silkgauge', 'robot'];
    const table = new WrittenTable({ ...pusher.record, secrets: [], jwt: { issuer, subject } });
    table.document = { issuers: [{ issuer, audience, algorithms: ['ES256'], jwks: { keys: [jwk] } }] };
    // A token counts for 30 s beyond its end, as clocks may differ: this one for two or three seconds from now.
    const until = Math.floor(Date.now() / 1_000) + 3;
    const token = await new SignJWT({ scope: 'silkgauge:push' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(until - 90)
      .setExpirationTime(until - 30)
      .sign(privateKey);
    const reader = await opened(table, token);
    const late = until * 1_000 + 5_000;
    await expect(
      (async () => {
        while (Date.now() < late) await reader.read();
      })(),
    ).rejects.toThrow('terminated');
    expect(Date.now()).toBeGreaterThanOrEqual(until * 1_000);
  });

  it('goes on, as does the service, where the keys cannot be read', async () => {
    const table = both();
    const reader = await opened(table);
    await reader.read();
    const keyById = jest.spyOn(table, 'keyById').mockImplementation(() => {
      throw new Error('unreadable');
    });
    const until = Date.now() + 2_500;
    while (Date.now() < until) expect((await reader.read()).done).toBe(false);
    expect(keyById).toHaveBeenCalled();
    await reader.cancel();
  });

  it('goes on with what its key may do at present, and while nobody can tell', async () => {
    const table = both();
    const reader = await opened(table);
    await reader.read();
    table.put(ofKey({ write: { types: ['silkgauge.sale.*'], sources: ['*'], series: [], names: [] } }));
    let text = '';
    while (!text.includes('silkgauge.sale')) text = Buffer.from((await reader.read()).value ?? []).toString();
    table.age = 3_600;
    const until = Date.now() + 1_500;
    while (Date.now() < until) expect((await reader.read()).done).toBe(false);
    await reader.cancel();
  });
});

describe('the host of a request', () => {
  const asked = async (host: string, environment: Readonly<Record<string, string>>) => {
    const { ask } = serviceWith(both(), environment);
    return (await ask('/data', { headers: { host } })).status;
  };

  it.each(['localhost', 'LOCALHOST:4101', '127.0.0.1:80', '[::1]:4101', 'a.localhost'])(
    'may be %s',
    async (host) => {
      expect(await asked(host, {})).toBe(200);
    },
  );

  it.each([
    'example.org',
    'localhost.example.org',
    '127.0.0.1.example.org',
    '10.0.0.1',
    '[::2]',
    '0177.0.0.1',
    'feed',
  ])('may not be %s', async (host) => {
    expect(await asked(host, {})).toBe(421);
  });

  it('may be a public one, with any port or with the port that is named', async () => {
    const environment = { PUBLIC_HOSTS: 'Feed, door.example:8080' };
    expect(await asked('feed:4101', environment)).toBe(200);
    expect(await asked('door.example:8080', environment)).toBe(200);
    expect(await asked('door.example', environment)).toBe(421);
  });

  it('is held to the same names with keys: links in answers have it', async () => {
    const { ask } = serviceWith(both(), { ACCESS: 'keys', PUBLIC_HOSTS: 'growth.example' });
    const by = async (host: string) => (await ask('/data', { key: reader.token, headers: { host } })).status;
    expect([await by('evil.example'), await by('growth.example'), await by('localhost:80')]).toEqual([
      421, 200, 200,
    ]);
  });

  it('may be the address that was asked, as probes do', async () => {
    const { server } = serviceWith(both(), { ACCESS: 'keys' });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const asked = (host: string) =>
      new Promise((resolve) => {
        const headers = { host, authorization: `Bearer ${reader.token}` };
        get({ host: '127.0.0.1', port, path: '/data', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
      });
    expect([await asked('127.0.0.1:80'), await asked('127.0.0.2.example')]).toEqual([200, 421]);
  });

  it('does not matter to health and readiness', async () => {
    const { ask } = serviceWith(both(), {});
    for (const url of ['/healthz', '/readyz'])
      expect((await ask(url, { headers: { host: 'evil.example' } })).status).toBe(200);
  });
});

describe('limits at a guarded service', () => {
  it('are told by headers, and end with 429 that says when to come again', async () => {
    const { ask } = serviceWith(both(), { ACCESS: 'keys' });
    const first = await ask('/push', { key: pusher.token });
    expect(first.headers['ratelimit-policy']).toBe(
      '"push";q=2;w=60, "push-bytes";q=25;w=60;qu="content-bytes"',
    );
    expect(first.headers['ratelimit']).toBe('"push";r=1;t=60, "push-bytes";r=15;t=60');
    expect((await ask('/push', { key: pusher.token })).headers['ratelimit']).toBe(
      '"push";r=0;t=60, "push-bytes";r=5;t=60',
    );
    const beyond = await ask('/push', { key: pusher.token });
    expect(beyond).toMatchObject({
      status: 429,
      body: {
        type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
        'violated-policies': ['push'],
      },
    });
    expect(beyond.headers['retry-after']).toBe('60');
    expect((await ask('/data', { key: reader.token })).status).toBe(200);
  });

  it('count anonymous callers by address', async () => {
    const table = both();
    table.document = { anonymous: ['read'], limits: { anonymous: { data: { q: 1, w: 60 } } } };
    const { ask } = serviceWith(table, { ACCESS: 'keys' });
    const statusOf = async (remoteAddress: string) => (await ask('/data', { remoteAddress })).status;
    expect([await statusOf('192.0.2.1'), await statusOf('192.0.2.1'), await statusOf('192.0.2.2')]).toEqual([
      ...[200, 429, 200],
    ]);
  });

  it('count bad credentials for their address, on an open service too', async () => {
    const table = both();
    table.document = { limits: { anonymous: { data: { q: 2, w: 60 } } } };
    const { ask } = serviceWith(table, {});
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await ask('/data', { key: 'bad' })).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await ask('/data', { key: reader.token })).status).toBe(200);
    expect((await ask('/data')).status).toBe(200);
  });

  it('come before the scope of a credential, and after the credential', async () => {
    const { token, record } = madeKey({ scopes: ['observe'], limits: { data: { q: 1, w: 60 } } });
    const { ask } = serviceWith(new WrittenTable(record), { ACCESS: 'keys' });
    expect((await ask('/data', { key: token })).status).toBe(403);
    expect((await ask('/data', { key: token })).status).toBe(429);
  });
});

describe('the settings of access', () => {
  const faultsOf = (environment: Readonly<Record<string, string>>) => {
    try {
      accessVariables.read(environment);
      return [];
    } catch (error) {
      return (error as RangeError).message.split('\n');
    }
  };

  it('are open on the loopback, and keys elsewhere', () => {
    expect(accessVariables.read({})).toMatchObject({ access: 'open', isPublic: false, anonymous: null });
    expect(accessVariables.read({ HOST: '::1' })).toMatchObject({ access: 'open', isPublic: false });
    expect(accessVariables.read({ HOST: '0.0.0.0' })).toMatchObject({ access: 'keys', isPublic: true });
    expect(accessVariables.read({ HOST: '0.0.0.0', ACCESS: 'open' }).access).toBe('open');
  });

  it('may fix what anonymous callers do', () => {
    expect(accessVariables.read({ ANONYMOUS: 'none' }).anonymous).toEqual([]);
    expect(accessVariables.read({ ANONYMOUS: 'observe, read' }).anonymous).toEqual(['read', 'observe']);
    expect(faultsOf({ ANONYMOUS: 'read operate' })).toHaveLength(1);
  });

  it('are refused with all reasons at once', () => {
    const faults = faultsOf({
      ...{
        HOST: '0.0.0.0',
        ACCESS: 'all',
        FEED_TOKENS: 'secret',
        ACCESS_STALE_SECONDS: '0',
        PUBLIC_HOSTS: 'a b',
      },
    });
    expect(faults).toEqual([
      expect.stringMatching(/^FEED_TOKENS is gone: make a key .*npm run access/),
      expect.stringMatching(/^ACCESS is "all"/),
      expect.stringMatching(/^PUBLIC_HOSTS has "a b"/),
      expect.stringMatching(/^ACCESS_STALE_SECONDS is "0"/),
    ]);
    expect(faults.join()).not.toContain('secret');
  });

  it('need an active key beyond this machine', () => {
    const config = accessVariables.read({ HOST: '0.0.0.0' });
    expect(() => {
      requireKeys(config, new WrittenTable({ ...reader.record, revokedAt: '2026-01-01T00:00:00Z' }));
    }).toThrow(/ACCESS is keys, and no key is active/);
    expect(() => {
      requireKeys(config, both());
    }).not.toThrow();
    expect(() => {
      requireKeys({ ...config, access: 'open' }, new WrittenTable());
    }).not.toThrow();
    expect(() => {
      requireKeys(accessVariables.read({ ACCESS: 'keys' }), new WrittenTable());
    }).not.toThrow();
  });
});
