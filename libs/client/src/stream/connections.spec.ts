import { serve, status, type Answer, type TestServer } from '../http-server.fixture.ts';
import { connections, type Connecting } from './connections.ts';

let api: TestServer;
let elsewhere: TestServer | undefined;
afterEach(async () => {
  await api.stop();
  await elsewhere?.stop();
});

/** A stream without events that ends after so many milliseconds. */
const endsAfter =
  (milliseconds: number, start = ''): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`${start}: hello\n\n`);
    setTimeout(() => response.end(), milliseconds);
  };

/** The milliseconds that were waited, once the service says 204. */
async function waited(more: Partial<Connecting> = {}): Promise<number[]> {
  const waits: number[] = [];
  const sleep = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const connecting = { api: api.url, quiet: 5000, largest: 1000, random: () => 1, sleep, ...more };
  for await (const _ of connections(connecting, new URL('/v1/stream', api.url), () => '7'));
  return waits;
}

describe('connections', () => {
  it('come later each time while none brings anything', async () => {
    api = await serve(endsAfter(0), endsAfter(0), endsAfter(0), status(204));
    expect(await waited()).toEqual([1000, 2000, 4000]);
  });

  it('come soon again where each stood long enough, even without an event', async () => {
    api = await serve(endsAfter(60), endsAfter(60), endsAfter(60), status(204));
    expect(await waited({ steady: 20 })).toEqual([1000, 1000, 1000]);
  });

  it.each([
    [0, 100],
    [5_000_000, 60_000],
  ])('of a service that sets retry to %d ms rest for %d ms', async (retry, rest) => {
    api = await serve(endsAfter(0, `retry: ${String(retry)}\n`), status(204));
    expect(await waited()).toEqual([rest]);
  });

  it('wait an hour at most for Retry-After', async () => {
    api = await serve(status(503, { 'retry-after': '2678400' }), status(204));
    expect(await waited()).toEqual([3_601_000]);
  });

  it('end with a refusal whose text never ends', async () => {
    api = await serve((response) => response.writeHead(401).write('{'));
    await expect(waited({ connect: 100 })).rejects.toMatchObject({ name: 'Refused', status: 401 });
  });

  it('follow no redirect: the key goes to the service alone', async () => {
    elsewhere = await serve(status(204));
    api = await serve(status(307, { location: `${elsewhere.url}/v1/stream` }));
    await expect(waited({ key: 'sgk_x' })).rejects.toMatchObject({ name: 'Refused', status: 307 });
    expect(elsewhere.received).toEqual([]);
  });
});
