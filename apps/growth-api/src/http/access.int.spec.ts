import { get } from 'node:http';
import { accessVariables } from '@silkgauge/access';
import { eventually, madeKey, testDatabase, WrittenTable } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';

const reader = madeKey({ scopes: ['read'], limits: { stream: { q: 1 } } });
const observer = madeKey({ scopes: ['observe'] });
const bearer = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` });

let api: TestApi;
beforeAll(async () => {
  api = await startApi(
    await testDatabase(),
    { access: accessVariables.read({ ACCESS: 'keys' }) },
    new WrittenTable(reader.record, observer.record),
  );
});
afterAll(() => api.end());

const statusOf = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await api.get(path, headers);
  await answer.body?.cancel();
  return answer.status;
};

describe('the API with keys', () => {
  it.each([
    '/v1/growth',
    '/v1/growth.csv',
    '/v1/growth.parquet',
    '/v1/revisions.atom',
    '/v1/codes',
    '/v1/stream',
    '/v1/changes',
    '/v1/changes?kinds=alert,bulletin,release',
    '/v1/alerts',
    '/v1/rules',
    '/v1/printed',
    '/alerts',
    '/v1/releases',
    '/v1/releases.ics',
    '/releases',
    '/v1/bulletins',
    '/v1/bulletins.atom',
    '/v1/alerts.atom',
    '/bulletins',
    '/v1',
    '/openapi.json',
  ])('serves %s to a key that may read, and to nobody without one', async (path) => {
    expect(await statusOf(path)).toBe(401);
    expect(await statusOf(path, bearer(madeKey()))).toBe(401);
    expect(await statusOf(path, bearer(reader))).toBe(200);
  });

  it('tells a browser that a key is needed as a page, which leads to the one that asks for it', async () => {
    const answer = await api.get('/bulletins', { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' });
    const { status, headers } = answer;
    expect([status, headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="silkgauge"');
    expect(await answer.text()).toContain('href="/"');
  });

  it('checks drafts for a key that may read, and for nobody without one', async () => {
    const check = async (headers: Record<string, string> = {}) => {
      const request = { method: 'POST', body: 'It rose 5 percent.' };
      const type = { 'content-type': 'text/plain' };
      const answer = await fetch(`${api.url}/v1/drafts/check`, {
        ...request,
        headers: { ...type, ...headers },
      });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await check()).toBe(401);
    expect(await check(bearer(observer))).toBe(403);
    expect(await check(bearer(reader))).toBe(200);
  });

  it('needs the scope of a call', async () => {
    for (const kinds of ['alert', 'bulletin', 'release']) {
      expect(await statusOf(`/v1/stream?kinds=${kinds}`)).toBe(401);
      expect(await statusOf(`/v1/stream?kinds=${kinds}`, bearer(observer))).toBe(403);
    }
    expect(await statusOf('/v1/growth', bearer(observer))).toBe(403);
    expect(await statusOf('/metrics', bearer(observer))).toBe(200);
    expect(await statusOf('/metrics', bearer(reader))).toBe(403);
    expect(await statusOf('/openapi.json', bearer(observer))).toBe(200);
  });

  it('serves its page, health and the bare readiness to everybody', async () => {
    expect(await statusOf('/')).toBe(200);
    for (const path of ['/bulletins/style.css', '/robots.txt', '/llms.txt', '/.well-known/api-catalog'])
      expect([path, await statusOf(path)]).toEqual([path, 200]);
    expect(await statusOf('/bulletins/any')).toBe(401);
    expect(await statusOf('/healthz')).toBe(200);
    expect(await (await api.get('/readyz')).json()).toEqual({ status: 'ready' });
    expect(await (await api.get('/readyz', bearer(observer))).json()).toHaveProperty('checks');
  });

  it('tells what is left of a limit, by what is counted', async () => {
    const policyOf = async (path: string) => {
      const answer = await api.get(path, bearer(reader));
      await answer.body?.cancel();
      return answer.headers.get('ratelimit-policy');
    };
    expect(await policyOf('/v1/growth')).toBe('"data";q=1200;w=60');
    expect(await policyOf('/v1/codes')).toBe('"structure";q=1200;w=60');
    expect(await policyOf('/')).toBe('"structure";q=1200;w=60');
    expect(await policyOf('/sdmx/2.1/%64ata/DF_GROWTH')).toBe(
      '"data";q=1200;w=60, "export";q=4;qu="concurrent-requests"',
    );
    expect(await policyOf('/sdmx/2.1/dataflow')).toBe('"structure";q=1200;w=60');
  });

  it('lets pages of other origins read refusals', async () => {
    const answer = await api.get('/v1/growth', { origin: 'https://page.example' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await fetch(`${api.url}/v1/growth`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://page.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('counts open streams, and gives the place of a closed one back', async () => {
    const first = await fetch(`${api.url}/v1/stream`, { headers: bearer(reader) });
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit')).toBe('"stream";r=0');
    const second = await api.get('/v1/stream', bearer(reader));
    expect(second.status).toBe(429);
    expect(await second.json()).toMatchObject({ 'violated-policies': ['stream'] });
    await first.body?.cancel();
    await eventually(async () => (await statusOf('/v1/stream', bearer(reader))) === 200);
  });
});

it('an open API answers under names of this machine alone', async () => {
  const open = await startApi(await testDatabase());
  try {
    const { port } = new URL(open.url);
    const asked = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: '/v1/codes', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
    expect(await asked(`localhost:${port}`)).toBe(200);
    expect(await asked('evil.example')).toBe(421);
  } finally {
    await open.end();
  }
});
