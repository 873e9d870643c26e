import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { renewed } from './renew.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const DIGEST = (digit) => `sha256:${digit.repeat(64)}`;
const HELD = { 'library/postgres/18': DIGEST('a'), 'apache/kafka/4.4.0': DIGEST('b') };

let server;
let registry;
/** Paths that were asked with a token. */
let asked;

/** A registry that gives a token for one repository, and wants it. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, registry);
    if (pathname === '/token') {
      const [, repository] = /^repository:(.+):pull$/.exec(searchParams.get('scope'));
      response.end(JSON.stringify({ token: `for ${repository}, ${searchParams.get('service')}` }));
      return;
    }
    const [, repository, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(pathname) ?? [];
    if (request.headers.authorization !== `Bearer for ${repository}, fake`) {
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${registry}/token",service="fake"` })
        .end();
      return;
    }
    asked.push(`${request.method} ${repository}:${tag}`);
    const digest = HELD[`${repository}/${tag}`];
    if (digest === undefined) response.writeHead(404).end();
    else if (!request.headers.accept.includes('image.index')) response.writeHead(406).end();
    else response.writeHead(200, { 'docker-content-digest': digest }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  registry = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
});

it('writes the digest of each image, in place of one before, and leaves the rest of the file', async () => {
  const text = `# why\nPOSTGRES_IMAGE=postgres:18@${DIGEST('0')}\nKAFKA_IMAGE=apache/kafka:4.4.0\n`;
  const once = await renewed(text, registry);
  expect(once).toBe(
    `# why\nPOSTGRES_IMAGE=postgres:18@${DIGEST('a')}\nKAFKA_IMAGE=apache/kafka:4.4.0@${DIGEST('b')}\n`,
  );
  expect(await renewed(once, registry)).toBe(once);
  expect(asked.slice(0, 2)).toEqual(['HEAD library/postgres:18', 'HEAD apache/kafka:4.4.0']);
});

it.each([
  ['POSTGRES_IMAGE=postgres:17\n', /answers 404 for postgres:17/],
  ['POSTGRES_IMAGE=postgres\n', /postgres is no name with a tag/],
  ['# nothing\n', /names no image/],
])('%j is refused, with what is wrong', async (text, fault) => {
  await expect(renewed(text, registry)).rejects.toThrow(fault);
});

it('the lock has each image that compose files and Dockerfile rest on, by the same tag', () => {
  const lock = new Map(
    [...read('ops/images.env').matchAll(/^(\w+_IMAGE)=([^@\s]+)/gm)].map(([, name, image]) => [name, image]),
  );
  const files = ['docker-compose.yml', 'docker-compose.secure.yml', 'Dockerfile'].map(read).join('\n');
  const images = [
    ...[...files.matchAll(/image: (.+)/g)].map(([, image]) => image).filter((image) => image !== 'silkgauge'),
    ...[...files.matchAll(/^ARG (\w+_IMAGE)=(.+)$/gm)].map(([, name, image]) => `\${${name}:-${image}}`),
  ];
  expect(new Set(images)).toEqual(new Set([...lock].map(([name, image]) => `\${${name}:-${image}}`)));
  expect([...files.matchAll(/^FROM (\S+)/gm)].map(([, from]) => from)).not.toContainEqual(
    expect.stringContaining(':'),
  );
});
