import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { latestOffsets } from '@silkgauge/kafka';
import { madeKey, testBrokers, topicPrefix, WrittenTable } from '@silkgauge/testing';
import type { RunningService } from '@silkgauge/service';
import { BATCH, sale, startFeed, STRUCTURED } from './feed.fixture.ts';

interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const seller = madeKey({
  scopes: ['push'],
  write: {
    ...{ types: ['silkgauge.sale.*'], sources: ['/aliexpress/'], names: [] },
    series: [{ reporter: ['ALIEXPRESS'] }],
  },
});
const prefix = topicPrefix();
const kafka = { brokers: [testBrokers()] };

let growthApi: Server;
let address: string;
let feed: RunningService;
let asked: Asked[];

beforeAll(async () => {
  growthApi = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked.push({ path: request.url, headers: request.headers, body });
      response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '1', etag: 'x' });
      response.end('{"status":429}');
    });
  });
  await new Promise<void>((resolve) => growthApi.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((growthApi.address() as AddressInfo).port)}`;
  feed = await startFeed(
    testBrokers(),
    prefix,
    { growthApiUrl: address },
    { topics: true, table: new WrittenTable(seller.record) },
  );
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await feed.stop();
  growthApi.close();
});

const post = (
  query: string,
  body: string,
  headers: Record<string, string> = { 'content-type': STRUCTURED },
) => fetch(`${feed.url}/v1/events${query}`, { method: 'POST', headers, body });
const written = async () =>
  [...(await latestOffsets(kafka, `${prefix}platform.sales`)).values()].reduce((sum, one) => sum + one, 0n);

describe('a push with dryRun=true', () => {
  it('is passed on as it came, with the credential of its sender, and the answer back; nothing is taken', async () => {
    const before = await written();
    const body = JSON.stringify(sale());
    const answer = await post('?dryRun=true', body, {
      ...{ 'content-type': STRUCTURED, authorization: `Bearer ${seller.token}` },
      ...{ 'ce-note': 'kept', 'x-other': 'left' },
    });
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      ...[429, '1'],
      { status: 429 },
    ]);
    expect(asked).toMatchObject([
      {
        ...{ path: '/v1/rehearsals?feed=platform-sales', body },
        headers: { 'content-type': STRUCTURED, authorization: `Bearer ${seller.token}`, 'ce-note': 'kept' },
      },
    ]);
    expect(asked[0]?.headers).not.toHaveProperty('x-other');
    expect(await written()).toBe(before);
  });

  it('meets the checks of the door first', async () => {
    const bad = JSON.stringify([sale(), sale({ source: '' })]);
    expect((await post('?dryRun=true', bad, { 'content-type': BATCH })).status).toBe(400);
    expect((await post('?dryRun=true', '{}\n', { 'content-type': 'application/x-ndjson' })).status).toBe(415);
    expect(asked).toEqual([]);
  });

  it('is 503 where growth-api does not answer', async () => {
    const lost = await startFeed(
      testBrokers(),
      prefix,
      { growthApiUrl: 'http://127.0.0.1:9' },
      { topics: false },
    );
    try {
      const answer = await fetch(`${lost.url}/v1/events?dryRun=true`, {
        method: 'POST',
        headers: { 'content-type': STRUCTURED },
        body: JSON.stringify(sale()),
      });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    } finally {
      await lost.stop();
    }
  });
});

it('dryRun=false is a push, and another value is 400', async () => {
  expect((await post('?dryRun=false', JSON.stringify(sale()))).status).toBe(202);
  const refused = await post('?dryRun=1', JSON.stringify(sale()));
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { errors: [{ parameter: 'dryRun', rule: 'one-of' }] },
  ]);
  expect((await post('?dryrun=true', JSON.stringify(sale()))).status).toBe(400);
  expect(asked).toEqual([]);
});
