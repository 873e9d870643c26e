import { once } from 'node:events';
import { createServer } from 'node:http';
import { BlockList, connect, type AddressInfo, type Socket } from 'node:net';
import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import { eventually } from '@silkgauge/testing';
import type { FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import { runService, type RunningService } from '../run-service.ts';
import { boundConnections } from './bounds.ts';

@Controller()
class CallersController {
  @Get('caller')
  caller(@Req() { ip, protocol, host }: FastifyRequest): object {
    return { ip, protocol, host };
  }

  @Post('caller')
  taken(): object {
    return {};
  }
}

@Module({ controllers: [CallersController] })
class CallersModule {}

const start = (trustedProxies: readonly string[] = []) =>
  runService({
    name: 'callers',
    config: { host: '127.0.0.1', port: 0, logLevel: 'silent', tls: null, trustedProxies, tracing: null },
    module: CallersModule,
  });

let service: RunningService;
beforeAll(async () => {
  service = await start();
});
afterAll(() => service.stop());

/** Everything that comes back for a text, until the connection ends. */
async function exchange(text: string): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (piece) => (answer += piece.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const fields = (count: number): string =>
  Array.from({ length: count }, (_, at) => `x-${String(at)}: y\r\n`).join('');

const SECURE = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

describe('the bounds of a request', () => {
  it('are 100 header fields of 16 KiB', async () => {
    const head = 'GET /caller HTTP/1.1\r\nhost: x\r\nconnection: close\r\n';
    expect(await exchange(`${head}${fields(98)}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    for (const text of [`${head}${fields(99)}\r\n`, `${head}x: ${'y'.repeat(16_384)}\r\n\r\n`]) {
      const answer = await exchange(text);
      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(answer).toContain('at most 100 header fields, of 16384 bytes together');
      for (const [name, value] of Object.entries(SECURE)) expect(answer).toContain(`${name}: ${value}`);
    }
  });

  it('are 10 s for its header fields and 30 s for all of it', async () => {
    const began = Date.now();
    const timed = async (text: string) => ({ answer: await exchange(text), took: Date.now() - began });
    const [headers, body] = await Promise.all([
      timed('GET /caller HTTP/1.1\r\nhost: x\r\n'),
      timed('POST /caller HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n['),
    ]);
    for (const { answer } of [headers, body]) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(headers.took).toBeGreaterThan(9_000);
    expect(headers.took).toBeLessThan(20_000);
    expect(body.took).toBeGreaterThan(29_000);
    expect(body.took).toBeLessThan(45_000);
  });
});

describe('answers in JSON', () => {
  const headersOf = async (path: string, headers: Record<string, string> = {}) =>
    Object.fromEntries((await fetch(service.url + path, { headers })).headers);

  it('are never shown as a page, put into a frame or guessed at', async () => {
    for (const path of ['/caller', '/healthz', '/readyz', '/nowhere', '/caller/%E0%A4%A'])
      expect(await headersOf(path)).toMatchObject(SECURE);
    expect((await headersOf('/metrics'))['content-security-policy']).toBeUndefined();
  });

  it('to a credential are kept by no shared cache', async () => {
    const told = await headersOf('/caller', { authorization: 'Bearer x' });
    expect([told['cache-control'], told['vary']]).toEqual(['private', 'authorization']);
    expect((await headersOf('/caller'))['vary']).toBeUndefined();
    expect((await headersOf('/readyz', { authorization: 'Bearer x' }))['cache-control']).toBe('no-store');
    expect((await headersOf('/metrics', { authorization: 'Bearer x' }))['cache-control']).toBe('private');
  });

  it('are for no other origin, and no preflight is answered, unless a service lets origins in', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await fetch(`${service.url}/caller`, { method, headers });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('behind a proxy', () => {
  const FORWARDED = {
    forwarded: 'for=6.6.6.6;proto=https;host=evil.example',
    'x-forwarded-for': '6.6.6.6, 9.9.9.9, 10.1.1.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'public.example',
    'x-real-ip': '6.6.6.6',
  };
  const callerOf = async (url: string, headers: Record<string, string>) =>
    (await (await fetch(`${url}/caller`, { headers })).json()) as object;

  it('the client is the rightmost address that is no trusted proxy, in whatever order a client wrote others', async () => {
    const behind = await start(['127.0.0.0/8', '10.0.0.0/8']);
    try {
      expect(await callerOf(behind.url, FORWARDED)).toEqual({
        ...{ ip: '9.9.9.9', protocol: 'https', host: 'public.example' },
      });
      const claimed = { 'x-forwarded-for': '10.0.0.1, evil, 6.6.6.6' };
      expect(await callerOf(behind.url, claimed)).toMatchObject({ ip: '6.6.6.6' });
      const { forwarded } = FORWARDED;
      expect(await callerOf(behind.url, { forwarded })).toMatchObject({ ip: '127.0.0.1', protocol: 'http' });
    } finally {
      await behind.stop();
    }
  });

  it('nothing forwarded counts from anybody else', async () => {
    const { host } = new URL(service.url);
    const own = { ip: '127.0.0.1', protocol: 'http', host };
    expect(await callerOf(service.url, FORWARDED)).toEqual(own);
    const elsewhere = await start(['10.0.0.0/8']);
    expect(await callerOf(elsewhere.url, FORWARDED)).toMatchObject({ ip: '127.0.0.1', protocol: 'http' });
    await elsewhere.stop();
  });
});

describe('the bounds of connections', () => {
  it('are of each address and of all, free a place with each end, and spare proxies the first', async () => {
    const registry = new Registry();
    const server = createServer().listen(0, '127.0.0.1');
    const trustedProxies = ['127.0.0.9/32'];
    const most = { perAddress: 2, inAll: 4 };
    boundConnections(server, { trustedProxies, registry, most, uncounted: new BlockList() });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const from = async (localAddress: string): Promise<Socket> => {
      const socket = connect({ port, host: '127.0.0.1', localAddress });
      socket.on('error', () => undefined).resume();
      await once(socket, 'connect');
      return socket;
    };
    const isOpen = async (): Promise<number> =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error) reject(error);
          else resolve(count);
        });
      });
    const open = [await from('127.0.0.2'), await from('127.0.0.2'), await from('127.0.0.9')];
    await once(await from('127.0.0.2'), 'close');
    open.push(await from('127.0.0.9'));
    await once(await from('127.0.0.9'), 'close');
    await once(await from('127.0.0.3'), 'close');
    expect(await isOpen()).toBe(4);
    open.shift()?.destroy();
    await eventually(async () => (await isOpen()) === 3);
    open.push(await from('127.0.0.2'));
    await eventually(async () => (await isOpen()) === 4);
    const told = await registry.metrics();
    expect(told).toContain('silkgauge_http_connections_refused_total{bound="address"} 1');
    expect(told).toContain('silkgauge_http_connections_refused_total{bound="all"} 2');
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  });
});
