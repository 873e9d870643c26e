import { connect } from 'node:net';
import {
  Controller,
  Get,
  Module,
  NotFoundException,
  Param,
  Post,
  Res,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { eventually } from '@silkgauge/testing';
import type { FastifyReply } from 'fastify';
import { UNTOLD } from './http.ts';
import { plainProblem, ProblemError } from './problem.ts';
import { Readiness } from './readiness.ts';
import { runService, type RunningService } from './run-service.ts';

const steps: string[] = [];
let letGo: () => void = () => undefined;

@Controller('things')
class ThingsController {
  @Get('problem')
  problem(): never {
    const body = plainProblem(409, 'Somebody else was quicker.', { errors: [{ pointer: '/x' }] });
    throw new ProblemError(body, { 'retry-after': '3' });
  }

  @Get('late')
  late(@Res({ passthrough: true }) reply: FastifyReply): never {
    void reply.headers({ etag: '"whole"', 'content-encoding': 'gzip', 'cache-control': 'immutable' });
    throw new ProblemError(plainProblem(503, 'The database is slow.'));
  }

  @Get('untold')
  @RouteConfig(UNTOLD)
  untold(): { untold: true } {
    return { untold: true };
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('secret detail of line 7');
  }

  @Get('slow')
  async slow(): Promise<{ done: true }> {
    steps.push('request began');
    await new Promise<void>((resolve) => (letGo = resolve));
    steps.push('request done');
    return { done: true };
  }

  @Get(':id')
  thing(@Param('id') id: string): { id: string } {
    if (id === 'missing') throw new NotFoundException('There is no such thing.');
    return { id };
  }

  @Post()
  create(): { created: true } {
    return { created: true };
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule implements OnApplicationShutdown {
  constructor(readiness: Readiness) {
    readiness.add('switch', () => ({ ok: ready, position: 12n }));
  }
  beforeApplicationShutdown(): void {
    steps.push('consumers stop');
  }
  onApplicationShutdown(): void {
    steps.push('producers close');
  }
}

let ready = true;
const start = () =>
  runService({
    name: 'things',
    config: { host: '127.0.0.1', port: 0, logLevel: 'silent', tls: null, trustedProxies: [], tracing: null },
    module: ThingsModule,
    bodyLimit: 1_000,
    documents: { '/openapi.json': { openapi: '3.1.0' }, '/long.json': { text: 'long '.repeat(1_000) } },
  });

describe('a running service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(() => service.stop());

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(service.url + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    };
  };

  it('is alive, and ready if its checks pass', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      text: '{"status":"ready","checks":{"switch":{"ok":true,"position":"12"}}}',
    });
    ready = false;
    const report = await ask('/readyz');
    ready = true;
    expect(report.status).toBe(503);
    expect(report.json()).toMatchObject({ status: 'not-ready' });
  });

  it('serves metrics for Prometheus, with requests by route', async () => {
    await ask('/things/7');
    const metrics = await ask('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(metrics.text).toContain('process_cpu_seconds_total');
    expect(metrics.text).toContain(
      'silkgauge_http_request_duration_seconds_count{method="GET",route="/things/:id",status="200"}',
    );
  });

  it('measures no request of a route that nothing tells of', async () => {
    expect((await ask('/things/untold')).status).toBe(200);
    expect((await ask('/metrics')).text).not.toContain('untold');
  });

  it.each([
    ['GET', '/nowhere', 404, 'Not Found', 'Nothing is served at /nowhere.'],
    ['GET', '/things/missing', 404, 'Not Found', 'There is no such thing.'],
    ['DELETE', '/things', 405, 'Method Not Allowed', '/things is served with POST, not with DELETE.'],
    ['PUT', '/things/7', 405, 'Method Not Allowed', '/things/7 is served with GET, HEAD, not with PUT.'],
    ['PROPFIND', '/things?x=1', 405, 'Method Not Allowed', '/things is served with POST, not with PROPFIND.'],
    ['GET', '/things/%E0%A4%A', 400, 'Bad Request', 'The URL cannot be read.'],
    ['GET', '/things/broken', 500, 'Internal Server Error', undefined],
  ])('%s %s is %i as problem details', async (method, path, status, title, detail) => {
    const answer = await ask(path, { method });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json()).toEqual({ type: 'about:blank', title, status, ...(detail ? { detail } : {}) });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('allow')).toBe(
      status === 405 ? (path === '/things/7' ? 'GET, HEAD' : 'POST') : null,
    );
  });

  it('answers a thrown problem with its members and headers', async () => {
    const answer = await ask('/things/problem');
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(answer.json()).toMatchObject({ status: 409, errors: [{ pointer: '/x' }] });
  });

  it('takes back the headers of an answer that failed before its first byte', async () => {
    const { status, headers, json } = await ask('/things/late');
    expect([status, headers.get('etag'), headers.get('content-encoding')]).toEqual([503, null, null]);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(json()).toMatchObject({ detail: 'The database is slow.' });
  });

  it('refuses a body beyond the limit, with and without Content-Length', async () => {
    const body = 'x'.repeat(1_001);
    const headers = { 'content-type': 'application/json' };
    expect((await ask('/things', { method: 'POST', headers, body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    const chunked = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
    expect((await ask('/things', chunked)).status).toBe(413);
  });

  it.each([
    ['text that is not HTTP', 'hello\r\n\r\n', 400],
    ['endless headers', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
    ],
  ])('%s is answered with a problem', async (_name, text, status) => {
    const { port } = new URL(service.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => {
        resolve(received);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
    expect(answer).toContain('application/problem+json');
  });

  it('serves its description with a digest as ETag, unchanged since the start', async () => {
    const first = await ask('/openapi.json');
    expect(first.json()).toEqual({ openapi: '3.1.0' });
    const [etag, since] = ['etag', 'last-modified'].map((name) => first.headers.get(name) ?? '');
    const asked = async (headers: Record<string, string>) => (await ask('/openapi.json', { headers })).status;
    expect(await asked({ 'if-none-match': `"other", ${etag ?? ''}` })).toBe(304);
    expect(await asked({ 'if-modified-since': since ?? '' })).toBe(304);
    expect(await asked({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
    expect(await asked({ 'if-none-match': '"other"', 'if-modified-since': since ?? '' })).toBe(200);
  });

  it('compresses a long document, and says 406 where no coding is accepted', async () => {
    const coded = await ask('/long.json', { headers: { 'accept-encoding': 'gzip' } });
    expect([coded.headers.get('content-encoding'), coded.headers.get('vary')]).toEqual([
      'gzip',
      'accept-encoding',
    ]);
    expect(coded.text).toBe((await ask('/long.json', { headers: { 'accept-encoding': 'identity' } })).text);
    const small = await ask('/openapi.json', { headers: { 'accept-encoding': 'gzip, identity;q=0' } });
    expect([small.status, small.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    const refused = await ask('/openapi.json', { headers: { 'accept-encoding': 'br, identity;q=0' } });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([406, 'application/problem+json']);
    expect(refused.json()).toMatchObject({
      status: 406,
      detail: expect.stringContaining('Accept-Encoding') as string,
    });
  });

  it('answers 404 as a page to browsers, and as problem details to programs', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const page = await ask('/nowhere"><script>', { headers: { accept } });
    expect([page.status, page.headers.get('content-type'), page.headers.get('vary')]).toEqual([
      404,
      'text/html; charset=utf-8',
      'accept',
    ]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).toContain('Nothing is served at /nowhere');
    expect(page.text).not.toContain('<script>');
    expect((await ask('/things/missing', { headers: { accept } })).text).toContain('There is no such thing.');
    for (const program of ['*/*', 'application/json', 'application/problem+json, text/html'])
      expect((await ask('/nowhere', { headers: { accept: program } })).headers.get('content-type')).toBe(
        'application/problem+json',
      );
  });
});

describe('stopping a service', () => {
  it('stops consumers, then HTTP, then producers, and is not ready from the start', async () => {
    const service = await start();
    steps.length = 0;
    const slow = fetch(`${service.url}/things/slow`).then((response) => response.json());
    await eventually(() => steps.length === 1);
    const stopped = service.stop();
    expect((await service.readiness.report()).status).toBe('stopping');
    await eventually(() => steps.includes('consumers stop'));
    letGo();
    expect(await slow).toEqual({ done: true });
    await stopped;
    await service.stop();
    expect(steps).toEqual(['request began', 'consumers stop', 'request done', 'producers close']);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  });

  it('cuts off a request that never ends', async () => {
    const service = await start();
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n[',
      );
    });
    const cutOff = new Promise<void>((resolve) => {
      socket.on('close', () => {
        resolve();
      });
    });
    socket.on('error', () => undefined);
    socket.resume();
    await eventually(() => socket.bytesWritten > 0);
    await service.stop();
    await cutOff;
  });
});
