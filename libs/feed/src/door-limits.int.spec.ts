import { request, type IncomingMessage } from 'node:http';
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
      eventBytes: 2_000,
      batchEvents: 10,
      batchBytes: 12_000,
    });
  });
  const padded = (bytes: number) => sale({}, { note: 'x'.repeat(bytes) });

  it.each([
    ['an event within its limit', STRUCTURED, padded(1_000), 202],
    ['an event beyond its limit', STRUCTURED, padded(2_000), 413],
    ['ten events', BATCH, Array.from({ length: 10 }, () => sale()), 202],
    ['eleven events', BATCH, Array.from({ length: 11 }, () => sale()), 413],
    ['an event beyond its limit in a batch within its limit', BATCH, [sale(), padded(2_000)], 413],
    [
      'a batch beyond its limit of events within theirs',
      BATCH,
      Array.from({ length: 9 }, () => padded(1_200)),
      413,
    ],
    ['a batch of two megabytes', BATCH, 'x'.repeat(2_000_000), 413],
    ['nesting too deep for JSON.stringify', BATCH, `[{}, ${'['.repeat(5_500)}${']'.repeat(5_500)}]`, 413],
    ['no event', BATCH, [], 400],
  ])('%s', async (_name, contentType, body, status) => {
    const answer = await push(feed.url, contentType, body);
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.body.type).toBe('urn:silkgauge:problem:too-large');
  });

  it('hold in binary mode too', async () => {
    const event = padded(2_000);
    expect((await push(feed.url, BINARY, event.data, attributesOf(event))).status).toBe(413);
  });

  it('fit the topics, also for events that grow when they are serialised again', async () => {
    const wide = await start(testBrokers(), prefix);
    // `1e20` has four bytes; JSON.stringify writes 21.
    const numbers = `[${'1e20,'.repeat(200_000)}1]`;
    const event = JSON.stringify(sale({}, { note: 'NOTE' })).replace('"NOTE"', numbers);
    expect(event.length).toBeGreaterThan(1_000_000);
    expect((await push(wide.url, STRUCTURED, event)).status).toBe(202);
    const large = Array.from({ length: 5 }, () => sale({}, { note: 'x'.repeat(1_000_000) }));
    expect((await push(wide.url, BATCH, large)).status).toBe(202);
  });
});

describe('pushes beyond the limits', () => {
  it('get 429, and are accepted after others have ended', async () => {
    const feed = await start(testBrokers(), prefix, { maxRequests: 2 });
    const { port } = new URL(feed.url);
    // Two pushes that never end.
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

  it('are not those of slow uploads of lines, which have room of their own', async () => {
    const MOST = 14;
    const feed = await start(testBrokers(), prefix, { maxUploads: MOST, maxRequests: 2 });
    const open = (contentType: string) => {
      const sent = request(`${feed.url}/v1/events`, {
        ...{ method: 'POST', agent: false, headers: { 'content-type': contentType } },
      });
      sent.on('error', () => undefined);
      return { sent, answer: new Promise<IncomingMessage>((resolve) => sent.on('response', resolve)) };
    };
    const uploads = await Promise.all(
      Array.from({ length: MOST }, async () => {
        const { sent, answer } = open('application/x-ndjson');
        sent.write(`${JSON.stringify(sale())}\n`);
        expect((await answer).statusCode).toBe(200);
        return sent;
      }),
    );
    const refused = await push(feed.url, 'application/x-ndjson', '');
    expect(refused).toMatchObject({ status: 429, body: { type: 'urn:silkgauge:problem:too-many-requests' } });
    expect(refused.body.detail).toMatch(/^14 uploads of lines .* single events and batches, which have room/);
    expect(refused.headers.get('retry-after')).toBe('10');

    expect((await push(feed.url, STRUCTURED, sale())).status).toBe(202);
    // Without Content-Length, a batch counts with the maximum.
    const { sent, answer } = open(BATCH);
    sent.end(JSON.stringify([sale(), sale()]));
    expect((await answer).statusCode).toBe(202);

    for (const upload of uploads.slice(0, 1)) upload.destroy();
    await eventually(async () => {
      const { status } = await fetch(`${feed.url}/v1/events`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/x-ndjson' } },
        body: JSON.stringify(sale()),
      });
      return status === 200;
    });
    for (const upload of uploads) upload.destroy();
  });

  it('are counted in bytes too, with and without Content-Length', async () => {
    const feed = await start(testBrokers(), prefix, { maxBytesInFlight: 10_000, batchBytes: 9_000 });
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

describe('a missing broker', () => {
  it('makes pushes 503 within seconds, and the feed not ready but alive', async () => {
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
    // Invalid events get their faults without the broker.
    expect((await push(feed.url, STRUCTURED, {})).status).toBe(400);
  });
});
