import { connect } from 'node:net';
import type { RunningService } from '@silkgauge/service';
import { testBrokers, topicPrefix } from '@silkgauge/testing';
import fc from 'fast-check';
import { attributesOf, BATCH, BINARY, push, sale, startFeed, STRUCTURED } from './feed.fixture.ts';

let feed: RunningService;
beforeAll(async () => {
  feed = await startFeed(testBrokers(), topicPrefix());
});
afterAll(() => feed.stop());

/** Puts raw JSON, which JSON.stringify would not write, into an event. */
const withRaw = (raw: string) => (wrap: object) => JSON.stringify(wrap).replace('"RAW"', raw);
const note = (raw: string) => ({ data: { note: 'RAW' }, raw });
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** Members added to the data of a valid sale. */
const inData: [string, { data: object; raw: string }, number][] = [
  ['a NUL character in an unknown member', note(String.raw`"a\u0000b"`), 422],
  ['a NUL character in a name', { data: { RAW: 1 }, raw: String.raw`"a\u0000b"` }, 422],
  ['half a surrogate pair', note(String.raw`"\ud800"`), 422],
  ['the other half', note(String.raw`"\udfff x"`), 422],
  ['half a pair in a name', { data: { RAW: 1 }, raw: String.raw`"\ud83d"` }, 422],
  ['1e400', note('1e400'), 422],
  ['-1e400 as the amount', { data: { amount: 'RAW' }, raw: '-1e400' }, 422],
  ['a number as the amount', { data: { amount: 'RAW' }, raw: '24.90' }, 422],
  ['NaN as text', { data: { amount: 'NaN' }, raw: '' }, 422],
  ['an exponent in a decimal', { data: { amount: '1e5' }, raw: '' }, 422],
  ['a decimal of 4,000 digits', { data: { amount: '9'.repeat(4_000) }, raw: '' }, 422],
  ['Arabic digits', { data: { amount: '١٢' }, raw: '' }, 422],
  ['a line end behind a decimal', { data: { amount: '12\n' }, raw: '' }, 422],
  ['deep nesting', note(deep(60)), 422],
  ['deeper nesting', note(deep(5_000)), 422],
  ['nesting to the limit of the size', note(deep(500_000)), 422],
  ['__proto__', { data: { RAW: { platform: 'X' } }, raw: '"__proto__"' }, 202],
  ['a list for a text', { data: { platform: ['ALIEXPRESS'] }, raw: '' }, 422],
  ['an object for a text', { data: { platform: { toString: 'x' } }, raw: '' }, 422],
  ['null for a text', { data: { platform: null }, raw: '' }, 422],
  ['an empty text', { data: { category: '' }, raw: '' }, 422],
  ['a dot in a code', { data: { category: 'A.B' }, raw: '' }, 422],
  ['a slash in a code', { data: { category: 'A/B' }, raw: '' }, 422],
  ['a code of a megabyte', { data: { category: 'A'.repeat(900_000) }, raw: '' }, 422],
  ['a day that is not', { data: { orderedAt: '2019-02-29T00:00:00Z' }, raw: '' }, 422],
  ['a year far away', { data: { orderedAt: '+275760-09-13T00:00:00Z' }, raw: '' }, 422],
  ['a time without offset', { data: { orderedAt: '2020-03-01T09:30:00' }, raw: '' }, 422],
  ['SQL', { data: { category: "'); drop table change; --" }, raw: '' }, 422],
];

describe('hostile data', () => {
  it.each(inData)('%s gets the same status in all three modes', async (_name, { data, raw }, status) => {
    const event = sale({}, data);
    const body = withRaw(raw);
    const answers = [
      await push(feed.url, STRUCTURED, body(event)),
      await push(feed.url, BATCH, body([event])),
      await push(feed.url, BINARY, body(event.data), attributesOf(event)),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
    for (const { body: problem } of answers) {
      if (status !== 202) expect(problem.errors?.length).toBeGreaterThan(0);
      expect(JSON.stringify(problem).length).toBeLessThan(20_000);
    }
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['half a document', Buffer.from('{"specversion":')],
    ['two documents', Buffer.from('{}{}')],
    ['text', Buffer.from('hello')],
    ['NUL bytes', Buffer.alloc(100)],
    ['gzip', Buffer.from('1f8b0800000000000003ab56ca4b2dd751284acd490c50b252a8050069fd55c110000000', 'hex')],
    ['a million brackets', Buffer.from('['.repeat(1_000_000))],
  ])('%s is 400 in all three modes', async (_name, body) => {
    const statuses = [];
    for (const contentType of [STRUCTURED, BATCH, BINARY]) {
      statuses.push((await push(feed.url, contentType, body, attributesOf(sale()))).status);
    }
    expect(statuses).toEqual([400, 400, 400]);
  });

  it.each(['null', '1', '"x"', 'true', '[]', '[[]]', '{}', '[null]', '[1,"x"]', '[[],{}]'])(
    'the JSON value %s is 4xx in all three modes',
    async (body) => {
      for (const contentType of [STRUCTURED, BATCH, BINARY]) {
        const { status } = await push(feed.url, contentType, body);
        expect([400, 422]).toContain(status);
      }
    },
  );

  it('nesting to the limit of a batch is 400', async () => {
    expect((await push(feed.url, BATCH, deep(2_500_000))).status).toBe(400);
  });

  it('an empty body is 400, but in binary mode an event without data', async () => {
    expect((await push(feed.url, STRUCTURED, Buffer.alloc(0))).status).toBe(400);
    expect((await push(feed.url, BATCH, Buffer.alloc(0))).status).toBe(400);
    const without = await push(feed.url, BINARY, Buffer.alloc(0), attributesOf(sale()));
    expect(without.status).toBe(422);
    expect(without.body.errors).toEqual([expect.objectContaining({ pointer: '/data', rule: 'required' })]);
  });
});

describe('hostile envelopes', () => {
  it.each([
    ['no specversion', { specversion: undefined }, 400],
    ['another specversion', { specversion: '0.3' }, 400],
    ['an empty id', { id: '' }, 400],
    ['a number for an id', { id: 7 }, 400],
    ['an id of a hundred thousand letters', { id: 'x'.repeat(100_000) }, 400],
    ['a source with spaces', { source: 'not a uri' }, 400],
    ['an invalid time', { time: 'yesterday' }, 400],
    ['an unknown type', { type: 'x' }, 422],
    ['the name of a member of Object.prototype as type', { type: 'constructor' }, 422],
    ['__proto__ as type', { type: '__proto__' }, 422],
    ['an attribute with a capital', { Subject: 'x' }, 400],
    ['an attribute that is an object', { extension: {} }, 400],
    ['data in Base64', { data_base64: 'e30=' }, 422],
    ['data of another type', { datacontenttype: 'text/xml' }, 422],
    ['no data', { data: undefined }, 422],
    ['data that is null', { data: null }, 422],
  ])('%s: %j', async (_name, more, status) => {
    const event = sale(more);
    expect((await push(feed.url, STRUCTURED, event)).status).toBe(status);
    expect((await push(feed.url, BATCH, [sale(), event])).status).toBe(status);
  });

  it.each([
    ['the same header twice', 'ce-id: 1\r\nce-id: 2'],
    ['broken percent-encoding', 'ce-id: 100%'],
    ['percent-encoded invalid UTF-8', 'ce-id: %ff'],
    ['a NUL, percent-encoded', 'ce-id: a%00b'],
    ['a line end, percent-encoded', 'ce-id: a%0d%0ab'],
    ['half a surrogate pair, percent-encoded', 'ce-id: %ed%a0%80'],
    ['data as a header', 'ce-id: 1\r\nce-data: {}'],
    ['no id', 'x: y'],
  ])('binary mode with %s is 400', async (_name, headers) => {
    const body = JSON.stringify(sale().data);
    const text =
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `ce-specversion: 1.0\r\nce-source: /x\r\nce-type: silkgauge.sale.recorded.v1\r\n${headers}\r\n` +
      `content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
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
    expect(answer.split('\r\n', 1)[0]).toBe('HTTP/1.1 400 Bad Request');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/cloudevents',
    'application/cloudevents+avro',
    'application/json; charset=iso-8859-1',
    'constructor',
    '/',
    ';',
    'application/json, application/cloudevents+json',
  ])('the content type %s is 415 with problem details', async (contentType) => {
    const answer = await push(feed.url, contentType, JSON.stringify(sale()), attributesOf(sale()));
    expect(answer.status).toBe(415);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('a compressed body is 415 with Accept-Encoding', async () => {
    const answer = await push(feed.url, STRUCTURED, sale(), { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });
});

describe('any push', () => {
  const anyBody = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 5 }).map((text) => Buffer.from(text)),
    // Almost valid: a sale with some members replaced.
    fc
      .tuple(
        fc.constantFrom(
          'platform',
          'category',
          'amount',
          'quantity',
          'orderedAt',
          'currency',
          'corrects',
          'x',
        ),
        fc.jsonValue({ depthSize: 'medium' }),
        fc.constantFrom('id', 'source', 'type', 'time', 'subject', 'specversion', 'data'),
        fc.option(fc.jsonValue(), { nil: undefined }),
      )
      .map(([member, value, attribute, other]) => {
        const event = sale(other === undefined ? {} : { [attribute]: other }, { [member]: value });
        return Buffer.from(JSON.stringify(event));
      }),
  );

  it('gets a receipt with 2xx or a problem with 4xx, never 5xx', async () => {
    const mode = fc.constantFrom(STRUCTURED, BATCH, BINARY);
    await fc.assert(
      fc.asyncProperty(anyBody, mode, fc.boolean(), async (body, contentType, wrapped) => {
        const given =
          wrapped && contentType === BATCH ? Buffer.concat([Buffer.from('['), body, Buffer.from(']')]) : body;
        const headers = contentType === BINARY ? attributesOf(sale()) : {};
        const answer = await push(feed.url, contentType, given, headers);
        expect([202, 400, 422]).toContain(answer.status);
        if (answer.status === 202) expect(answer.body.receipts?.length).toBe(1);
        else expect(answer.body.errors?.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
    expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
  });
});
