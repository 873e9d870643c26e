import { connect } from 'node:net';
import type { RunningService } from '@silkgauge/service';
import { testBrokers, topicPrefix } from '@silkgauge/testing';
import {
  attributesOf,
  BATCH,
  BINARY,
  push,
  sale,
  startFeed,
  STRUCTURED,
  type Answer,
} from './feed.fixture.ts';

let feed: RunningService;
beforeAll(async () => {
  feed = await startFeed(testBrokers(), topicPrefix());
});
afterAll(() => feed.stop());

/** Sends raw bytes; returns the status line and the body. */
const sent = async (text: string): Promise<{ line: string; body: Answer['body'] }> => {
  const { port } = new URL(feed.url);
  const answer = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('close', () => {
      resolve(received);
    });
    socket.on('error', reject);
  });
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { line: head.split('\r\n', 1)[0] ?? '', body: JSON.parse(body) as Answer['body'] };
};

describe('an event in binary mode without a content type', () => {
  it('is accepted with the bytes of the Python SDK (cloudevents 2.2.0 with requests)', async () => {
    const data =
      '{"platform": "ALIEXPRESS", "sellerCountry": "CN", "buyerCountry": "ES", "category": "TOYS", "flow": "export", "currency": "EUR", "amount": "24.90", "quantity": "2", "orderedAt": "2020-03-01T09:30:00+08:00"}';
    const { line, body } = await sent(
      [
        'POST /v1/events HTTP/1.1',
        'Host: 127.0.0.1:4102',
        'User-Agent: python-requests/2.34.2',
        'Accept-Encoding: gzip, deflate',
        'Accept: */*',
        'Connection: close',
        'ce-type: silkgauge.sale.recorded.v1',
        'ce-source: https://example.com/event-producer',
        'ce-specversion: 1.0',
        'ce-id: 641900b0-f075-4425-a9f7-8aede592786d',
        'ce-time: 2026-11-27T13:18:59.445927Z',
        `Content-Length: ${String(data.length)}`,
        '',
        data,
      ].join('\r\n'),
    );
    expect(line).toBe('HTTP/1.1 202 Accepted');
    expect(body.receipts).toEqual([
      expect.objectContaining({ source: 'https://example.com/event-producer', status: 'accepted' }),
    ]);
  });

  it('is checked as any other, and is 415 without ce- headers', async () => {
    const event = sale();
    const wrong = await push(feed.url, undefined, { ...event.data, amount: 'x' }, attributesOf(event));
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([422, '/data/amount']);
    const broken = await push(feed.url, undefined, Buffer.from('{'), attributesOf(event));
    expect(broken.status).toBe(400);
    const nothing = await push(feed.url, undefined, event);
    expect([nothing.status, nothing.body.detail]).toEqual([
      415,
      expect.stringContaining('neither a Content-Type nor ce- headers'),
    ]);
  });
});

describe('a structured event sent as application/json', () => {
  it.each([
    ['an event', sale(), STRUCTURED],
    ['a batch', [sale(), sale()], BATCH],
  ])('%s is 400 with the right content type as its only fault', async (_name, body, type) => {
    const answer = await push(feed.url, BINARY, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      {
        index: 0,
        pointer: '',
        rule: 'content-mode',
        message: expect.stringContaining('structured mode'),
        fix: `Send it with Content-Type: ${type}.`,
      },
    ]);
    expect((await push(feed.url, type, body)).status).toBe(202);
  });
});

describe('a query', () => {
  it.each(['dryRun=true', 'dryrun=1&foo=bar', '__proto__=x', '='])(
    '?%s is 400, and no event is accepted',
    async (query) => {
      const event = sale();
      const response = await fetch(`${feed.url}/v1/events?${query}`, {
        method: 'POST',
        headers: { 'content-type': STRUCTURED },
        body: JSON.stringify(event),
      });
      const body = (await response.json()) as Answer['body'];
      expect([response.status, body.type]).toEqual([400, 'urn:silkgauge:problem:unknown-parameter']);
      expect(body.detail).toContain('Nothing was taken');
      expect(body.errors?.length).toBe(query.split('&').length);
      if (query === 'dryRun=true') expect(body.detail).toContain('GROWTH_API_URL');
      // The refused push left the identity unused.
      expect((await push(feed.url, STRUCTURED, event)).status).toBe(202);
    },
  );
});

describe('the handshake of CloudEvents webhooks', () => {
  const options = (headers: Record<string, string>) =>
    fetch(`${feed.url}/v1/events`, { method: 'OPTIONS', headers });

  it('allows a sender at any rate', async () => {
    const asked = { 'WebHook-Request-Origin': 'eventemitter.example.com', 'WebHook-Request-Rate': '120' };
    const { status, headers } = await options(asked);
    expect([status, headers.get('webhook-allowed-origin'), headers.get('webhook-allowed-rate')]).toEqual([
      200,
      'eventemitter.example.com',
      '*',
    ]);
    expect(headers.get('allow')).toBe('OPTIONS, POST');
  });

  it('returns the methods for a request without an origin', async () => {
    const { status, headers } = await options({});
    expect([status, headers.get('allow'), headers.get('webhook-allowed-origin')]).toEqual([
      200,
      'OPTIONS, POST',
      null,
    ]);
  });

  it.each([
    { 'WebHook-Request-Origin': 'no name' },
    { 'WebHook-Request-Origin': 'a'.repeat(10_000) },
    { 'WebHook-Request-Origin': 'a.example', 'WebHook-Request-Rate': '0' },
    { 'WebHook-Request-Origin': 'a.example', 'WebHook-Request-Rate': 'fast' },
  ])('refuses an invalid origin or rate: %j', async (headers) => {
    const response = await options(headers);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Answer['body']).detail).toContain(Object.keys(headers).at(-1));
  });
});
