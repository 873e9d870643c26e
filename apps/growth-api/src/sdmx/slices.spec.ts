import type { Observation } from '@silkgauge/sdmx';
import { inSlices } from './slices.ts';
import { sorted } from './sorted.ts';

const observation = (at: number) =>
  ({ seriesKey: 'A', key: { FREQ: 'A' }, period: String(at), attributes: {} }) as unknown as Observation;

const lotOf = (size: number) => Array.from({ length: size }, (_, at) => observation(at));

it('a long series comes in slices of at most 500, in order, and others have their turn between two', async () => {
  const lots = [lotOf(3), lotOf(1_201)];
  const sizes: number[] = [];
  const all: Observation[] = [];
  let turns = 0;
  const turn = setImmediate(() => (turns += 1));
  for await (const slice of inSlices(lots)) {
    sizes.push(slice.length);
    all.push(...slice);
  }
  clearImmediate(turn);
  expect(sizes).toEqual([3, 500, 500, 201]);
  expect(all).toEqual(lots.flat());
  expect(turns).toBe(1);
});

it('too many observations to sort are 413, also in one series', async () => {
  const tooMany = sorted([lotOf(300_000)], [{ by: 'TIME_PERIOD', descending: true }]);
  await expect(tooMany.next()).rejects.toMatchObject({ status: 413 });
});
