import { setTimeout as pause } from 'node:timers/promises';
import type { GrowthState } from '@silkgauge/contract';
import { eventually, SseClient, type SseEvent, testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const HENAN = seriesOf({ area: 'CN-HA' });
const opened: SseClient[] = [];
/** Databases and services of a test, ended in reverse order whether it passes or fails. */
const ends: (() => Promise<void>)[] = [];

async function newDatabase() {
  const database = await testDatabase();
  ends.push(() => database.drop());
  return database;
}

async function startOn(...args: Parameters<typeof startApi>): Promise<TestApi> {
  const api = await startApi(...args);
  ends.push(() => api.stop());
  return api;
}

async function open(api: TestApi, query = '', lastEventId?: string): Promise<SseClient> {
  const client = await SseClient.open(`${api.url}/v1/stream${query}`, lastEventId);
  opened.push(client);
  return client;
}

afterEach(async () => {
  for (const client of opened.splice(0)) client.drop();
  for (const end of ends.splice(0).reverse()) await end();
});

const states = (events: readonly SseEvent[]) => events.map((event) => JSON.parse(event.data) as GrowthState);
const sequences = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => String(index + from));

/** The whole log from GET /v1/changes. */
async function readLog(api: TestApi): Promise<GrowthState[]> {
  const log: GrowthState[] = [];
  for (let after: string | null = '0'; after !== null;) {
    const page: { items: GrowthState[]; next: string | null } = await api.json(
      `/v1/changes?after=${after}&limit=1000`,
    );
    log.push(...page.items);
    after = page.next;
  }
  return log;
}

describe('a reader dropped twenty times at random under load and resumed by Last-Event-ID', () => {
  const DROPS = 20;
  const VERSIONS = 1_500;

  /** Two writers commit at once: sequences must follow the order of commits all the same. */
  async function write(api: TestApi, key: string, count: number): Promise<void> {
    for (let written = 0; written < count;) {
      const size = Math.min(1 + Math.floor(Math.random() * 12), count - written);
      const batch = Array.from({ length: size }, (_, index) => ({
        key,
        period: String(2000 + ((written + index) % 7)),
        value: String(written + index),
      }));
      await commit(api.pool, ...batch);
      written += size;
    }
  }

  it('sees no gap and no repeat, across restarts of the service, from memory and from the database', async () => {
    const database = await newDatabase();
    // The ring holds a few changes only, so that a returning reader is first served from the database.
    let api = await startOn(database, { ringBytes: 20_000 });
    const writer = await startOn(database);
    const writing = Promise.all([write(writer, CHINA, VERSIONS), write(writer, HENAN, VERSIONS)]);
    const seen: SseEvent[] = [];
    let lastEventId = '0';
    for (let drop = 0; drop < DROPS; drop += 1) {
      const client = await open(api, drop === 0 ? '?after=0' : '', drop === 0 ? undefined : lastEventId);
      await client.until(1 + Math.floor(Math.random() * 60)).catch((error: unknown) => {
        if (client.events.length === 0) throw error;
      });
      client.drop();
      seen.push(...client.events);
      lastEventId = client.lastEventId ?? lastEventId;
      if (drop % 5 === 4) {
        await api.stop();
        api = await startOn(database, { ringBytes: 20_000 });
      } else {
        await pause(Math.random() * 20);
      }
    }
    await writing;
    const client = await open(api, '', lastEventId);
    seen.push(...(await client.until(2 * VERSIONS - Number(lastEventId))));
    expect(seen.map((event) => event.id)).toEqual(sequences(2 * VERSIONS));
    expect(states(seen)).toEqual(await readLog(api));
  });
});

describe('GET /v1/stream', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(await testDatabase(), { heartbeatEvery: 100 });
    await commit(
      api.pool,
      { key: CHINA, period: '2019', value: '1' },
      { key: HENAN, period: '2019', value: '2' },
    );
  });
  afterAll(() => api.end());

  it('sends the state as it stands in the log, with its sequence as id', async () => {
    const client = await open(api, '?after=0');
    const [event] = await client.until(2);
    expect(event).toMatchObject({ id: '1', event: 'growth-updated' });
    const log = await (await api.get('/v1/changes?limit=1')).text();
    expect(log).toContain(`{"items":[${event?.data ?? ''}],`);
  });

  it('starts at the end of the log without a position', async () => {
    const client = await open(api);
    const sequence = await commit(api.pool, { key: CHINA, period: '2020', value: '3' });
    expect((await client.until(1)).map((event) => event.id)).toEqual([sequence]);
  });

  it('prefers Last-Event-ID to after', async () => {
    const client = await open(api, '?after=0', '1');
    expect((await client.until(1))[0]?.id).toBe('2');
    const farAhead = await open(api, '?after=999999', '1');
    expect((await farAhead.until(1))[0]?.id).toBe('2');
  });

  it.each([
    ['verdict=conflicts', [0, 2]],
    ['verdict=conflicts&flag=small-base', [2]],
    ['flag=small-base,coverage-break', [1, 2]],
    ['reason=restated,withdrawn', [2]],
    ['area=CN-*&reason=reported', [1]],
    ['within=CN-HA', [1]],
  ])('takes %s, live and from the log', async (query, expected) => {
    const live = await open(api, `?${query}`);
    const before = await commit(api.pool, { key: CHINA, period: '2018', value: '1' });
    const sides = (verdict: 'conflicts' | 'unchecked') => ({ level: { verdict, gap: null } });
    await commit(
      api.pool,
      { key: CHINA, period: '2023', value: '1', document: sides('conflicts') },
      { key: HENAN, period: '2023', value: '2', document: { flags: ['coverage-break'] } },
      {
        ...{ key: CHINA, period: '2023-S1', value: '3' },
        document: {
          ...{ ...sides('conflicts'), flags: ['small-base'] },
          change: { reason: 'restated', previous: null, causes: [] },
        },
      },
    );
    const wanted = expected.map((at) => String(BigInt(before) + 1n + BigInt(at)));
    const behind = await open(api, `?${query}&after=${before}`);
    for (const client of [live, behind])
      expect((await client.until(wanted.length)).map((event) => event.id)).toEqual(wanted);
  });

  it('takes the filters of the list, live and from the log', async () => {
    const behind = await open(api, '?after=0&area=CN-HA&to=2019');
    const live = await open(api, '?area=CN-HA&period=2021');
    await commit(
      api.pool,
      { key: CHINA, period: '2021', value: '4' },
      { key: HENAN, period: '2021', value: '5' },
    );
    expect(states(await live.until(1)).map((state) => state.level.reported?.value)).toEqual(['5']);
    expect(states(await behind.until(1)).map((state) => state.level.reported?.value)).toEqual(['2']);
    await commit(
      api.pool,
      { key: HENAN, period: '2021', value: '6' },
      { key: HENAN, period: '2019', value: '7' },
    );
    expect(states(await live.until(2)).map((state) => state.level.reported?.value)).toEqual(['5', '6']);
    expect(states(await behind.until(2)).map((state) => state.level.reported?.value)).toEqual(['2', '7']);
  });

  it.each([
    ['?after=x', undefined],
    ['?after=-1', undefined],
    ['?after=1.0', undefined],
    ['?after=999999', undefined],
    ['', 'x'],
    ['', '-1'],
    ['', '99999999999999999999'],
    ['', '999999'],
    ['?after=1', '999999'],
    ['?asOf=1', undefined],
    ['?limit=1', undefined],
    ['?cursor=x', undefined],
    ['?publishedBy=2020', undefined],
    ['?aera=CN', undefined],
  ])('refuses %s with Last-Event-ID %s', async (query, lastEventId) => {
    const response = await api.get(
      `/v1/stream${query}`,
      lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    );
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    await response.body?.cancel();
  });

  it('keeps a quiet connection alive with comments', async () => {
    const client = await open(api);
    await eventually(() => client.comments.filter((comment) => comment === 'heartbeat').length >= 2);
    expect(client.events).toEqual([]);
  });

  it('has no blank line without an event', async () => {
    const client = await open(api);
    await eventually(() => client.comments.filter((comment) => comment === 'heartbeat').length >= 2);
    const first = await commit(api.pool, { key: CHINA, period: '2031', value: '1' });
    await eventually(() => client.events.length === 1);
    const heard = client.comments.length;
    await eventually(() => client.comments.length > heard + 1);
    expect([client.comments[0], client.empty, client.events[0]?.id]).toEqual([
      `after ${String(Number(first) - 1)}`,
      0,
      first,
    ]);
  });

  it('answers HEAD without opening a stream', async () => {
    const response = await fetch(`${api.url}/v1/stream`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
  });

  it('carries on when the listening connection is cut', async () => {
    const client = await open(api);
    const { rowCount } = await api.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'silkgauge-stream' and datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    const first = await commit(api.pool, { key: CHINA, period: '2022', value: '8' });
    await client.until(1);
    await eventually(async () => {
      const { rows } = await api.pool.query(
        `select from pg_stat_activity where application_name = 'silkgauge-stream' and datname = current_database()`,
      );
      return rows.length === 1;
    });
    const second = await commit(api.pool, { key: CHINA, period: '2022', value: '9' });
    expect((await client.until(2)).map((event) => event.id)).toEqual([first, second]);
  });

  it('carries on when every connection is cut: the reader resumes at its position', async () => {
    const client = await open(api, '?after=0');
    await client.until(1);
    await api.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const last = await commit(api.pool, { key: CHINA, period: '2022', value: '10' });
    const resumed = client.ended === 'no' ? client : await open(api, '', client.lastEventId);
    await eventually(() => resumed.lastEventId === last);
  });
});

describe('a stalled reader', () => {
  const BIG = '9'.repeat(20_000);
  const COUNT = 1_000; // 20 MB and more: far beyond the socket's buffers

  it('takes bounded memory, delays no other reader, and gets every change once it reads', async () => {
    const api = await startOn(await newDatabase(), { ringBytes: 1_000_000 });
    const slow = await open(api);
    slow.pause();
    const quick = await open(api);
    for (let written = 0; written < COUNT; written += 50) {
      await commit(
        api.pool,
        ...Array.from({ length: 50 }, () => ({ key: CHINA, period: '2020', value: BIG })),
      );
    }
    await quick.until(COUNT);
    const metrics = await (await api.get('/metrics')).text();
    expect(Number(/^silkgauge_stream_ring_bytes (\d+)$/m.exec(metrics)?.[1])).toBeLessThanOrEqual(1_000_000);
    slow.resume();
    expect((await slow.until(COUNT)).map((event) => event.id)).toEqual(sequences(COUNT));
  });

  it('is cut off after stalledAfter, and can resume', async () => {
    const api = await startOn(await newDatabase(), { stalledAfter: 200 });
    const slow = await open(api);
    slow.pause();
    for (let written = 0; written < COUNT; written += 50) {
      await commit(
        api.pool,
        ...Array.from({ length: 50 }, () => ({ key: CHINA, period: '2020', value: BIG })),
      );
    }
    await eventually(async () =>
      (await (await api.get('/metrics')).text()).includes('silkgauge_stream_readers 0'),
    );
  });
});

describe('a stop of the service', () => {
  it('ends the streams cleanly, and does not wait for a stalled reader', async () => {
    const api = await startOn(await newDatabase());
    const [reading, slow] = [await open(api), await open(api)];
    slow.pause();
    await commit(
      api.pool,
      ...Array.from({ length: 1_000 }, () => ({ key: CHINA, period: '2020', value: '9'.repeat(20_000) })),
    );
    await reading.until(1_000);
    await api.stop();
    await eventually(() => reading.ended === 'cleanly');
  });
});
