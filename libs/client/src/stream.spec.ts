import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  byPath,
  cutOff,
  hang,
  json,
  serve,
  status,
  type Answer,
  type TestServer,
} from './http-server.fixture.ts';
import { file, Refused, stream, UnexpectedAnswer, type Change, type StreamOptions } from './stream.ts';

let api: TestServer;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-stream-'));
});
afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

const cursorAt = (sequence: string) => {
  writeFileSync(join(folder, 'cursor'), sequence);
  return file(join(folder, 'cursor'));
};
const written = () => readFileSync(join(folder, 'cursor'), 'utf8').trim();
const state = (sequence: string) => ({ key: `K/${sequence}`, version: 1, sequence });
const frame = (id: string, event = 'growth-updated', data: unknown = state(id)) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** A stream of these texts, then its end (or none). */
const events =
  (texts: readonly string[], isOpen = false): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(': after 0\nretry: 10\n');
    for (const text of texts) response.write(text);
    if (!isOpen) response.end();
  };
const streamed = (...answers: readonly Answer[]) => {
  let asked = 0;
  return byPath({
    '/v1/stream': (response, request) => {
      asked += 1;
      answers[Math.min(asked, answers.length) - 1]?.(response, request);
    },
    '/v1/changes?latest=1': json(200, { items: [state('7')], next: null }),
    '/v1/growth?asOf=9': (response, request) => {
      const isSecond = request.path.includes('cursor=second');
      json(200, { items: [state(isSecond ? '9' : '8')], next: isSecond ? null : 'second' })(
        response,
        request,
      );
    },
  });
};

/** Follows until the server says 204, or fails; the ids that were handled. */
async function followed(options: Partial<StreamOptions> = {}): Promise<string[]> {
  const ids: string[] = [];
  await stream({ api: api.url, ...options }, ({ id }) => ids.push(id));
  return ids;
}
const positions = () =>
  api.received
    .filter(({ path }) => path.startsWith('/v1/stream'))
    .map(({ headers }) => headers['last-event-id']);

describe('a stream', () => {
  it('hands out changes with credential and filter, and stops at 204', async () => {
    api = await serve(streamed(events([frame('8'), frame('9')]), status(204)));
    const filter = { area: 'CN', reporter: ['GACC', 'MOFCOM'] };
    expect(await followed({ key: 'sgk_x', filter })).toEqual(['8', '9']);
    expect(api.received.at(-1)?.path).toBe('/v1/stream?area=CN&reporter=GACC%2CMOFCOM');
    expect(api.received.every(({ headers }) => headers.authorization === 'Bearer sgk_x')).toBe(true);
  });

  it('without a cursor starts at the end of the log, and resumes there where a connection brought nothing', async () => {
    api = await serve(streamed(cutOff, events([frame('8')]), status(204)));
    expect(await followed()).toEqual(['8']);
    expect(positions()).toEqual(['7', '7', '8']);
  });

  it('resumes behind the last change that was handled, also where an event was cut off', async () => {
    const half = frame('10').slice(0, -20);
    api = await serve(streamed(events([frame('8'), frame('9'), half]), events([frame('10')]), status(204)));
    expect(await followed({ cursor: cursorAt('7') })).toEqual(['8', '9', '10']);
    expect(positions()).toEqual(['7', '9', '10']);
    expect(written()).toBe('10');
  });

  it('writes the cursor after the handler has returned; a change whose handler failed comes again', async () => {
    api = await serve(streamed(events([frame('8'), frame('9')], true)));
    const cursor = cursorAt('7');
    const before: string[] = [];
    const handle = async ({ id }: Change) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      before.push(written());
      if (id === '9') throw new Error('full');
    };
    await expect(stream({ api: api.url, cursor }, handle)).rejects.toThrow('full');
    expect(before).toEqual(['7', '8']);
    expect(written()).toBe('8');
  });

  it('writes the end of the log to an empty cursor at once: the first change comes again where its handler failed', async () => {
    api = await serve(streamed(events([frame('8')], true)));
    const cursor = file(join(folder, 'cursor'));
    const fails = stream({ api: api.url, cursor }, () => Promise.reject(new Error('full')));
    await expect(fails).rejects.toThrow('full');
    expect(written()).toBe('7');
  });

  it.each([401, 403, 400, 404])('stops at %d and says what the service said', async (code) => {
    api = await serve(
      streamed(json(code, { type: 'about:blank', title: 'No', status: code, detail: 'Not you.' })),
    );
    const refused: unknown = await followed({ cursor: cursorAt('7') }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status: code, message: `${String(code)} Not you.` });
    expect(positions()).toHaveLength(1);
  });

  it.each([429, 500, 503])('asks again after %d, not before Retry-After', async (code) => {
    api = await serve(streamed(status(code, { 'retry-after': '1' }), events([frame('8')]), status(204)));
    const before = Date.now();
    expect(await followed({ cursor: cursorAt('7') })).toEqual(['8']);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
  });

  it('gives up a connection that is silent, or never answers, and makes another', async () => {
    api = await serve(streamed(events([frame('8')], true), events([frame('9')]), status(204)));
    expect(await followed({ cursor: cursorAt('7'), quiet: 100 })).toEqual(['8', '9']);
  });

  it('takes the states of a resync, page by page, before it goes on behind them', async () => {
    const resync = frame('9', 'resync', { snapshot: '/v1/growth?asOf=9&limit=1000', after: '9' });
    api = await serve(streamed(events([resync, frame('10')]), status(204)));
    expect(await followed({ cursor: cursorAt('3') })).toEqual(['8', '9', '10']);
    expect(written()).toBe('10');
  });

  it('a resync that was not taken as a whole is taken again', async () => {
    const resync = frame('9', 'resync', { snapshot: '/v1/growth?asOf=9&limit=1000', after: '9' });
    api = await serve(streamed(events([resync], true)));
    const cursor = cursorAt('3');
    const handle = ({ id }: Change) => {
      if (id === '9') throw new Error('full');
    };
    await expect(stream({ api: api.url, cursor }, handle)).rejects.toThrow('full');
    expect(written()).toBe('3');
  });

  it('passes over events of types that it does not know', async () => {
    api = await serve(streamed(events([frame('8', 'bulletin'), frame('9')]), status(204)));
    expect(await followed({ cursor: cursorAt('7') })).toEqual(['9']);
  });

  it.each<[string, Answer]>([
    ['an event without a sequence', events([`event: growth-updated\ndata: {}\n\n`])],
    ['an event that is no JSON', events([`id: 8\nevent: growth-updated\ndata: <html>\n\n`])],
    ['an event without end', events([`data: ${'x'.repeat(5000)}`])],
    [
      'a page in place of a stream',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('hi'),
    ],
    [
      'a resync to another place',
      events([frame('9', 'resync', { snapshot: 'http://127.0.0.1:1/', after: '9' })]),
    ],
    ['a resync without a sequence', events([frame('9', 'resync', { snapshot: '/v1/growth?asOf=9' })])],
  ])('ends with an error at %s', async (_name, lie) => {
    api = await serve(streamed(lie));
    await expect(followed({ cursor: cursorAt('7'), largest: 2000 })).rejects.toBeInstanceOf(UnexpectedAnswer);
  });

  it('ends without an error when the signal aborts', async () => {
    api = await serve(streamed(hang));
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 100);
    expect(await followed({ cursor: cursorAt('7'), signal: stop.signal })).toEqual([]);
  });
});

describe('a stream of kinds', () => {
  const thing = (sequence: string, name: object) => ({ ...name, version: 1, sequence });
  const alerts = [
    thing('3', { key: 'over/K/2020', rule: 'over' }),
    thing('5', { key: 'late/R', rule: 'late' }),
  ];
  const bulletin = thing('6', { bulletin: 'h1', kind: 'first' });

  it('asks for them alone, and hands them out with their types', async () => {
    const frames = [
      ...[frame('8', 'alert-updated', alerts[0]), frame('9', 'bulletin-updated', bulletin)],
      ...[frame('10', 'growth-updated'), frame('11', 'release-updated', thing('11', { release: 'R' }))],
    ];
    api = await serve(streamed(events(frames), status(204)));
    const told: string[] = [];
    const handle = (change: Change<'alert' | 'bulletin' | 'release'>) => {
      if (change.type === 'alert-updated') told.push(change.data.rule);
      else if (change.type === 'bulletin-updated') told.push(change.data.kind);
      else told.push(change.data.release);
    };
    const kinds = ['alert', 'bulletin', 'release'] as const;
    await stream({ api: api.url, kinds, filter: { area: 'CN' }, cursor: cursorAt('7') }, handle);
    expect(told).toEqual(['over', 'first', 'R']);
    expect(api.received.at(-1)?.path).toBe('/v1/stream?area=CN&kinds=alert%2Cbulletin%2Crelease');
    expect(written()).toBe('11');
  });

  it.each([
    [[{ kind: 'alert', sequence: '5', data: alerts[1] }], '5'],
    [[], '0'],
  ])('without a cursor starts behind the newest of them, %#', async (items, position) => {
    api = await serve(
      byPath({
        '/v1/changes?latest=1&kinds=alert': json(200, { items, next: null }),
        '/v1/stream?kinds=alert': status(204),
      }),
    );
    await stream({ api: api.url, kinds: ['alert'] }, () => undefined);
    expect(positions()).toEqual([position]);
  });

  it('takes what stands at each address of a resync, before it goes on behind them', async () => {
    const snapshots = {
      ...{ state: '/v1/growth?asOf=9&limit=1000', notice: '/v1/notices?limit=1000' },
      ...{ alert: '/v1/alerts?asOf=9&limit=1000', bulletin: '/v1/bulletins?limit=1000' },
      release: '/v1/releases?limit=1000',
    };
    const resync = frame('9', 'resync', { snapshot: snapshots.state, snapshots, after: '9' });
    const listed = [
      { bulletin: 'h1', version: 1 },
      { bulletin: 'h2', version: null },
    ];
    api = await serve(
      byPath({
        '/v1/stream': (response, request) => {
          const isFirst = request.headers['last-event-id'] === '1';
          (isFirst ? events([resync, frame('10', 'alert-updated', alerts[0])]) : status(204))(
            response,
            request,
          );
        },
        '/v1/growth': json(200, { items: [state('4')], next: null }),
        '/v1/alerts?asOf=9': (response, request) => {
          const isSecond = request.path.includes('cursor=second');
          const page = isSecond
            ? { items: alerts.slice(1), next: null }
            : { items: alerts.slice(0, 1), next: 'second' };
          json(200, page)(response, request);
        },
        '/v1/bulletins/h1': json(200, bulletin),
        '/v1/bulletins?': json(200, { items: listed, next: null }),
        '/v1/releases': json(200, { items: [thing('7', { release: 'R' })], next: null }),
      }),
    );
    const told: string[] = [];
    const kinds = ['state', 'notice', 'alert', 'bulletin', 'release'] as const;
    await stream({ api: api.url, kinds, cursor: cursorAt('1') }, ({ type, id }) =>
      told.push(`${type} ${id}`),
    );
    expect(told).toEqual([
      ...[
        'growth-updated 4',
        'alert-updated 3',
        'alert-updated 5',
        'release-updated 7',
        'bulletin-updated 6',
      ],
      'alert-updated 10',
    ]);
    expect(written()).toBe('10');
  });

  it('ends with an error where a thing of a list has no place in the log', async () => {
    const snapshots = { alert: '/v1/alerts?asOf=9' };
    const resync = frame('9', 'resync', { snapshot: snapshots.alert, snapshots, after: '9' });
    api = await serve(
      byPath({
        '/v1/stream': events([resync], true),
        '/v1/alerts': json(200, { items: [{ key: 'over/K/2020' }], next: null }),
      }),
    );
    const read = stream({ api: api.url, kinds: ['alert'], cursor: cursorAt('1') }, () => undefined);
    await expect(read).rejects.toBeInstanceOf(UnexpectedAnswer);
    expect(written()).toBe('1');
  });

  it('is not asked for by a filter, which says nothing of their types', async () => {
    api = await serve(streamed(status(204)));
    await expect(followed({ filter: { kinds: 'alert' }, cursor: cursorAt('7') })).rejects.toThrow(TypeError);
    expect(api.received).toEqual([]);
  });
});

describe('a cursor in a file', () => {
  it('is there after a write, and absent before', async () => {
    api = await serve(hang);
    const cursor = file(join(folder, 'new'));
    expect(await cursor.read()).toBeUndefined();
    await cursor.write('42');
    expect(await cursor.read()).toBe('42');
  });

  it('that is something else is named, and left as it is', async () => {
    api = await serve(hang);
    await expect(Promise.resolve(cursorAt('{"a":1}').read())).rejects.toThrow(/cursor holds no sequence/);
    expect(written()).toBe('{"a":1}');
  });
});
