import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Proxy, type Moment } from './proxy.ts';

/** A message is four bytes, and its answer is the same bytes. */
const fours = () => {
  let rest = Buffer.alloc(0);
  return {
    push(piece: Buffer) {
      rest = Buffer.concat([rest, piece]);
      const frames = [];
      for (; rest.length >= 4; rest = rest.subarray(4)) {
        frames.push({ bytes: rest.subarray(0, 4), step: rest.toString('latin1', 0, 4) });
      }
      return frames;
    },
  };
};

let server: Server;
let proxy: Proxy;
let received: string;

beforeEach(async () => {
  received = '';
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      received += bytes.toString('latin1');
      if (received.length % 4 === 0) socket.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await Proxy.open((server.address() as AddressInfo).port, fours);
});

afterEach(() => {
  proxy.close();
  server.close();
});

const dial = (): Socket =>
  createConnection({ port: proxy.port, host: '127.0.0.1' }).on('error', () => undefined);

/** Bytes read by the client, once `length` have come or the connection has ended. */
async function answer(client: Socket, length: number): Promise<string> {
  let text = '';
  const closed = once(client, 'close').then(() => true);
  while (text.length < length) {
    const data = once(client, 'data').then(([bytes]) => String(bytes));
    data.catch(() => undefined);
    const next = await Promise.race([data, closed]);
    if (next === true) break;
    text += String(next);
  }
  return text;
}

it('forwards all bytes while no trap is set', async () => {
  const client = dial();
  client.write('ping');
  expect(await answer(client, 4)).toBe('ping');
  client.destroy();
});

it.each<[Moment, string]>([
  ['before', 'ping'],
  ['half', 'pingco'],
  ['after', 'pingcome'],
])('cuts %s a step', async (moment, reached) => {
  let sprang = 0;
  proxy.set({
    step: 'come',
    moment,
    cuts: true,
    spring: () => {
      sprang += 1;
      return Promise.resolve();
    },
  });
  const client = dial();
  client.write('ping');
  expect(await answer(client, 4)).toBe('ping');
  client.write('come');
  expect(await answer(client, 4)).toBe('');
  expect(sprang).toBe(1);
  expect(received).toBe(reached);
});

it('holds a step until the trap releases it', async () => {
  const held = Promise.withResolvers<undefined>();
  const sprung = Promise.withResolvers<undefined>();
  proxy.set({
    step: 'come',
    moment: 'before',
    cuts: false,
    spring: () => {
      sprung.resolve(undefined);
      return held.promise;
    },
  });
  const client = dial();
  client.write('come');
  await sprung.promise;
  expect(received).toBe('');
  held.resolve(undefined);
  expect(await answer(client, 4)).toBe('come');
  client.destroy();
});

it('forwards a step when the trap has sprung at another proxy', async () => {
  proxy.set({ step: 'come', moment: 'half', cuts: true, spring: () => false });
  const client = dial();
  client.write('come');
  expect(await answer(client, 4)).toBe('come');
  client.destroy();
});
