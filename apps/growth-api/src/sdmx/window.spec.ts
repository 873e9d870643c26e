import type { Observation } from '@silkgauge/sdmx';
import type { Lot } from './observations.ts';
import { Window } from './window.ts';

const lots = (...sizes: readonly number[]): Lot[] => {
  let next = 0;
  return sizes.map((size) => Array.from({ length: size }, () => ({ period: String(next++) }) as Observation));
};

async function seen(window: Window, of: Iterable<Lot>): Promise<(string | null)[][]> {
  const read: (string | null)[][] = [];
  for await (const lot of window.of(of)) read.push(lot.map(({ period }) => period));
  return read;
}

it.each([
  [{ offset: 0, limit: null }, [['0', '1'], ['2', '3', '4'], ['5']]],
  [{ offset: 0, limit: 3 }, [['0', '1'], ['2']]],
  [{ offset: 1, limit: 3 }, [['1'], ['2', '3']]],
  [{ offset: 2, limit: 3 }, [['2', '3', '4']]],
  [{ offset: 6, limit: 3 }, []],
  [{ offset: 5, limit: null }, [['5']]],
])('%j of lots', async (asked, expected) => {
  expect(await seen(new Window(asked), lots(2, 3, 1))).toEqual(expected);
});

it('a window goes on over several data sets, and reads none behind its end', async () => {
  const window = new Window({ offset: 1, limit: 3 });
  expect(await seen(window, lots(2))).toEqual([['1']]);
  expect(window.isPassed).toBe(false);
  expect(await seen(window, lots(2))).toEqual([['0', '1']]);
  expect(window.isPassed).toBe(true);
  const unread = {
    [Symbol.iterator]: (): Iterator<Lot> => {
      throw new Error('read');
    },
  };
  expect(await seen(window, unread)).toEqual([]);
});
