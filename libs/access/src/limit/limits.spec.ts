import { parseList } from 'structured-headers';
import { MOST_COUNTED } from '../record/shapes.ts';
import { limitHeaders, Limiters } from './limits.ts';

const counted = { name: 'data', limit: { q: 3, w: 60 }, caller: 'key a' } as const;

describe('a limit by time', () => {
  it('is used up by one caller alone', async () => {
    const limiters = new Limiters();
    const left = [];
    for (let times = 0; times < 4; times += 1) left.push(await limiters.take(counted));
    expect(left.map(({ isOver, remaining }) => [isOver, remaining])).toEqual([
      ...[
        [false, 2],
        [false, 1],
        [false, 0],
        [true, 0],
      ],
    ]);
    expect(left.map(({ seconds }) => seconds)).toEqual([60, 60, 60, 60]);
    expect(await limiters.take({ ...counted, caller: 'key b' })).toMatchObject({
      isOver: false,
      remaining: 2,
    });
    expect(await limiters.take({ ...counted, name: 'structure' })).toMatchObject({
      isOver: false,
      remaining: 2,
    });
  });

  it('counts bytes as many at once', async () => {
    const limiters = new Limiters();
    const bytes = { name: 'push-bytes', limit: { q: 100, w: 60 }, caller: 'key a' } as const;
    expect(await limiters.take(bytes, 60)).toMatchObject({ isOver: false, remaining: 40 });
    expect(await limiters.take(bytes, 41)).toMatchObject({ isOver: true, remaining: 0 });
  });

  it('is whole again after the seconds that were told', async () => {
    const limiters = new Limiters();
    const short = { ...counted, limit: { q: 1, w: 1 } };
    const first = await limiters.take(short);
    expect(first).toMatchObject({ remaining: 0, isOver: false });
    await new Promise((resolve) => setTimeout(resolve, first.seconds * 1_000));
    expect(await limiters.take(short)).toMatchObject({ isOver: false });
  });

  it('begins anew where it changes', async () => {
    const limiters = new Limiters();
    for (let times = 0; times < 4; times += 1) await limiters.take(counted);
    expect(await limiters.take({ ...counted, limit: { q: 4, w: 60 } })).toMatchObject({ remaining: 3 });
  });

  it('is shared by callers beyond the number that is counted apart', async () => {
    const limiters = new Limiters();
    for (let each = 0; each < 50_000; each += 1) await limiters.take({ ...counted, caller: String(each) });
    expect(await limiters.take({ ...counted, caller: 'late' })).toMatchObject({ remaining: 2 });
    expect(await limiters.take({ ...counted, caller: 'later' })).toMatchObject({ remaining: 1 });
    expect(await limiters.take({ ...counted, caller: '7' })).toMatchObject({ remaining: 1 });
  });
});

describe('a limit of open streams', () => {
  it('is given back by the end of each, once', () => {
    const limiters = new Limiters();
    const stream = { name: 'stream', limit: { q: 2 }, caller: 'key a' } as const;
    const [one, two, three] = [limiters.open(stream), limiters.open(stream), limiters.open(stream)];
    expect([one, two, three].map(({ isOver, remaining }) => [isOver, remaining])).toEqual([
      ...[
        [false, 1],
        [false, 0],
        [true, 0],
      ],
    ]);
    three.end();
    expect(limiters.open(stream).isOver).toBe(true);
    one.end();
    one.end();
    expect(limiters.open(stream)).toMatchObject({ isOver: false, remaining: 0 });
    expect(limiters.open(stream).isOver).toBe(true);
    two.end();
    expect(limiters.open({ ...stream, caller: 'key b' }).remaining).toBe(1);
  });
});

describe('the headers of limits', () => {
  const left = { isOver: false, remaining: 1_199, seconds: 60 };

  it('are structured fields', () => {
    expect(limitHeaders([{ ...left, name: 'data', limit: { q: 1_200, w: 60 } }])).toEqual({
      'ratelimit-policy': '"data";q=1200;w=60',
      ratelimit: '"data";r=1199;t=60',
    });
    expect(limitHeaders([{ ...left, name: 'stream', limit: { q: 50 } }])).toEqual({
      'ratelimit-policy': '"stream";q=50;qu="concurrent-requests"',
      ratelimit: '"stream";r=1199',
    });
  });

  it('can tell the largest limit that a key or the policy may have', () => {
    const limit = { q: MOST_COUNTED, w: 60 };
    const headers = limitHeaders([{ ...left, remaining: MOST_COUNTED, name: 'push', limit }]);
    expect(parseList(headers.ratelimit)[0]?.[1].get('r')).toBe(MOST_COUNTED);
    expect(parseList(headers['ratelimit-policy'])[0]?.[1].get('q')).toBe(MOST_COUNTED);
    expect(() => limitHeaders([{ ...left, name: 'push', limit: { q: MOST_COUNTED + 1, w: 60 } }])).toThrow();
  });

  it('name several limits in order', () => {
    const headers = limitHeaders([
      { ...left, name: 'push', limit: { q: 6_000, w: 60 } },
      { ...left, name: 'push-bytes', limit: { q: 1_073_741_824, w: 60 } },
    ]);
    expect(headers['ratelimit-policy']).toBe(
      '"push";q=6000;w=60, "push-bytes";q=1073741824;w=60;qu="content-bytes"',
    );
    expect(parseList(headers['ratelimit'] ?? '').map(([name]) => name)).toEqual(['push', 'push-bytes']);
  });
});
