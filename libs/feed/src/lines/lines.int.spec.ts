import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { OPEN_ON_LOOPBACK } from '@silkgauge/access';
import type { LineFate, Receipt } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';
import type { RunningService } from '@silkgauge/service';
import { eventually, freePort, madeKey, testBrokers, topicPrefix, WrittenTable } from '@silkgauge/testing';
import { push, sale, startFeed, STRUCTURED } from '../feed.fixture.ts';

const LINES = 'application/x-ndjson';
const prefix = topicPrefix();
const running: RunningService[] = [];
const start = async (...args: Parameters<typeof startFeed>) => {
  const feed = await startFeed(...args);
  running.push(feed);
  return feed;
};
let feed: RunningService;
beforeAll(async () => {
  feed = await start(testBrokers(), prefix);
  // The first record of a topic may take longer than a push has.
  await eventually(async () => (await push(feed.url, STRUCTURED, sale())).status === 202);
});
afterAll(() => Promise.all(running.map((one) => one.stop())));

const line = (event: object) => `${JSON.stringify(event)}\n`;
const fatesIn = (text: string): LineFate[] =>
  text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as LineFate);

async function upload(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': LINES, ...headers },
    body,
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** A push on a connection of its own. */
const OWN = { method: 'POST', agent: false } as const;

/** An upload that stays open: its lines are written when told. */
function open(
  url: string,
  headers: Record<string, string> = {},
): { sent: ClientRequest; answer: Promise<IncomingMessage> } {
  const sent = request(`${url}/v1/events`, { ...OWN, headers: { 'content-type': LINES, ...headers } });
  sent.on('error', () => undefined);
  return { sent, answer: new Promise((resolve) => sent.on('response', resolve)) };
}

/** The answers to all lines of a chunk in one piece, of many megabytes. */
const ONE_LOT = { batchEvents: 100_000 };

/** Takes 4 MB of an answer a second, without a pause; returns the end of that. */
function takenSlowly(response: IncomingMessage): () => void {
  response.on('error', () => undefined);
  const taking = setInterval(() => response.read(Math.min(40_000, response.readableLength)), 10);
  return () => {
    clearInterval(taking);
  };
}

describe('an upload of lines', () => {
  it('is answered by line, and a broken line costs its neighbours nothing', async () => {
    const events = Array.from({ length: 2_500 }, (_, at) => sale({}, { category: `C${String(at % 5)}` }));
    const isBroken = (at: number) => at % 100 === 50;
    const { status, type, text } = await upload(
      feed.url,
      events.map((event, at) => (isBroken(at) ? '{"broken"\n' : line(event))).join(''),
    );
    expect([status, type]).toEqual([200, LINES]);
    const fates = fatesIn(text);
    expect(fates.map((fate) => fate.line)).toEqual(events.map((_, at) => at + 1));
    const taken = new Map<string, Receipt>();
    for (const [at, { receipt, problem }] of fates.entries()) {
      if (receipt) taken.set(receipt.id, receipt);
      // A busy broker may not take a record in time.
      expect(receipt?.id ?? problem?.status).toBe(isBroken(at) ? 400 : receipt ? events[at]?.id : 503);
    }
    const whole = events.filter((_, at) => !isBroken(at));
    await eventually(async () => {
      const rest = whole.filter(({ id }) => !taken.has(id)).map(line);
      for (const { receipt } of fatesIn((await upload(feed.url, rest.join(''))).text))
        if (receipt) taken.set(receipt.id, receipt);
      return taken.size === whole.length;
    });
    const places = [...taken.values()].map(({ partition, offset }) => `${String(partition)}/${offset}`);
    expect(new Set(places).size).toBe(whole.length);
    const ends = await latestOffsets({ brokers: [testBrokers()] }, `${prefix}platform.sales`);
    for (const { partition, offset } of taken.values())
      expect(ends.get(partition)).toBeGreaterThan(BigInt(offset));
  });

  it('is answered while it goes on', async () => {
    const { sent, answer } = open(feed.url);
    sent.write(line(sale()));
    const response = await answer;
    const texts = response.setEncoding('utf8')[Symbol.asyncIterator]();
    expect(fatesIn(String((await texts.next()).value))[0]).toMatchObject({ line: 1 });
    sent.write(line(sale()));
    expect(fatesIn(String((await texts.next()).value))[0]).toMatchObject({ line: 2 });
    sent.end();
    expect((await texts.next()).done).toBe(true);
  });

  it('waits for a sender that reads no answers, in bounded memory', async () => {
    const { sent, answer } = open(feed.url);
    const broken = '{}\n'.repeat(2_000);
    sent.write(broken);
    // The answer is not read: a socket takes some megabytes, then nothing moves.
    const response = await answer;
    let written = broken.length;
    const stalled = await eventually(
      async () => {
        const before = sent.socket?.bytesWritten ?? 0;
        while (sent.writableLength < 1_000_000) {
          sent.write(broken);
          written += broken.length;
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
        return sent.socket?.bytesWritten === before && written;
      },
      { within: 120_000 },
    );
    expect(stalled).toBeLessThan(64 * 1024 * 1024);
    response.destroy();
    sent.destroy();
    expect((await upload(feed.url, line(sale()))).status).toBe(200);
  });

  it('may last longer than other requests, which are cut off', async () => {
    const { server } = feed.app.getHttpAdapter().getInstance();
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => sockets.push(socket));
    // As Node does once a request has taken longer than its limit.
    const overdue = (socket: Socket | undefined) =>
      server.emit(
        'clientError',
        Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
        socket,
      );

    const { sent, answer } = open(feed.url);
    sent.write(line(sale()));
    const texts = (await answer).setEncoding('utf8')[Symbol.asyncIterator]();
    await texts.next();
    overdue(sockets.at(-1));
    sent.write(line(sale()));
    expect(fatesIn(String((await texts.next()).value))[0]?.receipt).toBeDefined();
    sent.end();
    expect((await texts.next()).done).toBe(true);

    const other = request(`${feed.url}/v1/events`, { ...OWN, headers: { 'content-type': STRUCTURED } });
    const refused = new Promise<IncomingMessage>((resolve) => other.on('response', resolve));
    other.on('error', () => undefined);
    const before = sockets.length;
    other.write('{');
    await eventually(() => sockets.length > before);
    overdue(sockets.at(-1));
    expect((await refused).statusCode).toBe(408);
    other.destroy();
  });

  it('is ended with 408 once its sender falls behind the least rate, and its connection with it', async () => {
    const impatient = await start(testBrokers(), prefix, { uploadSilence: 300, uploadRate: 1_000 });
    const { sent, answer } = open(impatient.url);
    sent.write(line(sale()));
    const dribble = setInterval(() => sent.write(' '), 50);
    const response = await answer;
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += String(part);
    clearInterval(dribble);
    expect(fatesIn(text).map((fate) => [fate.line, fate.problem?.status])).toEqual([
      [1, undefined],
      [2, 408],
    ]);
    await eventually(() => sent.socket?.destroyed);
  });

  it('is cut off once nobody reads its answers', async () => {
    const impatient = await start(testBrokers(), prefix, { uploadSilence: 300 });
    const { sent, answer } = open(impatient.url);
    const broken = '{}\n'.repeat(2_000);
    const pouring = setInterval(() => {
      if (sent.writableLength < 1_000_000) sent.write(broken);
    }, 1);
    await answer;
    await eventually(() => sent.socket?.destroyed, { within: 120_000 });
    clearInterval(pouring);
  });

  it('is cut off once its answers are taken too slowly, however long bytes go on', async () => {
    const impatient = await start(testBrokers(), prefix, { ...ONE_LOT, uploadSilence: 500 });
    const { sent, answer } = open(impatient.url);
    const broken = '{}\n'.repeat(2_000);
    const pouring = setInterval(() => {
      if (sent.writableLength < 1_000_000) sent.write(broken);
    }, 1);
    const end = takenSlowly(await answer);
    await eventually(() => sent.socket?.destroyed);
    clearInterval(pouring);
    end();
  });

  it('is cut off once the last of its answers are taken too slowly', async () => {
    const impatient = await start(testBrokers(), prefix, { ...ONE_LOT, uploadSilence: 500 });
    const { sent, answer } = open(impatient.url);
    sent.end('{}\n'.repeat(20_000));
    const response = await answer;
    const end = takenSlowly(response);
    await eventually(() => response.closed);
    end();
    expect(response.complete).toBe(false);
  });

  it('without an event is 400, as an empty batch is', async () => {
    for (const nothing of ['', '\n', '\r\n\n']) {
      const { status, type, text } = await upload(feed.url, nothing);
      expect([status, type]).toEqual([400, 'application/problem+json']);
      expect(JSON.parse(text)).toMatchObject({
        errors: [{ rule: 'batch', message: 'The upload is empty.', fix: 'Push at least one event.' }],
      });
    }
    // A line that is no event has a fate.
    expect(fatesIn((await upload(feed.url, '\n{')).text)).toMatchObject([
      { line: 2, problem: { status: 400 } },
    ]);
  });

  it('is told by line that the broker is away', async () => {
    const away = await start(`127.0.0.1:${String(await freePort())}`, '', {}, { topics: false });
    const { status, text } = await upload(away.url, `${line(sale())}{}\n${line(sale())}`);
    expect(status).toBe(200);
    expect(fatesIn(text).map(({ line: number, problem }) => [number, problem?.status])).toEqual([
      [1, 503],
      [2, 400],
      [3, 503],
    ]);
  });

  it('is limited as other pushes are, before a line is read', async () => {
    const { token: key, record } = madeKey({
      scopes: ['push'],
      write: { types: ['silkgauge.sale.*'], sources: ['/aliexpress/'], series: [{}], names: [] },
    });
    const access = { ...OPEN_ON_LOOPBACK, access: 'keys' } as const;
    const made = { topics: true, table: new WrittenTable(record) };
    const guarded = await start(testBrokers(), prefix, { access, maxRequests: 1 }, made);
    expect((await upload(guarded.url, line(sale()))).status).toBe(401);
    const token = { authorization: `Bearer ${key}` };
    expect((await upload(guarded.url, line(sale()), { ...token, 'content-encoding': 'gzip' })).status).toBe(
      415,
    );
    expect(fatesIn((await upload(guarded.url, line(sale()), token)).text)[0]?.receipt).toBeDefined();
    expect(await upload(guarded.url, '', token)).toMatchObject({ status: 400 });
  });

  it('that is open takes no line more once its key is revoked or may not write the event', async () => {
    const write = { types: ['silkgauge.sale.*'], sources: ['/aliexpress/'], series: [{}], names: [] };
    const { token, record } = madeKey({ scopes: ['push'], write });
    const table = new WrittenTable(record);
    const access = { ...OPEN_ON_LOOPBACK, access: 'keys' } as const;
    const guarded = await start(testBrokers(), prefix, { access }, { topics: true, table });
    const { sent, answer } = open(guarded.url, { authorization: `Bearer ${token}` });
    sent.write(line(sale()));
    const response = await answer;
    let text = '';
    response.on('data', (part: Buffer) => (text += part.toString()));
    response.on('error', () => undefined);
    const narrowed = { ...record, version: 2, write: { ...write, sources: ['/other/'] } };
    table.put(narrowed);
    await eventually(() => {
      sent.write(line(sale()));
      return fatesIn(text.slice(0, text.lastIndexOf('\n') + 1)).at(-1)?.problem?.status === 403;
    });
    table.put({ ...narrowed, version: 3, revokedAt: '2026-01-02T00:00:00Z' });
    await eventually(() => response.destroyed);
  });
});
