import { selfTimes } from './cpu-profile.ts';
import { parsePeak, parseStat } from './process-cost.ts';
import { percentiles } from './percentiles.ts';

it('reads parent and ticks behind a name with brackets and blanks', () => {
  const stat = '4711 (a) b (c)) S 42 4711 4711 0 -1 4194560 1 2 3 4 100 20 3 7 20 0 1 0 5 6';
  expect(parseStat(stat)).toEqual({ parent: 42, ticks: 130 });
});

it('reads the peak of resident memory', () => {
  expect(parsePeak('Name:\tnode\nVmPeak:\t  9 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 5 kB\n')).toBe(2 * 1024 * 1024);
  expect(parsePeak('Name:\tkthread\n')).toBe(0);
});

it('takes percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentiles(hundred)).toEqual({ p50: 50, p99: 99, max: 100, lost: 0 });
});

it('counts missing events as later than all others', () => {
  expect(percentiles([1, null, 2])).toEqual({ p50: 2, p99: Infinity, max: Infinity, lost: 1 });
});

it('adds up the time of each function without idle time', () => {
  const at = (id: number, functionName: string, url = '') => ({
    id,
    callFrame: { functionName, url, lineNumber: 9 },
  });
  const profile = {
    nodes: [
      at(1, '(root)'),
      at(2, '(idle)'),
      at(3, 'fold', 'file:///x/apps/aggregation/dist/fold.js'),
      at(4, '(garbage collector)'),
    ],
    samples: [2, 3, 4, 3],
    timeDeltas: [9_000, 1_000, 1_000, 2_000],
  };
  expect(selfTimes([profile, profile], 2)).toEqual([
    { where: 'fold apps/aggregation/dist/fold.js:10', ms: 6, share: 0.75 },
    { where: '(garbage collector)', ms: 2, share: 0.25 },
  ]);
});
