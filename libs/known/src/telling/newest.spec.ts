import { Newest } from './newest.ts';

describe('the newest answers', () => {
  it('are read once, at the same time too', async () => {
    const newest = new Newest<number>(2);
    let reads = 0;
    const read = () => Promise.resolve((reads += 1));
    expect(await Promise.all([newest.of('a', read), newest.of('a', read)])).toEqual([1, 1]);
    expect(await newest.of('a', read)).toBe(1);
  });

  it('push out the one that was asked for longest ago', async () => {
    const newest = new Newest<string>(2);
    const read = (name: string, told: string) => newest.of(name, () => Promise.resolve(told));
    await read('a', 'first');
    await read('b', 'first');
    await read('a', 'again');
    await read('c', 'first');
    expect(await Promise.all([read('a', 'again'), read('b', 'again')])).toEqual(['first', 'again']);
  });

  it('do not keep a failure', async () => {
    const newest = new Newest<string>(2);
    await expect(newest.of('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await newest.of('a', () => Promise.resolve('there'))).toBe('there');
  });
});
