import { readAhead } from './read-ahead.ts';

/** Numbers from 0, and what was done with them in order. */
function numbers(count: number, fails = false) {
  const done: string[] = [];
  const values = (async function* () {
    try {
      for (let number = 0; number < count; number += 1) {
        done.push(`read ${String(number)}`);
        await Promise.resolve();
        yield number;
      }
      if (fails) throw new Error('the server has gone');
    } finally {
      done.push('ended');
    }
  })();
  return { done, values };
}

/** Lets everything run that waits for nothing. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('readAhead', () => {
  it('gives every value in order', async () => {
    const { values } = numbers(5);
    const read: number[] = [];
    for await (const number of readAhead(values)) read.push(number);
    expect(read).toEqual([0, 1, 2, 3, 4]);
  });

  it('reads one value ahead of the second, and none ahead of the first', async () => {
    const { done, values } = numbers(5);
    const ahead = readAhead(values);
    await ahead.next();
    await settled();
    expect(done).toEqual(['read 0']);
    await ahead.next();
    await settled();
    expect(done).toEqual(['read 0', 'read 1', 'read 2']);
  });

  it('ends what it reads from when its reader stops', async () => {
    const { done, values } = numbers(5);
    for await (const number of readAhead(values)) if (number === 1) break;
    expect(done).toEqual(['read 0', 'read 1', 'read 2', 'ended']);
  });

  it('tells an error after the values before it', async () => {
    const taken: number[] = [];
    const read = async () => {
      for await (const number of readAhead(numbers(3, true).values)) taken.push(number);
    };
    await expect(read()).rejects.toThrow('the server has gone');
    expect(taken).toEqual([0, 1, 2]);
  });

  it('drops an error that nobody waits for', async () => {
    for await (const number of readAhead(numbers(2, true).values)) if (number === 1) break;
    await settled();
  });
});
