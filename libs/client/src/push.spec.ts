import { GaveUp, push, pushAll, Refused, UnexpectedAnswer, type InputEvent } from './push.ts';
import { cutOff, hang, json, serve, status, type Answer, type TestServer } from './http-server.fixture.ts';

let door: TestServer;
afterEach(() => door.stop());

const events = (count: number, more: Readonly<Record<string, unknown>> = {}) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ specversion: '1.0', id: String(at), source: '/test', type: 'silkgauge.notice.withdrawn.v1' },
    data: { notice: `N-${String(at)}`, reason: 'ä', ...more },
  })) as InputEvent[];

const taken: Answer = (response, { body }) => {
  const ids = (JSON.parse(body) as { id: string }[]).map(({ id }) => id);
  const receipts = ids.map((id) => ({
    ...{ source: '/test', id, status: 'accepted' },
    ...{ topic: 'policy.notices', partition: 0, offset: id },
  }));
  json(202, { receipts })(response, { method: '', path: '', headers: {}, body });
};
const idsOf = ({ body }: { body: string }) => (JSON.parse(body) as { id: string }[]).map(({ id }) => id);
const refusal = (errors: readonly unknown[]) =>
  json(422, { type: 'urn:silkgauge:problem:invalid-event', title: 'Wrong', status: 422, errors });

describe('push', () => {
  it('sends batches by count, in order, with the credential, and returns a receipt for each event', async () => {
    door = await serve(taken);
    const receipts = await push(events(5), { door: door.url, key: 'sgk_x', batchEvents: 2 });
    expect(receipts.map(({ offset }) => offset)).toEqual(['0', '1', '2', '3', '4']);
    expect(door.received.map(idsOf)).toEqual([['0', '1'], ['2', '3'], ['4']]);
    expect(door.received[0]).toMatchObject({
      ...{ method: 'POST', path: '/v1/events' },
      headers: { authorization: 'Bearer sgk_x', 'content-type': 'application/cloudevents-batch+json' },
    });
  });

  it('sends no batch of more bytes than it may', async () => {
    door = await serve(taken);
    const some = events(20);
    const limit = Buffer.byteLength(JSON.stringify(some.slice(0, 3)));
    await push(some, { door: door.url, batchBytes: limit });
    const sizes = door.received.map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
    expect(door.received.flatMap(idsOf)).toEqual(some.map(({ id }) => id));
  });

  it('names an event that no batch has room for, by its index, before it sends that', async () => {
    door = await serve(taken);
    const some = [...events(2), ...events(1, { reason: 'x'.repeat(5000) })];
    await expect(push(some, { door: door.url, batchBytes: 2000 })).rejects.toThrow(/event 2 has \d+ bytes/);
    await expect(push(['{}' as never], { door: door.url })).rejects.toThrow('event 0 is no object');
  });

  it('a 422 names the index in the list of the caller, and how many were taken before', async () => {
    const fault = {
      index: 1,
      pointer: '/data/period',
      rule: 'period',
      message: 'no period',
      fix: 'write 2020',
    };
    door = await serve(taken, refusal([fault]));
    const refused: unknown = await push(events(9), { door: door.url, batchEvents: 4 }).catch(
      (e: unknown) => e,
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status: 422, accepted: 4, faults: [{ ...fault, index: 5 }] });
    expect(String(refused)).toContain('event 5 /data/period: no period; write 2020');
    expect(door.received).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['429 with Retry-After', status(429, { 'retry-after': '1' })],
    ['503', status(503)],
    ['a connection that breaks', cutOff],
    [
      'an answer that breaks off',
      (response) => {
        response.writeHead(202, { 'content-length': '1000' });
        response.write('{"receipts":');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('after %s the same events are sent again', async (_name, trouble) => {
    door = await serve(trouble, taken);
    const before = Date.now();
    await expect(push(events(2), { door: door.url })).resolves.toHaveLength(2);
    expect(door.received).toHaveLength(2);
    expect(door.received[1]?.body).toBe(door.received[0]?.body);
    if (_name.startsWith('429')) expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
  });

  it('a door that says nothing is asked again after the timeout', async () => {
    door = await serve(hang, taken);
    await expect(push(events(1), { door: door.url, timeout: 100 })).resolves.toHaveLength(1);
  });

  it('gives up after so many tries, or when the door asks for more patience than there is', async () => {
    door = await serve(taken, status(503), status(503), status(429, { 'retry-after': '3600' }));
    const options = { door: door.url, batchEvents: 1, tries: 2, longestWait: 1000 };
    const gaveUp: unknown = await push(events(2), options).catch((error: unknown) => error);
    expect(gaveUp).toBeInstanceOf(GaveUp);
    expect(gaveUp).toMatchObject({ accepted: 1, cause: { status: 503 } });
    await expect(push(events(1), options)).rejects.toThrow('the door asks to wait 3600000 ms');
  });

  it.each<[string, Answer]>([
    ['no receipts', json(202, {})],
    ['fewer receipts than events', json(202, { receipts: [] })],
    ['no JSON', (response) => response.writeHead(202).end('<html>')],
    ['an endless answer', (response) => response.writeHead(202).end('x'.repeat(1_000_000))],
  ])('does not believe a 202 with %s', async (_name, lie) => {
    door = await serve(lie);
    await expect(push(events(1), { door: door.url })).rejects.toBeInstanceOf(UnexpectedAnswer);
    expect(door.received).toHaveLength(1);
  });

  it('follows no redirect: events and key go to the door alone', async () => {
    const elsewhere = await serve(taken);
    door = await serve(status(307, { location: `${elsewhere.url}/v1/events` }));
    await expect(push(events(1), { door: door.url, key: 'sgk_x' })).rejects.toMatchObject({ status: 307 });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  it('ends when the signal aborts, also while it waits', async () => {
    door = await serve(status(503, { 'retry-after': '60' }));
    const stop = new AbortController();
    const pushing = push(events(1), { door: door.url, signal: stop.signal });
    setTimeout(() => {
      stop.abort(new Error('enough'));
    }, 100);
    await expect(pushing).rejects.toThrow('enough');
  });
});

describe('pushAll', () => {
  it('holds one batch, however many events there are', async () => {
    let made = 0;
    let furthest = 0;
    door = await serve((response, request) => {
      furthest = Math.max(furthest, made - Number(idsOf(request)[0]));
      taken(response, request);
    });
    const endless = async function* () {
      for (const event of events(100)) {
        made += 1;
        yield await Promise.resolve(event);
      }
    };
    let receipts = 0;
    for await (const some of pushAll(endless(), { door: door.url, batchEvents: 10 })) receipts += some.length;
    expect(receipts).toBe(100);
    expect(furthest).toBeLessThanOrEqual(11);
  });
});
