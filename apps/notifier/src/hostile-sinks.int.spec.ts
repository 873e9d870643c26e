import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, keyOf, startNotifier, type TestNotifier } from './notifier.fixture.ts';

let database: TestDatabase;
let notifier: TestNotifier;
beforeAll(async () => {
  database = await testDatabase();
  notifier = await startNotifier(database.url);
});
afterAll(async () => {
  await notifier.stop();
  await database.drop();
});

interface RawSink {
  readonly url: string;
  /** Bytes that the notifier has taken of answers. */
  readonly taken: () => number;
  stop(): Promise<void>;
}

const consents = (socket: Socket): unknown =>
  socket.end('HTTP/1.1 200 OK\r\nwebhook-allowed-origin: *\r\ncontent-length: 0\r\n\r\n');

/** A sink that consents, and then does as it likes with each connection that has sent something. */
async function rawSink(
  behave: (socket: Socket) => void,
  consent: (socket: Socket) => unknown = consents,
): Promise<RawSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      if (!request.toString().startsWith('OPTIONS')) behave(socket);
      else consent(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    taken: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function flood(socket: Socket, head: string, piece: string): void {
  socket.write(head);
  const more = () => {
    while (!socket.destroyed && socket.write(piece.repeat(100)));
  };
  socket.on('drain', more);
  more();
}

/** Writes a byte every so many milliseconds, for ever. */
function drip(socket: Socket, text: string, every: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(text[at++ % text.length] ?? '');
  }, every);
  socket.on('close', () => {
    clearInterval(timer);
  });
}

const ANSWERED = 'HTTP/1.1 200 OK\r\n';
/** Fifty megabytes, once they are out. */
const BOMB = gzipSync(Buffer.alloc(50 * 1024 * 1024));

/** What a ping to a sink is told, and after how many milliseconds. */
async function ping(behave: (socket: Socket) => void, timeout: number) {
  const sink = await rawSink(behave);
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { timeout } });
  const began = performance.now();
  const answer = await notifier.call('POST', `/v1/subscriptions/${id}/test`);
  const told = (await answer.json()) as { status?: number; error?: string; ms: number };
  const took = performance.now() - began;
  const taken = sink.taken();
  await sink.stop();
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  return { told, took, taken };
}

it.each<[string, (socket: Socket) => void, string]>([
  ['hangs', () => undefined, 'timeout'],
  ['closes without an answer', (socket) => socket.destroy(), 'unreachable'],
  ['is no HTTP server', (socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n'), 'unreachable'],
  ['sends its status line a byte a second', (socket) => drip(socket, ANSWERED, 1_000), 'timeout'],
  ['closes amid its status line', (socket) => socket.end('HTTP/1.1 200 O'), 'unreachable'],
])('a sink that %s is told in one word', async (_name, behave, error) => {
  const { told, took } = await ping(behave, 1);
  expect(told).toEqual({ error, ms: expect.any(Number) });
  expect(took).toBeLessThan(5_000);
});

it.each<[string, (socket: Socket) => void]>([
  ['drops the connection behind its status line', (socket) => socket.end(ANSWERED)],
  ['drops the connection behind its head', (socket) => socket.end(`${ANSWERED}\r\n`)],
  ['sends headers for ever', (socket) => flood(socket, ANSWERED, 'x-a: b\r\n')],
  [
    'sends headers a byte a second',
    (socket) => {
      socket.write(ANSWERED);
      drip(socket, 'x: y\r\n', 1_000);
    },
  ],
  ['sends headers that are none', (socket) => socket.write(`${ANSWERED}\u0000\u0001 : \r\n\r\n`)],
  [
    'sends a body for ever',
    (socket) => flood(socket, `${ANSWERED}transfer-encoding: chunked\r\n\r\n`, '5\r\nhello\r\n'),
  ],
  [
    'sends a body a byte a second',
    (socket) => {
      socket.write(`${ANSWERED}content-length: 1000000\r\n\r\n`);
      drip(socket, 'x', 1_000);
    },
  ],
  [
    'sends a gzip bomb',
    (socket) => {
      const headers = `content-encoding: gzip\r\ncontent-length: ${String(BOMB.length)}\r\n\r\n`;
      socket.end(Buffer.concat([Buffer.from(ANSWERED + headers), BOMB]));
    },
  ],
  ['is no gzip, as it says', (socket) => socket.end(`${ANSWERED}content-encoding: gzip\r\n\r\nbomb`)],
  ['has less body than it says', (socket) => socket.end(`${ANSWERED}content-length: 1000\r\n\r\nshort`)],
  ['has more body than it says', (socket) => socket.end(`${ANSWERED}content-length: 1\r\n\r\nlong`)],
  ['has two lengths', (socket) => socket.end(`${ANSWERED}content-length: 1\r\ncontent-length: 2\r\n\r\nx`)],
])('a sink that %s counts by its status line', async (_name, behave) => {
  const before = process.memoryUsage().rss;
  const { told, took, taken } = await ping(behave, 2);
  expect(told).toEqual({ status: 200, ms: expect.any(Number) });
  expect(took).toBeLessThan(6_000);
  // Beside what is read, the buffers of both ends of a connection.
  expect(taken).toBeLessThan(16 * 1024 * 1024);
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
});

it('a sink that sends interim answers for ever is cut off long before the end of its time', async () => {
  const { told } = await ping((socket) => flood(socket, '', 'HTTP/1.1 103 Early\r\nx-a: b\r\n\r\n'), 20);
  expect(told).toEqual({ error: 'status', ms: expect.any(Number) });
  expect(told.ms).toBeLessThan(5_000);
});

it('an answer whose body trickles takes no time of the next delivery', async () => {
  const sink = await rawSink((socket) => {
    socket.write(`${ANSWERED}content-length: 1000000\r\n\r\n`);
    drip(socket, 'x', 100);
  });
  const { id } = await notifier.subscribe({
    sink: sink.url,
    protocolsettings: { timeout: 1, inFlight: 1, retry: [1, 1, 1] },
  });
  const last = await commit(notifier.pool, ...['CN-A', 'CN-B', 'CN-C'].map((area) => ({ key: keyOf(area) })));
  await eventually(async () => (await notifier.get(id)).position === String(last));
  const listed = await notifier.call('GET', `/v1/subscriptions/${id}/deliveries`);
  const { items } = (await listed.json()) as { items: { outcome: string }[] };
  expect(items.map(({ outcome }) => outcome)).toEqual(Array(3).fill('delivered'));
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});

it('a refusal counts by its status line, too', async () => {
  const { told } = await ping((socket) => flood(socket, 'HTTP/1.1 422 No\r\n', 'x-a: b\r\n'), 2);
  expect(told).toEqual({ status: 422, error: 'status', ms: expect.any(Number) });
});

it.each<[string, string, number]>([
  ['-1', 'is nonsense', 1_200],
  ['soon', 'is nonsense', 1_200],
  ['31536000', 'is a day at most', 86_400_000],
])('Retry-After: %s %s', async (value, _what, most) => {
  const sink = await rawSink((socket) =>
    socket.end(`HTTP/1.1 503 Away\r\nretry-after: ${value}\r\ncontent-length: 0\r\n\r\n`),
  );
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [1, 60] } });
  await commit(notifier.pool, { key: keyOf('CN') });
  const attempt = await eventually(async () => {
    const answer = await notifier.call('GET', `/v1/subscriptions/${id}/deliveries`);
    const { items } = (await answer.json()) as { items: { at: string; ms: number; nextAt: string }[] };
    return items.at(-1);
  });
  const wait = Date.parse(attempt.nextAt) - Date.parse(attempt.at) - attempt.ms;
  expect(wait).toBeLessThanOrEqual(most + 100);
  expect(wait).toBeGreaterThanOrEqual(most / 1.2 - 100);
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});

it.each<[string, (socket: Socket) => unknown]>([
  ['hangs', () => undefined],
  [
    'sends headers for ever',
    (socket) => {
      flood(socket, ANSWERED, 'webhook-allowed-origin: *\r\n');
    },
  ],
  [
    'sends a byte a second',
    (socket) => {
      socket.write(ANSWERED);
      drip(socket, 'webhook-allowed-origin: *\r\n', 1_000);
    },
  ],
])('a sink that %s where it is asked for consent has given none', async (_name, consent) => {
  const sink = await rawSink(() => undefined, consent);
  const began = performance.now();
  const { id, status } = await notifier.subscribe({ sink: sink.url, protocolsettings: { timeout: 2 } });
  expect(status).toBe('pending');
  expect(performance.now() - began).toBeLessThan(6_000);
  expect(sink.taken()).toBeLessThan(16 * 1024 * 1024);
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});

it('deliveries to such sinks are made once', async () => {
  let posts = 0;
  const sink = await rawSink((socket) => {
    posts += 1;
    flood(socket, ANSWERED, 'x-a: b\r\n');
  });
  const { id } = await notifier.subscribe({ sink: sink.url, protocolsettings: { retry: [1] } });
  const last = await commit(notifier.pool, { key: keyOf('CN-A') }, { key: keyOf('CN-B') });
  await eventually(async () => (await notifier.get(id)).position === String(last));
  expect(await notifier.get(id)).toMatchObject({ status: 'active', waiting: 0 });
  expect(posts).toBe(2);
  await notifier.call('DELETE', `/v1/subscriptions/${id}`);
  await sink.stop();
});
