import fc from 'fast-check';
import { eventReader, openStream } from './event-stream.ts';
import type { StreamEvent } from './live.ts';

function readAll(...pieces: readonly string[]) {
  const events: [string, StreamEvent][] = [];
  const read = eventReader((type, event) => events.push([type, event]));
  pieces.forEach(read);
  return events;
}

const STREAM = [
  ': after 7\nretry: 1000\n',
  'id: 8\nevent: growth-updated\ndata: {"a":\ndata: 1}\n\n',
  ': heartbeat\n: heartbeat\n',
  'data:bare\r\n\r\nid: 9\rdata: old\r\r',
  'event: resync\nid\ndata: 中文: two\n\n',
  'event: half\ndata: lost',
].join('');
const EVENTS = [
  ['growth-updated', { data: '{"a":\n1}', lastEventId: '8' }],
  ['message', { data: 'bare', lastEventId: '8' }],
  ['message', { data: 'old', lastEventId: '9' }],
  ['resync', { data: '中文: two', lastEventId: '' }],
];

describe('server-sent events', () => {
  it('are read wherever the pieces are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
        const pieces = places.slice(1).map((to, at) => STREAM.slice(places[at], to));
        expect(readAll(...pieces)).toEqual(EVENTS);
      }),
    );
  });

  it('name no id before the stream does', () => {
    expect(readAll('data: x\n\n')).toEqual([['message', { data: 'x' }]]);
  });
});

/** A stream over a body that the test writes, with all that was said. */
function served(status = 200, type = 'text/event-stream; charset=utf-8') {
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const said: string[] = [];
  let signal: AbortSignal | null | undefined;
  const stream = openStream('/v1/stream', (_, init) => {
    signal = init?.signal;
    return Promise.resolve(new Response(body.readable, { status, headers: { 'content-type': type } }));
  });
  for (const type of ['open', 'beat', 'ahead', 'foreign', 'growth-updated', 'error'])
    stream.addEventListener(type, ({ data = '' }) => said.push(`${type} ${data}`.trim()));
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  return { stream, said, write, end: () => writer.close(), settle, isAborted: () => signal?.aborted };
}

describe('a stream', () => {
  it('says that it is open, each sign of life, its events, and its end', async () => {
    const { stream, said, write, end, settle } = served();
    await write(': heartbeat\n');
    await write('event: growth-updated\ndata: 1\n\n');
    await settle();
    expect(said).toEqual(['open', 'beat', 'beat', 'growth-updated 1']);
    expect(stream.isClosed).toBe(false);
    await end();
    await settle();
    expect(said.at(-1)).toBe('error');
    expect(stream.isClosed).toBe(true);
  });

  it('that the server refuses ends without having been open', async () => {
    const { said, settle } = served(503);
    await settle();
    expect(said).toEqual(['error']);
  });

  it('whose position is ahead of the log says so', async () => {
    const { said, settle } = served(400, 'application/problem+json');
    await settle();
    expect(said).toEqual(['ahead', 'error']);
  });

  it.each(['text/html', 'application/json', 'text/event-stream-not', ''])(
    'that is no stream but %j is a failure with a name, and none of its text is an event',
    async (type) => {
      const { stream, said, write, settle } = served(200, type);
      void write('event: growth-updated\ndata: 1\n\n').catch(() => undefined);
      await settle();
      expect(said).toEqual(['foreign', 'error']);
      expect(stream.isClosed).toBe(true);
    },
  );

  it('that is closed says nothing more, and leaves the connection', async () => {
    const { stream, said, write, settle, isAborted } = served();
    await settle();
    stream.close();
    void write('event: growth-updated\ndata: 1\n\n');
    await settle();
    expect(said).toEqual(['open']);
    expect(isAborted()).toBe(true);
  });
});
