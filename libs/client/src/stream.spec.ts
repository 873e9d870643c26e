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
