import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns the first value other than null, undefined and false', async () => {
    const values = [undefined, null, false, 0, 1];
    expect(await eventually(() => values.shift(), { every: 1 })).toBe(0);
  });

  it('retries after a failure', async () => {
    let calls = 0;
    const third = () => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
      return calls;
    };
    expect(await eventually(third, { every: 1 })).toBe(3);
  });

  it('throws the last failure after the time limit', async () => {
    const never = () => Promise.reject(new Error('connection refused'));
    await expect(eventually(never, { within: 20, every: 1 })).rejects.toThrow(
      /within 20 ms: connection refused/,
    );
  });
});
