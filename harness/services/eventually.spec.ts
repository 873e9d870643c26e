import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('gives the first value that is something', async () => {
    const values = [undefined, null, false, 0, 1];
    expect(await eventually(() => values.shift(), { every: 1 })).toBe(0);
  });

  it('goes on after a failure', async () => {
    let calls = 0;
    const third = () => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
      return calls;
    };
    expect(await eventually(third, { every: 1 })).toBe(3);
  });

  it('tells the last failure when the time is over', async () => {
    const never = () => Promise.reject(new Error('connection refused'));
    await expect(eventually(never, { within: 20, every: 1 })).rejects.toThrow(
      /within 20 ms: connection refused/,
    );
  });
});
