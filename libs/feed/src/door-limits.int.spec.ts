import { request } from 'node:http';
import type { RunningService } from '@silkgauge/service';
import { eventually, freePort, testBrokers, topicPrefix } from '@silkgauge/testing';
import { BATCH, BINARY, push, sale, startFeed, STRUCTURED, attributesOf } from './feed.fixture.ts';

const prefix = topicPrefix();
const running: RunningService[] = [];
const start = async (...args: Parameters<typeof startFeed>) => {
  const feed = await startFeed(...args);
  running.push(feed);
  return feed;
};
afterAll(() => Promise.all(running.map((feed) => feed.stop())));

describe('limits', () => {
  let feed: RunningService;
  beforeAll(async () => {
    feed = await start(testBrokers(), prefix, {
      maxEventBytes: 2_000,
      maxBatchEvents: 10,
      maxBatchBytes: 12_000,
    });
  });
  const padded = (bytes: number) => sale({}, { note: 'x'.repeat(bytes) });

  it.each([
    ['an event within its limit', STRUCTURED, padded(1_000), 202],
    ['an event beyond it', STRUCTURED, padded(2_000), 413],
    ['ten events', BATCH, Array.from({ length: 10 }, () => sale()), 202],
    ['eleven', BATCH, Array.from({ length: 11 }, () => sale()), 413],
    ['one too large in a batch that is not', BATCH, [sale(), padded(2_000)], 413],
    ['a batch too large of events that are not', BATCH, Array.from({ length: 9 }, () => padded(1_200)), 413],
    ['far too large', BATCH, 'x'.repeat(2_000_000), 413],
    ['nesting that cannot be measured', BATCH, `[{}, ${'['.repeat(5_500)}${']'.repeat(5_500)}]`, 413],
    ['none', BATCH, [], 400],
  ])('%s', async (_name, contentType, body, status) => {
    const answer = await push(feed.url, contentType, body);
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.body.type).toBe('urn:silkgauge:problem:too-large');
  });

  it('count in binary mode too', async () => {
    const event = padded(2_000);
    expect((await push(feed.url, BINARY, event.data, attributesOf(event))).status).toBe(413);
  });

  it('the topics take whatever the door takes, also what grows when written again', async () => {
    const wide = await start(testBrokers(), prefix);
    // 1e20 is four bytes here and twenty-one when JSON.stringify writes it.
    const numbers = `[${'1e20,'.repeat(200_000)}1]`;
    const event = JSON.stringify(sale({}, { note: 'NOTE' })).replace('"NOTE"', numbers);
    expect(event.length).toBeGreaterThan(1_000_000);
    expect((await push(wide.url, STRUCTURED, event)).status).toBe(202);
    const large = Array.from({ length: 5 }, () => sale({}, { note: 'x'.repeat(1_000_000) }));
    expect((await push(wide.url, BATCH, large)).status).toBe(202);
  });
});

describe('who may push', () => {
  it('is told by bearer tokens where there are any', async () => {
    const feed = await start(testBrokers(), prefix, { tokens: ['secret'] });
    const statuses = [];
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Bearer secret' }]) {
      const answer = await push(feed.url, STRUCTURED, sale(), headers as Record<string, string>);
      statuses.push([answer.status, answer.headers.get('www-authenticate')]);
    }
    expect(statuses).toEqual([
      [401, 'Bearer'],
      [403, null],
      [202, null],
    ]);
    // Before anything else is looked at.
    expect((await push(feed.url, 'text/plain', 'x')).status).toBe(401);
    expect((await fetch(`${feed.url}/readyz`)).status).toBe(200);
  });
});

describe('too many at once', () => {
  it('are told to come back, and are taken when there is room again', async () => {
    const feed = await start(testBrokers(), prefix, { maxRequests: 2 });
    const { port } = new URL(feed.url);
    // Two that have begun and do not end.
    const open = [1, 2].map(() => {
      const slow = request({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': BATCH },
      });
      slow.on('error', () => undefined);
      slow.write('[');
      return slow;
    });
    const answer = await eventually(async () => {
      const tried = await push(feed.url, STRUCTURED, sale());
      return tried.status === 429 && tried;
    });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.body.type).toBe('urn:silkgauge:problem:too-many-requests');
    expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
    for (const slow of open) slow.destroy();
    await eventually(async () => (await push(feed.url, STRUCTURED, sale())).status === 202);
  });

  it('memory is bounded by bytes as well, announced or not', async () => {
    const feed = await start(testBrokers(), prefix, { maxBytesInFlight: 10_000, maxBatchBytes: 9_000 });
    const { port } = new URL(feed.url);
    const slow = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/events',
      headers: { 'content-type': BATCH },
    });
    slow.on('error', () => undefined);
    slow.write('[');
    await eventually(async () => {
      const large = await push(feed.url, STRUCTURED, sale({}, { note: 'x'.repeat(2_000) }));
      return large.status === 429;
    });
    expect((await push(feed.url, STRUCTURED, sale())).status).toBe(202);
    slow.destroy();
  });
});

describe('a broker that is not there', () => {
  it('is 503 within seconds, and not ready, but alive', async () => {
    const nobody = `127.0.0.1:${String(await freePort())}`;
    const feed = await start(nobody, '', {}, { topics: false });
    const began = performance.now();
    const answers = await Promise.all([1, 2, 3].map(() => push(feed.url, STRUCTURED, sale())));
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(answer.body.type).toBe('urn:silkgauge:problem:unavailable');
    }
    expect((await fetch(`${feed.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
    // What is wrong with an event is told all the same.
    expect((await push(feed.url, STRUCTURED, {})).status).toBe(400);
  });
});
