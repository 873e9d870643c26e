import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotPassedOn, passOn, type ToPassOn } from './pass-on.ts';

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const asked = { note: request.headers['x-note'], type: request.method };
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      response.setHeader('x-asked', JSON.stringify({ ...asked, body }));
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const pass = (members: Partial<ToPassOn> = {}, to = url) =>
  passOn(to, {
    ...{ headers: [['x-note', 'kept']], body: Buffer.from('ab'), answered: ['x-asked', 'etag'] },
    ...{ patience: 10_000, mostBytes: 4, ...members },
  });
const failure = (passing: Promise<unknown>) =>
  passing.then(
    () => undefined,
    (error: unknown) => (error instanceof NotPassedOn ? error.why : error),
  );

describe('passOn', () => {
  it('posts the request as it is, and returns the answer with the headers that are asked for', async () => {
    answer = (response) => response.writeHead(429, { 'x-other': 'left' }).end('cd');
    const { status, headers, body } = await pass();
    expect([status, Object.keys(headers), String(body)]).toEqual([429, ['x-asked'], 'cd']);
    expect(JSON.parse(headers['x-asked'] ?? '')).toEqual({ note: 'kept', type: 'POST', body: 'ab' });
  });

  it('says why there is no answer: no service, a late one, a redirect, or too long a body', async () => {
    answer = (response) => response.end('abcde');
    expect(await failure(pass())).toBe('the answer has more than 4 bytes');
    answer = (response) => response.writeHead(302, { location: '/else' }).end();
    expect(await failure(pass())).toBe('the connection failed');
    answer = () => undefined;
    expect(await failure(pass({ patience: 100 }))).toBe('no answer within 0.1 s');
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await failure(pass({}, `http://127.0.0.1:${String(port)}/`))).toBe('ECONNREFUSED');
  });
});
