import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STREAM_KINDS } from '@silkgauge/contract';
import { createReadModel, listenForChanges, type Queryable, type ReadModel } from '@silkgauge/read-model';
import { eventually, SseClient, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, commitUntold, seriesOf } from '../growth-api.fixture.ts';
import { LONGEST_POLL_MS } from '../config.ts';
import { ChangeFeed, type ChangeFeedOptions } from './change-feed.ts';
import { follow, StreamTimeouts } from './follow.ts';

const KEY = seriesOf({ area: 'CN' });
let database: TestDatabase;
let readModel: ReadModel;
/** Clean-up of a test, run whether it passes or fails. */
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The database itself, with every statement counted. */
function counted(): { db: Queryable; count: () => number } {
  let statements = 0;
  const query = ((...args: Parameters<Queryable['query']>) => {
    statements += 1;
    return readModel.pool.query(...args);
  }) as unknown as Queryable['query'];
  return { db: { query }, count: () => statements };
}

/** A bare server whose every response follows the feed, with its open responses. */
async function serve(options: Partial<ChangeFeedOptions> & { db: Queryable }) {
  const responses: ServerResponse[] = [];
  const stopping = new AbortController();
  const feed = new ChangeFeed({
    listen: (onChange, onLost) => listenForChanges(database.url, onChange, onLost),
    pollEvery: 60_000,
    ringBytes: 1_000_000,
    onTrouble: () => undefined,
    ...options,
  });
  feed.open();
  const server = createServer((request, response) => {
    responses.push(response);
    response.writeHead(200);
    response.flushHeaders();
    const position = BigInt(new URL(request.url ?? '', 'http://x').searchParams.get('after') ?? 0);
    const patience = new StreamTimeouts(60_000, 60_000);
    void follow(response, {
      feed,
      asked: { filter: {}, kinds: new Set(STREAM_KINDS), isByKind: false },
      position,
      stopping: stopping.signal,
      patience,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const stop = async () => {
    stopping.abort();
    await feed.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  stops.push(stop);
  return { feed, url, responses };
}

const bigStates = (count: number) =>
  Array.from({ length: count }, () => ({ key: KEY, period: '2020', value: '9'.repeat(10_000) }));
const lastSequenceOf = async () =>
  BigInt(await commit(readModel.pool, { key: KEY, period: '2019', value: '1' }));

describe('the feed behind the streams', () => {
  it('reads a change once for any number of readers', async () => {
    const { db, count } = counted();
    const { feed, url } = await serve({ db });
    const start = await lastSequenceOf();
    const clients = await Promise.all(
      Array.from({ length: 40 }, () => SseClient.open(`${url}/?after=${String(start)}`)),
    );
    // The first change aligns the feed with readers that had caught up alone.
    await commit(readModel.pool, { key: KEY, period: '2020', value: '1' });
    await Promise.all(clients.map((client) => client.until(1)));
    const before = count();
    for (let change = 0; change < 10; change += 1)
      await commit(readModel.pool, { key: KEY, period: '2020', value: '1' });
    await Promise.all(clients.map((client) => client.until(11)));
    // Ten commits wake the feed at most ten times, and each wake may cause a second read.
    expect(count() - before).toBeLessThanOrEqual(20);
    for (const client of clients) client.drop();
    await eventually(() => feed.followers === 0);
  });

  it('finds a change within about a second if its writer ended before the notification', async () => {
    const { url } = await serve({ db: readModel.pool, pollEvery: LONGEST_POLL_MS });
    const start = await lastSequenceOf();
    const client = await SseClient.open(`${url}/?after=${String(start)}`);
    const last = await commitUntold(readModel.pool, { key: KEY, period: '2020', value: '1' });
    const committed = performance.now();
    expect((await client.until(1))[0]?.id).toBe(last);
    expect(performance.now() - committed).toBeLessThan(5 * LONGEST_POLL_MS);
    client.drop();
  });

  it('reads nothing without readers, and begins at the end of the log', async () => {
    const { db, count } = counted();
    const { feed, url } = await serve({ db });
    await commit(readModel.pool, ...bigStates(20));
    const end = await lastSequenceOf();
    expect(count()).toBe(0);
    const client = await SseClient.open(`${url}/?after=${String(end)}`);
    await eventually(() => feed.followers === 1);
    await commit(readModel.pool, { key: KEY, period: '2020', value: '1' });
    expect((await client.until(1))[0]?.id).toBe(String(end + 1n));
    expect(feed.ringBytes).toBeLessThan(10_000);
    client.drop();
  });

  it('drops rows read while the first reader joined, so that no old change follows a new one', async () => {
    await commit(readModel.pool, ...bigStates(20));
    const end = await lastSequenceOf();
    // The answer about the log's end comes late, and the rows read before that come even later.
    let tellEnd = (): void => undefined;
    const endAsked = new Promise<void>((resolve) => (tellEnd = resolve));
    let handOver = (): void => undefined;
    const handedOver = new Promise<void>((resolve) => (handOver = resolve));
    let reading = false;
    const query = (async (...args: unknown[]) => {
      const { name } = args[0] as { name?: string };
      const answer = await (readModel.pool.query as (...all: unknown[]) => Promise<unknown>)(...args);
      if (name === 'last-sequence') await endAsked;
      if (name === 'read-changes' && !reading) {
        reading = true;
        await handedOver;
      }
      return answer;
    }) as unknown as Queryable['query'];
    const { feed, url } = await serve({ db: { query }, pollEvery: 10 });
    const opening = SseClient.open(`${url}/?after=${String(end)}`);
    await eventually(() => reading);
    tellEnd();
    const client = await opening;
    handOver();
    await commit(readModel.pool, { key: KEY, period: '2020', value: '1' });
    expect((await client.until(1)).map((event) => event.id)).toEqual([String(end + 1n)]);
    expect(feed.ringBytes).toBeLessThan(10_000);
    client.drop();
  });

  it('holds one step in memory for a stalled reader', async () => {
    const { url, responses, feed } = await serve({ db: readModel.pool, ringBytes: 200_000 });
    const start = await lastSequenceOf();
    const client = await SseClient.open(`${url}/?after=${String(start)}`);
    client.pause();
    await eventually(() => feed.followers === 1);
    const pending: number[] = [];
    for (let batch = 0; batch < 30; batch += 1) {
      await commit(readModel.pool, ...bigStates(50));
      pending.push(responses[0]?.writableLength ?? 0);
    }
    await eventually(() => responses[0]?.writableNeedDrain === true);
    // A step from the database is 100 changes of 30 KB here: value, low and high.
    expect(Math.max(...pending)).toBeLessThan(100 * 31_000);
    expect(feed.ringBytes).toBeLessThanOrEqual(200_000);
    client.resume();
    const ids = (await client.until(1_500)).map((event) => BigInt(event.id));
    expect(ids).toEqual(ids.map((_, index) => start + BigInt(index) + 1n));
    client.drop();
  });

  it('finds changes whose notification was lost', async () => {
    const stopped = { stop: () => Promise.resolve() };
    const { url } = await serve({
      db: readModel.pool,
      pollEvery: 20,
      listen: () => Promise.resolve(stopped),
    });
    const start = await lastSequenceOf();
    const client = await SseClient.open(`${url}/?after=${String(start)}`);
    await commit(readModel.pool, { key: KEY, period: '2020', value: '1' });
    expect((await client.until(1))[0]?.id).toBe(String(start + 1n));
    client.drop();
  });

  it('counts a reader out if the database is away when the reader joins', async () => {
    const away = { query: () => Promise.reject(new Error('away')) } as unknown as Queryable;
    const feed = new ChangeFeed({
      db: away,
      listen: () => Promise.reject(new Error('away')),
      pollEvery: 60_000,
      ringBytes: 1,
      onTrouble: () => undefined,
    });
    await expect(feed.join()).rejects.toThrow('away');
    expect(feed.followers).toBe(0);
  });
});
