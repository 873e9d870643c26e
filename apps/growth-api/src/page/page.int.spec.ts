import { symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { VIEWS } from '@silkgauge/codelists';
import { testDatabase } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';
import { writePage } from './page.fixture.ts';

const INDEX = '<!doctype html><title>Silkgauge</title><div id="root"></div>';
const SCRIPT = 'console.log("a page");\n'.repeat(50);

const page = writePage({
  'index.html': INDEX,
  'index.html.br': brotliCompressSync(INDEX),
  'index.html.gz': gzipSync(INDEX),
  'favicon.svg': '<svg/>',
  'assets/index-a1B2.js': SCRIPT,
  'assets/index-a1B2.js.br': brotliCompressSync(SCRIPT),
  'assets/index-a1B2.js.gz': gzipSync(SCRIPT),
  'assets/index-a1B2.css': 'body{}',
  'assets/inter-a1B2.woff2': Buffer.from([0, 1, 2]),
  'assets/more/mark-a1B2.png': Buffer.from([3]),
  'assets/index-a1B2.js.map': '{}',
  'assets/notes.txt': 'not of a page',
  'notes.json': '{}',
});
symlinkSync('/etc/hostname', join(page.folder, 'assets/hostname.json'));

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase(), { pageFolder: page.folder });
});
afterAll(async () => {
  await api.end();
  page.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** A request whose path is sent unchanged and whose answer stays encoded. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('the page', () => {
  it.each([
    '/',
    '/?reporter=GACC&publishedBy=2022-01-01',
    '/?nonsense=%00',
    ...VIEWS.codes.map((v) => `/${v}?x=1`),
  ])('is served at %s with any query', async (path) => {
    const { status, headers, body } = await raw(path);
    expect([status, body.toString()]).toEqual([200, INDEX]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
    });
  });

  it.each([
    ['/favicon.svg', 'image/svg+xml; charset=utf-8', 'no-cache'],
    ['/assets/index-a1B2.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/index-a1B2.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/inter-a1B2.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/assets/more/mark-a1B2.png', 'image/png', 'public, max-age=31536000, immutable'],
  ])('has %s as %s', async (path, type, cached) => {
    const { status, headers } = await raw(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cached]);
  });

  it.each(['/', '/assets/index-a1B2.js', '/favicon.svg'])('limits %s by security headers', async (path) => {
    const { headers } = await raw(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['permissions-policy']).toMatch(/^[a-z-]+=\(\)(, [a-z-]+=\(\))*$/);
  });

  it.each([
    ['br', 'br', brotliCompressSync(SCRIPT)],
    ['gzip', 'gzip', gzipSync(SCRIPT)],
    ['deflate', undefined, Buffer.from(SCRIPT)],
  ])('is sent as compressed by the build to clients that accept %s', async (accepted, coding, bytes) => {
    const { headers, body } = await raw('/assets/index-a1B2.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers.vary).toBe('accept-encoding');
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(body).toEqual(bytes);
  });

  it('sends an address with an alias of an area to that of the code that is kept', async () => {
    const response = await fetch(`${api.url}/compare?area=CN-46&lang=zh`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/compare?area=CN-HI&lang=zh']);
  });

  it('has an entity tag for each coding', async () => {
    const tags = new Set<unknown>();
    for (const accepted of ['br', 'gzip', 'identity']) {
      const { headers } = await raw('/', { 'accept-encoding': accepted });
      const tag = String(headers.etag);
      tags.add(tag);
      const again = await raw('/', { 'accept-encoding': accepted, 'if-none-match': `"x", W/${tag}` });
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tag]);
      expect(again.headers).toMatchObject({ vary: 'accept-encoding', 'cache-control': 'no-cache' });
      expect(again.headers).not.toHaveProperty('content-encoding');
      expect((await raw('/', { 'accept-encoding': accepted, 'if-none-match': '"x"' })).status).toBe(200);
    }
    expect(tags.size).toBe(3);
  });

  it('is 304 for the date of its build, and 406 where no coding is accepted', async () => {
    const { headers } = await raw('/');
    const since = String(headers['last-modified']);
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.now());
    expect((await raw('/', { 'if-modified-since': since })).status).toBe(304);
    expect((await raw('/', { 'if-modified-since': new Date(0).toUTCString() })).status).toBe(200);
    const refused = await raw('/favicon.svg', { 'accept-encoding': 'gzip, identity;q=0' });
    expect([refused.status, refused.headers['content-type']]).toEqual([406, 'application/problem+json']);
    expect((await raw('/', { 'accept-encoding': 'gzip, identity;q=0' })).headers['content-encoding']).toBe(
      'gzip',
    );
  });

  it('is named by a 404 in HTML to a browser', async () => {
    const { status, headers, body } = await raw('/foo', { accept: 'text/html,*/*;q=0.8' });
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(body.toString()).toContain('href="/"');
  });

  it.each(['/bulletins', '/bulletins/any', '/alerts', '/releases'])(
    '%s tells a browser of a wrong parameter in HTML, and a program as problem details',
    async (path) => {
      const answers = await Promise.all(
        ['text/html,*/*;q=0.8', '*/*'].map((accept) => raw(`${path}?lang=%3Cb%3E`, { accept })),
      );
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
      const [page, details] = answers;
      expect([page?.headers['content-type'], details?.headers['content-type']]).toEqual([
        'text/html; charset=utf-8',
        'application/problem+json',
      ]);
      expect(page?.headers['vary']).toContain('accept');
      const text = String(page?.body);
      expect(text).toContain('<h1>Invalid query parameter</h1>');
      expect(text).toContain('href="/"');
      expect(text).not.toContain('<b>');
    },
  );

  it('answers HEAD like GET without the body', async () => {
    for (const path of ['/', '/compare', '/assets/index-a1B2.js']) {
      const get = await raw(path, { 'accept-encoding': 'br' });
      const head = await raw(path, { 'accept-encoding': 'br' }, 'HEAD');
      expect(head.body).toHaveLength(0);
      expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    }
  });

  it.each([
    ...[
      '/assets/../index.html',
      '/assets/%2e%2e/index.html',
      '/assets/..%2findex.html',
      '/assets/..%2f..%2fetc%2fpasswd',
    ],
    ...[
      '/assets//etc/passwd',
      '/assets/%2Fetc%2Fpasswd',
      '/assets/..%5c..%5cwindows',
      '/assets/index-a1B2.js%00',
    ],
    ...[
      '/assets/',
      '/assets',
      '/assets/more',
      '/assets/none.js',
      '/assets/index-a1B2.js.br',
      '/assets/index-a1B2.js.map',
    ],
    ...['/assets/notes.txt', '/assets/hostname.json', '/notes.json', '/index.html', '/nothing', '/__proto__'],
    ...['/assets/__proto__', '/assets/constructor'],
  ])('has nothing at %s', async (path) => {
    const { status, headers } = await raw(path);
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers).not.toHaveProperty('cache-control');
  });

  it.each([
    ['/compare.csv?reporter=GACC,ZAEZ&by=area&lang=zh', '/v1/growth.csv?reporter=GACC%2CZAEZ&lang=zh'],
    ['/over-time.csv?period=2020-01-01/P5M&why=A/2020', '/v1/growth.csv?period=2020-01-01%2FP5M'],
    [
      '/index.metadata.json?publishedBy=2022-03-31&base=2020',
      '/v1/growth.metadata.json?publishedBy=2022-03-31',
    ],
    ['/small-multiples.csv', '/v1/growth.csv'],
  ])('has the figures of %s at %s', async (address, figures) => {
    const { status, headers } = await raw(address);
    expect([status, headers['location']]).toEqual([302, figures]);
    expect((await raw(figures)).status).toBe(200);
  });

  it('is not served at a malformed URL', async () => {
    expect((await raw('/assets/%zz')).status).toBe(400);
  });

  it('takes GET and HEAD alone', async () => {
    for (const path of ['/', '/compare', '/assets/index-a1B2.js']) {
      const { status, headers } = await raw(path, {}, 'POST');
      expect([path, status, headers.allow]).toEqual([path, 405, 'GET, HEAD']);
    }
  });
});

describe('a page that was not built', () => {
  it.each(['with no folder', 'with an empty folder'])(
    '%s is a problem that names the command, and all other paths are served',
    async (kind) => {
      const empty = writePage({});
      const folder = kind.endsWith('empty') ? empty.folder : join(empty.folder, 'none');
      const other = await startApi(await testDatabase(), { pageFolder: folder });
      for (const path of ['/', '/over-time', '/favicon.svg', '/assets/index.js']) {
        const response = await other.get(path);
        expect([response.status, response.headers.get('content-type')]).toEqual([
          503,
          'application/problem+json',
        ]);
        expect(((await response.json()) as { detail: string }).detail).toContain('npm run build');
      }
      expect((await other.get('/v1/growth')).status).toBe(200);
      expect((await other.get('/readyz')).status).toBe(200);
      await other.end();
      empty.remove();
    },
  );
});
