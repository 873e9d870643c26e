import { DIMENSIONS } from '@silkgauge/contract';
import { eventually } from '@silkgauge/testing';
import fc from 'fast-check';
import { TOPIC_FILTERS } from './states/filter.ts';
import { NewestStates } from './states/newest.ts';
import { follow, type CursorStore, type Followed, type GrowthState, type KafkaClient } from './states.ts';
import { byPath, cutOff, json, serve, status, type Answer, type TestServer } from './http-server.fixture.ts';

const state = (key: string, version: number, sequence: number, more: Partial<GrowthState> = {}) =>
  ({
    key,
    version,
    sequence: String(sequence),
    series: { area: key },
    period: '2020',
    ...more,
  }) as GrowthState;

describe('the newest states', () => {
  it('are those of the highest version, in whatever order and however often they come', () => {
    const versions = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(versions, (taken) => {
        const newest = new NewestStates();
        for (const [key, version] of taken) newest.take(state(key, version, version));
        for (const [key, { version }] of newest.states)
          expect(version).toBe(Math.max(...taken.filter(([one]) => one === key).map(([, one]) => one)));
        expect(newest.states.size).toBe(new Set(taken.map(([key]) => key)).size);
      }),
    );
  });

  it('come once for each key that changed, with the state that was handed out before', () => {
    const newest = new NewestStates();
    newest.take(state('a', 1, 1));
    newest.take(state('b', 1, 2));
    newest.take(state('a', 2, 3));
    expect(newest.next()).toEqual({ state: state('a', 2, 3), previous: undefined });
    newest.take(state('a', 3, 4));
    newest.take(state('a', 4, 5));
    expect(newest.next()).toEqual({ state: state('b', 1, 2), previous: undefined });
    expect(newest.next()).toEqual({ state: state('a', 4, 5), previous: state('a', 2, 3) });
    expect(newest.next()).toBeUndefined();
  });

  it('come at the same cost each, however many wait', () => {
    const secondsOf = (keys: number): number => {
      const newest = new NewestStates();
      for (let at = 0; at < keys; at += 1) newest.take(state(String(at), 1, at));
      const before = process.cpuUsage();
      let count = 0;
      while (newest.next()) count += 1;
      expect(count).toBe(keys);
      return process.cpuUsage(before).user / 1e6;
    };
    const leastOf = (keys: number): number => Math.min(...[1, 2, 3].map(() => secondsOf(keys)));
    // Four times as many: a cost that grows with those that wait would be sixteen times as much, some seconds.
    expect(leastOf(200_000)).toBeLessThan(8 * leastOf(50_000) + 0.2);
  });

  it('come again where they were not handled: the newest one, after what was handled before', () => {
    const newest = new NewestStates();
    newest.take(state('a', 1, 1));
    newest.next();
    newest.take(state('a', 2, 2));
    const failed = newest.next();
    newest.take(state('a', 3, 3));
    if (failed) newest.putBack(failed);
    expect(newest.next()).toEqual({ state: state('a', 3, 3), previous: state('a', 1, 1) });
    expect(newest.next()).toBeUndefined();
  });
});

let api: TestServer | undefined;
let followed: Followed | undefined;
afterEach(async () => {
  await followed?.stop();
  await api?.stop();
});

const sse =
  (...states: readonly GrowthState[]): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 10\n');
    for (const one of states)
      response.write(`id: ${one.sequence}\nevent: growth-updated\ndata: ${JSON.stringify(one)}\n\n`);
  };
const resync =
  (snapshot: string, after: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: ${after}\nevent: resync\ndata: ${JSON.stringify({ snapshot, after })}\n\n`);
  };
const end = (sequence: number) => json(200, { items: [state('z', 1, sequence)], next: null });

/** The first `count` changes that are handed out. */
async function changes(count: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const { state: one, previous } of followed ?? []) {
    seen.push(`${one.key} ${String(previous?.version ?? '-')}>${String(one.version)}`);
    if (seen.length === count) break;
  }
  return seen;
}

describe('follow over HTTP', () => {
  it('takes the snapshot as of the end of the log, page by page, then the stream behind it', async () => {
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth?asOf=5&limit=1000&area=CN&cursor=two': json(200, {
          items: [state('b', 1, 4)],
          next: null,
        }),
        '/v1/growth?asOf=5&limit=1000&area=CN': json(200, {
          items: [{ ...state('a', 2, 5), notices: [] }],
          next: 'two',
        }),
        '/v1/stream?area=CN': sse(state('a', 2, 5), state('a', 3, 6)),
      }),
    );
    followed = follow({ api: api.url, filter: { area: 'CN' } });
    await followed.caughtUp;
    expect(await changes(2)).toEqual(expect.arrayContaining(['b ->1', expect.stringMatching(/^a /)]));
    await eventually(() => followed?.states.get('a')?.version === 3);
    const streamed = api.received.find(({ path }) => path.startsWith('/v1/stream'));
    expect(streamed?.headers['last-event-id']).toBe('5');
    expect(followed.states.get('a')).not.toHaveProperty('notices');
  });

  it('of an empty log waits for the first state', async () => {
    api = await serve(
      byPath({ '/v1/changes': json(200, { items: [], next: null }), '/v1/stream': sse(state('a', 1, 1)) }),
    );
    followed = follow({ api: api.url });
    await followed.caughtUp;
    expect(await changes(1)).toEqual(['a ->1']);
  });

  it('an emptied state is a state', async () => {
    const emptied = state('a', 2, 6, { level: { verdict: 'unchecked', gap: null }, growth: {} });
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth': json(200, { items: [state('a', 1, 5)], next: null }),
        '/v1/stream': (response, request) => setTimeout(() => sse(emptied)(response, request), 50),
      }),
    );
    followed = follow({ api: api.url });
    expect(await changes(2)).toEqual(['a ->1', 'a 1>2']);
    expect(followed.states.get('a')).toEqual(emptied);
  });

  it('takes a resync: the states of its snapshot, of which the highest version wins', async () => {
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth?asOf=5': json(200, { items: [state('a', 1, 5)], next: null }),
        '/v1/growth?asOf=9': json(200, { items: [state('a', 3, 9), state('b', 1, 8)], next: null }),
        '/v1/stream': resync('/v1/growth?asOf=9&limit=1000', '9'),
      }),
    );
    followed = follow({ api: api.url });
    await followed.caughtUp;
    await expect(changes(2)).resolves.toHaveLength(2);
    expect([...followed.states.values()].map(({ version }) => version)).toEqual([3, 1]);
  });

  it('with a cursor hands out what changed since the loop last had all, and writes it once the loop has all', async () => {
    const store: { at: string | undefined; writes: string[] } & CursorStore = {
      ...{ at: '4', writes: [] },
      read: () => store.at,
      write: (sequence) => void store.writes.push(sequence),
    };
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth': json(200, { items: [state('a', 1, 3), state('b', 7, 5)], next: null }),
        '/v1/stream': (response, request) => setTimeout(() => sse(state('a', 2, 6))(response, request), 100),
      }),
    );
    followed = follow({ api: api.url, cursor: store });
    expect(await changes(2)).toEqual(['b ->7', 'a 1>2']);
    expect(followed.states.size).toBe(2);
    expect(store.writes).toEqual(['5']);
  });

  it('a change whose loop body failed comes again in the next loop, and the cursor does not pass it', async () => {
    const writes: string[] = [];
    const cursor = { read: () => '4', write: (sequence: string) => void writes.push(sequence) };
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth': json(200, { items: [state('a', 1, 5)], next: null }),
        '/v1/stream': sse(),
      }),
    );
    const now = (followed = follow({ api: api.url, cursor }));
    await now.caughtUp;
    const failing = async () => {
      for await (const { state: one } of now) throw new Error(`no room for ${one.key}`);
    };
    await expect(failing()).rejects.toThrow('no room for a');
    expect(writes).toEqual([]);
    await expect(failing()).rejects.toThrow('no room for a');
    const handling = (async () => {
      for await (const _ of now);
    })();
    await eventually(() => writes.includes('5'));
    await now.stop();
    await handling;
  });

  it('goes on after broken connections, and ends with what the service says at 401', async () => {
    let asked = 0;
    api = await serve(
      byPath({
        '/v1/changes': end(5),
        '/v1/growth': json(200, { items: [state('a', 1, 5)], next: null }),
        '/v1/stream': (response, request) => {
          asked += 1;
          (asked === 1 ? cutOff : asked === 2 ? status(503) : status(401))(response, request);
        },
      }),
    );
    followed = follow({ api: api.url });
    await followed.caughtUp;
    await expect(changes(2)).rejects.toMatchObject({ name: 'Refused', status: 401 });
    expect(asked).toBe(3);
  });

  it('says that it will not catch up where the first answer is a refusal, and on a stop', async () => {
    api = await serve(status(403));
    followed = follow({ api: api.url });
    await expect(followed.caughtUp).rejects.toMatchObject({ status: 403 });
    followed = follow({ api: api.url });
    await followed.stop();
    await expect(followed.caughtUp).rejects.toThrow('stopped before all was read');
    expect(await changes(1)).toEqual([]);
  });

  it.each([
    ['verdict', /a state leaves it/],
    ['asOf', /is no filter/],
  ])('is not by %s', async (name, why) => {
    api = await serve(status(404));
    expect(() => follow({ api: 'http://127.0.0.1:1', filter: { [name]: 'x' } })).toThrow(why);
  });
});

/** A client that delivers these values of one partition, as kafkajs does. */
function topicOf(values: readonly unknown[], crash?: Error): KafkaClient & { readonly ended: () => boolean } {
  let ended = false;
  const listeners = new Map<string, (event: never) => void>();
  return {
    ended: () => ended,
    admin: () => ({
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      fetchTopicOffsets: () =>
        Promise.resolve([
          { partition: 0, low: '0', high: String(values.length) },
          { partition: 1, low: '3', high: '3' },
        ]),
    }),
    consumer: () => ({
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void (ended = true)),
      subscribe: () => Promise.resolve(),
      on: (name: string, listener: (event: never) => void) => listeners.set(name, listener),
      run: async ({ eachMessage }) => {
        for (const value of values) {
          const bytes =
            value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
          await eachMessage({ message: { value: bytes } });
        }
        const payload = {
          topic: 'growth-updated.customs',
          partition: 0,
          lastOffset: String(values.length - 1),
        };
        listeners.get('consumer.end_batch_process')?.({ payload } as never);
        if (crash) listeners.get('consumer.crash')?.({ payload: { error: crash, restart: false } } as never);
      },
    }),
  };
}

describe('follow by topic', () => {
  const topics = ['growth-updated.customs'];

  it('keeps the highest version, and ignores and counts nulls and what is no state', async () => {
    const kafka = topicOf([state('a', 2, 2), state('a', 1, 1), null, 'x', { key: 1 }, state('b', 1, 3)]);
    followed = follow({ kafka, topics });
    await followed.caughtUp;
    expect([...followed.states.values()]).toEqual([state('a', 2, 2), state('b', 1, 3)]);
    expect(followed.ignored).toBe(3);
    expect(await changes(2)).toEqual(['a ->2', 'b ->1']);
    await followed.stop();
    expect(kafka.ended()).toBe(true);
  });

  it('is caught up at once where nothing is there', async () => {
    followed = follow({ kafka: topicOf([]), topics });
    await followed.caughtUp;
    expect(followed.states.size).toBe(0);
  });

  it('filters by codes, several by comma and by their beginning', async () => {
    const kafka = topicOf([state('CN-HA', 1, 1), state('CN', 1, 2), state('US', 1, 3)]);
    followed = follow({ kafka, topics, filter: { area: 'CN-*,US', period: ['2020'] } });
    await followed.caughtUp;
    expect([...followed.states.keys()]).toEqual(['CN-HA', 'US']);
  });

  it('is not by a filter that needs registers', () => {
    const kafka = topicOf([state('a', 1, 1)]);
    expect(() => follow({ kafka, topics, filter: { within: 'CN' } })).toThrow(
      'not by within: follow over HTTP',
    );
    expect(TOPIC_FILTERS).toEqual([...DIMENSIONS, 'period']);
  });

  it('ends the loop with the error of a consumer that does not start again', async () => {
    const kafka = topicOf([state('a', 1, 1)], new Error('not authorized'));
    followed = follow({ kafka, topics });
    await expect(changes(2)).rejects.toThrow('not authorized');
    expect(kafka.ended()).toBe(true);
  });
});
