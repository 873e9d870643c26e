import { cutOff, json, serve, status, type TestServer } from '../http-server.fixture.ts';
import { addressOf } from './ask.ts';
import { patiently } from './pages.ts';

let api: TestServer;
let elsewhere: TestServer | undefined;
afterEach(async () => {
  await api.stop();
  await elsewhere?.stop();
});

const waits: number[] = [];
beforeEach(() => {
  waits.length = 0;
});
const asked = () =>
  patiently({ api: api.url, key: 'sgk_x' }, addressOf(api.url, '/v1/growth'), (milliseconds) => {
    waits.push(milliseconds);
    return Promise.resolve();
  });

describe('a list that is asked for patiently', () => {
  it('is asked for until it comes, not before Retry-After', async () => {
    const busy = Array.from({ length: 12 }, () => status(503, { 'retry-after': '120' }));
    api = await serve(cutOff, ...busy, json(200, { items: [] }));
    await expect(asked()).resolves.toEqual({ items: [] });
    expect(waits).toHaveLength(13);
    expect(waits[0]).toBe(500);
    expect(Math.min(...waits.slice(1))).toBeGreaterThanOrEqual(120_000);
  });

  it('follows no redirect: the key goes to the service alone', async () => {
    elsewhere = await serve(json(200, { items: [] }));
    api = await serve(status(307, { location: `${elsewhere.url}/v1/growth` }));
    await expect(asked()).rejects.toMatchObject({ name: 'Refused', status: 307 });
    expect(elsewhere.received).toEqual([]);
  });
});
