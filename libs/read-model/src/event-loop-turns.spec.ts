import { TooMuchWork, Turns } from './event-loop-turns.ts';

/** Works for a number of milliseconds. */
function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

describe('turns', () => {
  it('let others go on between the steps of long work, and never stop in short work', async () => {
    const turns = new Turns();
    let others = 0;
    const other = setInterval(() => (others += 1), 0);
    for (let step = 0; step < 100; step += 1) await turns.next();
    expect(others).toBe(0);
    for (let step = 0; step < 20; step += 1) {
      work(6);
      await turns.next();
    }
    clearInterval(other);
    expect(others).toBeGreaterThanOrEqual(5);
  });

  it('do the steps of a generator, and give what it returns', async () => {
    function* steps(): Generator<void, string, void> {
      for (let step = 0; step < 3; step += 1) yield;
      return 'done';
    }
    await expect(new Turns().through(steps())).resolves.toBe('done');
  });

  it('end with an error when their time is over, and are late before', async () => {
    const turns = new Turns(60);
    expect(turns.areLate).toBe(false);
    work(35);
    expect(turns.areLate).toBe(true);
    work(30);
    await expect(turns.next()).rejects.toThrow(TooMuchWork);
  });
});
