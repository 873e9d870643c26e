import { perAttempt } from './per-attempt.ts';

describe('a part that is loaded per attempt', () => {
  it('is loaded once for all attempts', async () => {
    let loads = 0;
    const part = perAttempt(() => Promise.resolve(++loads));
    const [one, other] = [{}, {}];
    expect(part(one)).toBe(part(other));
    expect([await part(one), await part({}), loads]).toEqual([1, 1, 1]);
  });

  it('stays failed in the attempts that saw the failure, and is loaded anew in another', async () => {
    let loads = 0;
    const part = perAttempt(() =>
      ++loads < 3 ? Promise.reject(new Error('away')) : Promise.resolve('there'),
    );
    const [one, other] = [{}, {}];
    const first = part(one);
    part(other).catch(() => undefined);
    await expect(first).rejects.toThrow('away');
    // React renders a failed child again before it gives up: the promise must be the same.
    expect(part(one)).toBe(first);
    expect(part(other)).toBe(first);
    expect(loads).toBe(1);
    await expect(part({})).rejects.toThrow('away');
    const again = {};
    expect(await part(again)).toBe('there');
    expect([await part(one), loads]).toEqual(['there', 3]);
  });
});
