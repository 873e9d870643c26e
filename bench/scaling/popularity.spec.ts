import { SplitMix64 } from '../workload/split-mix.ts';
import { popularity, topShare } from './popularity.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

it('leaves no event out, however the keys fall', () => {
  const loads = popularity({ series: 5_000, partitions: 16 });
  expect(sum(loads.map(({ share }) => share))).toBeCloseTo(1, 9);
  expect(Math.max(...loads.map(({ share }) => share))).toBeGreaterThan(topShare(5_000));
});

it('deals a key that is too popular to several', () => {
  const loads = popularity({ series: 5_000, partitions: 64, largestShare: 0.01 });
  expect(sum(loads.map(({ share }) => share))).toBeCloseTo(1, 9);
  const whole = popularity({ series: 5_000, partitions: 64 });
  const most = (of: typeof loads) => Math.max(...of.map(({ share }) => share));
  expect(most(loads)).toBeLessThan(most(whole) / 2);
});

it.each([1, 30, 1_000, 20_000])('different series of %i events are as many as are drawn', (events) => {
  const series = 3_000;
  const [load] = popularity({ series, partitions: 1 });
  const cumulative: number[] = [];
  for (let rank = 1; rank <= series; rank += 1) cumulative.push((cumulative.at(-1) ?? 0) + 1 / rank);
  const random = new SplitMix64(11);
  const total = cumulative.at(-1) ?? 0;
  const draws = Math.max(3, Math.ceil(3_000 / events));
  let distinct = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const seen = new Set<number>();
    for (let event = 0; event < events; event += 1) {
      const at = random.unit() * total;
      seen.add(rankAt(cumulative, at));
    }
    distinct += seen.size / draws;
  }
  expect(Math.abs((load?.distinct(events) ?? 0) / distinct - 1)).toBeLessThan(0.03);
});

function rankAt(cumulative: readonly number[], at: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
