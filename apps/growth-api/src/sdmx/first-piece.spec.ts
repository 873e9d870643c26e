import { begin } from './first-piece.ts';

async function* pieces(...all: readonly string[]): AsyncGenerator<string, void> {
  for (const one of all) {
    await Promise.resolve();
    yield one;
  }
}

const readAll = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const read: T[] = [];
  for await (const one of all) read.push(one);
  return read;
};

it('what is begun tells whether there is a piece, and has every piece', async () => {
  const begun = await begin(pieces('a', 'b', 'c'));
  expect(begun.isEmpty).toBe(false);
  expect(await readAll(begun.all)).toEqual(['a', 'b', 'c']);
  const nothing = await begin(pieces());
  expect([nothing.isEmpty, await readAll(nothing.all)]).toEqual([true, []]);
});

it('a reader that leaves ends what is read', async () => {
  let isEnded = false;
  async function* endless(): AsyncGenerator<number, void> {
    try {
      for (let at = 0; ; at += 1) {
        await Promise.resolve();
        yield at;
      }
    } finally {
      isEnded = true;
    }
  }
  const { all } = await begin(endless());
  for await (const one of all) if (one === 2) break;
  expect(isEnded).toBe(true);
});
