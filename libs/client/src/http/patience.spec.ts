import { pause, untilNext } from './patience.ts';

describe('the wait before another try', () => {
  it.each([100, 1000, 60_000])('of a rest of %d ms gets no shorter with each failure', (rest) => {
    const waits = [1, 2, 3, 4, 9, 2000].map((failures) => untilNext(failures, rest, undefined, () => 0));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(rest);
  });

  it('is after what Retry-After asked for, of which an hour at most', () => {
    expect(untilNext(1, 500, 120_000)).toBe(120_500);
    expect(untilNext(1, 500, 31 * 86_400_000)).toBe(3_600_500);
  });

  it('does not end at once where it is longer than a timer may be', async () => {
    const stop = new AbortController();
    let isOver = false;
    const pausing = pause(2 ** 31, stop.signal).then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isOver).toBe(false);
    stop.abort();
    await pausing;
  });
});
