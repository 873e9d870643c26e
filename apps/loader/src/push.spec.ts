import type { Feed } from '@silkgauge/contract';
import { DOOR_DEFAULTS, retryAfter } from './door.ts';
import { NO_JOURNAL } from './journal.ts';
import type { Outgoing } from './outgoing.ts';
import { push, type PushOptions, type PushResult } from './push.ts';
import { allDoors, openDoor, type StandInDoor, type StandInOptions } from './stand-in-door.fixture.ts';

const figure = (n: number, change: object = {}): string =>
  JSON.stringify({
    specversion: '1.0',
    id: String(n),
    source: '/spec',
    type: 'silkgauge.figure.reported.v1',
    data: {
      series: {
        reporter: 'GACC',
        area: 'CN',
        indicator: 'CBEC',
        coverage: 'FULL',
        flow: 'X',
        mode: '_T',
        product: '_T',
        counterpart: '_T',
        currency: 'CNY',
      },
      period: '2020-03',
      measure: 'level',
      value: String(n),
      unit: 'CNY',
      publishedAt: '2020-07-16',
      evidence: { document: 'https://example.org/', quote: String(n) },
      ...change,
    },
  });

const outgoing = (n: number, order = -1, text = figure(n)): Outgoing => ({
  feed: 'customs-feed',
  order,
  name: `/spec ${String(n)}`,
  text,
  line: n,
});

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function* pieces(events: readonly Outgoing[], size = 7): AsyncGenerator<Outgoing[]> {
  for (let start = 0; start < events.length; start += size)
    yield await Promise.resolve(events.slice(start, start + size));
}

interface Pushed {
  readonly result: PushResult;
  readonly done: number;
  /** Feed, reason and milliseconds of each pause. */
  readonly pauses: [Feed, string, number][];
}

describe('push', () => {
  const doors: StandInDoor[] = [];
  const door = async (options?: StandInOptions): Promise<StandInDoor> => {
    const opened = await openDoor(options);
    doors.push(opened);
    return opened;
  };
  const optionsFor = (url: string, change: Partial<PushOptions> = {}): PushOptions => ({
    doors: allDoors(url),
    door: { ...DOOR_DEFAULTS, firstPause: 1, longestPause: 4 },
    batchEvents: 10,
    batchBytes: 1_000_000,
    lanes: 4,
    ...change,
  });
  const pushTo = async (
    url: string,
    events: readonly Outgoing[],
    change: Partial<PushOptions> = {},
  ): Promise<Pushed> => {
    const pushed = { done: 0, pauses: [] as Pushed['pauses'] };
    const watcher = {
      done: (count: number) => {
        pushed.done += count;
      },
      pausing: (...pause: Pushed['pauses'][number]) => pushed.pauses.push(pause),
    };
    const result = await push(() => pieces(events), optionsFor(url, change), watcher, NO_JOURNAL);
    return { result, ...pushed };
  };

  afterEach(async () => {
    await Promise.all(doors.splice(0).map((opened) => opened.close()));
  });

  it('brings every event once, in batches, in the order of the source', async () => {
    const opened = await door();
    const { result, done } = await pushTo(
      opened.url,
      range(25).map((n) => outgoing(n)),
    );
    expect(opened.taken.map(({ id }) => Number(id))).toEqual(range(25));
    expect(opened.requests).toEqual([10, 10, 5]);
    expect(result).toEqual({ accepted: 25, refused: 0, before: 0, lines: 25, refusals: [] });
    expect(done).toBe(25);
  });

  it('ends at once when there is nothing to push', async () => {
    const opened = await door();
    expect((await pushTo(opened.url, [])).result.accepted).toBe(0);
    expect(opened.requests).toEqual([]);
  });

  it('sends batches in parallel, one per ordering key, at most one per lane', async () => {
    const opened = await door({ delay: 5 });
    const events = range(400).map((n) => outgoing(n, n % 16));
    await pushTo(opened.url, events, { lanes: 4 });
    expect(opened.busiest).toBeGreaterThan(1);
    expect(opened.busiest).toBeLessThanOrEqual(4);
    const byOrder = Map.groupBy(opened.taken, ({ id }) => Number(id) % 16);
    for (const same of byOrder.values()) {
      const ids = same.map(({ id }) => Number(id));
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    }
    expect(opened.taken).toHaveLength(400);
  });

  it('cuts a batch that grows too long, and sends a longer event alone', async () => {
    const opened = await door();
    const long = figure(2, { note: 'x'.repeat(5000) });
    await pushTo(opened.url, [outgoing(1), outgoing(2, -1, long), outgoing(3), outgoing(4)], {
      batchBytes: 3000,
    });
    expect(opened.requests).toEqual([1, 1, 2]);
  });

  it('sends its token', async () => {
    const opened = await door();
    await pushTo(opened.url, [outgoing(1)], { door: { ...DOOR_DEFAULTS, token: 'open-sesame' } });
    expect(opened.authorizations).toEqual(['Bearer open-sesame']);
  });

  describe('an unready door', () => {
    it('gets retries after growing pauses, and takes every event once', async () => {
      const opened = await door();
      opened.next({ status: 503 }, { status: 429 }, { status: 500 }, { status: 503 });
      const { result, pauses } = await pushTo(
        opened.url,
        range(12).map((n) => outgoing(n)),
      );
      expect(pauses).toEqual([
        ['customs-feed', 'answered 503', 1],
        ['customs-feed', 'answered 429', 2],
        ['customs-feed', 'answered 500', 4],
        ['customs-feed', 'answered 503', 4],
      ]);
      expect(result.accepted).toBe(12);
      expect(opened.taken.map(({ id }) => Number(id))).toEqual(range(12));
    });

    it('gets no request within its Retry-After', async () => {
      const opened = await door();
      opened.next({ status: 503, headers: { 'retry-after': '1' } });
      const { pauses, result } = await pushTo(opened.url, [outgoing(1)]);
      expect(pauses).toEqual([['customs-feed', 'answered 503', 1000]]);
      expect(result.accepted).toBe(1);
    });

    it('may cut the connection, before or after it took the events', async () => {
      const opened = await door();
      opened.next('hang-up', 'take-and-hang-up');
      const { result, pauses } = await pushTo(
        opened.url,
        range(3).map((n) => outgoing(n)),
      );
      expect(result.accepted).toBe(3);
      expect(pauses.map(([, reason]) => reason.startsWith('cannot be reached'))).toEqual([true, true]);
      // Events taken without an answer come again under the same identities.
      expect(opened.taken.map(({ id }) => Number(id))).toEqual([1, 2, 3, 1, 2, 3]);
    });

    it('may start later', async () => {
      const first = await openDoor();
      const port = Number(new URL(first.url).port);
      await first.close();
      let reopened: Promise<StandInDoor> | undefined;
      const result = await push(
        () => pieces([outgoing(1)]),
        optionsFor(first.url),
        {
          done: () => undefined,
          pausing: (_, reason) => {
            expect(reason).toBe('cannot be reached (ECONNREFUSED)');
            reopened ??= door({ port });
          },
        },
        NO_JOURNAL,
      );
      expect(result.accepted).toBe(1);
      expect((await reopened)?.taken).toHaveLength(1);
    });

    it('stops the push after the patience', async () => {
      const opened = await door();
      opened.next(...range(50).map(() => ({ status: 503 })));
      const impatient = { door: { ...DOOR_DEFAULTS, firstPause: 1, longestPause: 4, patience: 30 } };
      const pushed = pushTo(
        opened.url,
        range(100).map((n) => outgoing(n)),
        impatient,
      );
      await expect(pushed).rejects.toMatchObject({
        code: 'no-answer',
        message: expect.stringContaining('answered 503'),
      });
    });
  });

  describe('a batch that is refused', () => {
    const bad = (n: number): Outgoing => outgoing(n, -1, figure(n, { period: '2020-13', unit: 'USD' }));
    const mixed = (): Outgoing[] =>
      range(25).map((n) => (n === 3 || n === 7 || n === 25 ? bad(n) : outgoing(n)));
    const good = range(25).filter((n) => n !== 3 && n !== 7 && n !== 25);

    it.each([
      ['naming the bad events', false],
      ['without naming them', true],
    ])('is accepted in order without its bad events: %s', async (_, nameless) => {
      const opened = await door({ nameless });
      const { result, done } = await pushTo(opened.url, mixed());
      expect(opened.taken.map(({ id }) => Number(id))).toEqual(good);
      expect(result).toMatchObject({ accepted: 22, refused: 3 });
      expect(result.refusals.map(({ name }) => name)).toEqual(['/spec 3', '/spec 7', '/spec 25']);
      expect(done).toBe(25);
    });

    it('lists every fault of a refused event with its fix', async () => {
      const opened = await door();
      const { result } = await pushTo(opened.url, [outgoing(1), bad(2)]);
      expect(result.refusals[0]?.reasons).toHaveLength(2);
      expect(result.refusals[0]?.reasons.join('\n')).toMatch(/^\/data\/\w+: .*2020-13/m);
      expect(result.refusals[0]?.reasons.join('\n')).toMatch(/Write "unit": "CNY"/);
      expect(result.refusals[0]).toMatchObject({ line: 2, rule: expect.stringMatching(/^[a-z-]+$/) });
    });

    it('is accepted without the events that the key may not push', async () => {
      const opened = await door();
      const fault = {
        index: 1,
        pointer: '/source',
        rule: 'write-sources',
        message: 'Not yours.',
        fix: 'Ask.',
      };
      opened.next({ status: 403, body: JSON.stringify({ title: 'Forbidden', errors: [fault] }) });
      const { result } = await pushTo(opened.url, [outgoing(1), outgoing(2), outgoing(3)]);
      expect(opened.taken.map(({ id }) => Number(id))).toEqual([1, 3]);
      expect(result.refusals).toMatchObject([
        { line: 2, rule: 'write-sources', reasons: ['/source: Not yours. Ask.'] },
      ]);
    });

    it('gives status and title if no fault is named', async () => {
      const opened = await door({ nameless: true });
      const { result } = await pushTo(opened.url, [bad(1)]);
      expect(result.refusals[0]?.reasons[0]).toMatch(/^422 /);
    });

    it('is halved if too large, and a single event that is too large is refused', async () => {
      const opened = await door();
      opened.next({ status: 413 }, { status: 413, body: 'no problem details' });
      const { result } = await pushTo(opened.url, [outgoing(1), outgoing(2)]);
      expect(opened.requests).toEqual([2, 1, 1]);
      expect(result).toEqual({
        accepted: 1,
        refused: 1,
        before: 0,
        lines: 2,
        refusals: [{ name: '/spec 1', reasons: ['413'], line: 1, rule: 'status-413' }],
      });
    });

    it('survives an unready door in between', async () => {
      const opened = await door();
      opened.next({ status: 503 });
      const pushed = pushTo(opened.url, mixed());
      opened.next({ status: 422 }, { status: 429 });
      const { result } = await pushed;
      expect(opened.taken.map(({ id }) => Number(id))).toEqual(good);
      expect(result).toMatchObject({ accepted: 22, refused: 3 });
    });
  });

  it.each([
    [401, /^The door answered 401.*SILKGAUGE_KEY/],
    [403, /^The door answered 403.*SILKGAUGE_KEY/],
    [404, /^The door answered 404/],
    [302, /^The door answered 302/],
  ])('stops at a status that no door gives to events: %i', async (status, message) => {
    const opened = await door();
    opened.next({ status });
    const pushed = pushTo(
      opened.url,
      range(30).map((n) => outgoing(n)),
    );
    await expect(pushed).rejects.toMatchObject({
      code: 'not-a-door',
      message: expect.stringMatching(message),
    });
    expect(opened.taken).toEqual([]);
  });

  it('stops when the source fails', async () => {
    const opened = await door();
    async function* failing(): AsyncGenerator<Outgoing[]> {
      yield await Promise.resolve([outgoing(1)]);
      throw new Error('no more');
    }
    const watcher = { done: () => undefined, pausing: () => undefined };
    await expect(push(failing, optionsFor(opened.url), watcher, NO_JOURNAL)).rejects.toThrow('no more');
  });
});

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [null, 0],
    ['2', 2000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:03 GMT', 3000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', 0],
  ])('%s is %i ms', (header, milliseconds) => {
    expect(retryAfter(header, now)).toBe(milliseconds);
  });
});
