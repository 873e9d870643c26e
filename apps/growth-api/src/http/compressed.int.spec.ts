import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  const years = Array.from({ length: 20 }, (_, i) => String(2000 + i));
  await commit(api.pool, ...years.map((period) => ({ key: seriesOf({}), period, value: period })));
});
afterAll(() => api.end());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Bytes and headers of an answer on the wire. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(api.url + path, { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('compressed answers', () => {
  it('have the content of plain ones in a fraction of the bytes, and a Vary header', async () => {
    const plain = await raw('/v1/growth');
    const small = await raw('/v1/growth', { 'accept-encoding': 'gzip, br' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept, accept-encoding' });
    expect(plain.headers['vary']).toBe('accept, accept-encoding');
    expect(gunzipSync(small.body).equals(plain.body)).toBe(true);
    expect(small.body.length * 5).toBeLessThan(plain.body.length);
    expect(small.headers['content-length']).toBe(String(small.body.length));
  });

  it('have an entity tag of their own', async () => {
    const plain = await raw('/v1/growth');
    const small = await raw('/v1/growth', { 'accept-encoding': 'gzip' });
    const tag = String(small.headers['etag']);
    expect(tag).not.toBe(plain.headers['etag']);
    const again = await raw('/v1/growth', { 'accept-encoding': 'gzip', 'if-none-match': tag });
    expect([again.status, again.headers['etag'], again.body.length]).toEqual([304, tag, 0]);
    expect(again.headers).not.toHaveProperty('content-encoding');
    expect((await raw('/v1/growth', { 'if-none-match': tag })).status).toBe(200);
  });

  it('have the same headers on HEAD', async () => {
    const { status, headers, body } = await raw('/v1/growth', { 'accept-encoding': 'gzip' }, 'HEAD');
    expect([status, headers['content-encoding'], body.length]).toEqual([200, 'gzip', 0]);
  });

  it('are documents and tables too, and 406 where no coding is accepted', async () => {
    for (const path of [
      '/openapi.json',
      '/asyncapi.json',
      '/v1/growth.csv',
      '/v1/growth.ndjson',
      '/v1/growth.parquet',
      '/v1',
    ]) {
      const plain = await raw(path);
      const small = await raw(path, { 'accept-encoding': 'gzip' });
      expect([path, small.headers['content-encoding']]).toEqual([path, 'gzip']);
      expect(gunzipSync(small.body).equals(plain.body)).toBe(true);
      expect(small.headers['etag']).not.toBe(plain.headers['etag']);
      const refused = await raw(path, { 'accept-encoding': 'br, identity;q=0' });
      expect([path, refused.status, refused.headers['content-type']]).toEqual([
        path,
        406,
        'application/problem+json',
      ]);
      expect(refused.headers).not.toHaveProperty('content-encoding');
    }
  });

  it('are plain if they are small or a problem', async () => {
    for (const path of ['/v1/growth?period=2000', '/v1/growth?reporte=GACC']) {
      const { headers } = await raw(path, { 'accept-encoding': 'gzip' });
      expect(headers).not.toHaveProperty('content-encoding');
    }
  });
});
