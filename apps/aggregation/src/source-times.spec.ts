import { SourceTimes } from './source-times.ts';

const told = (times: SourceTimes) => Object.fromEntries(times.entries());

it('a reporter has the newest append of its records, in whatever order they come', () => {
  const times = new SourceTimes();
  times.heard('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY', 2_000);
  times.heard('GACC.CN-HA.CBEC.LOCAL._T._T._T._T.CNY', 1_000);
  times.heard('SHOP.GB.SALES.OWN.X._T._T.FR.GBP', 500);
  expect(told(times)).toEqual({ GACC: 2_000, SHOP: 500 });
});

it('reporters beyond the limit share one label, and the known ones keep theirs', () => {
  const times = new SourceTimes(2);
  for (const [key, at] of [
    ['A.CN', 1],
    ['B.CN', 2],
    ['C.CN', 9],
    ['D.CN', 5],
    ['A.CN', 11],
  ] as const)
    times.heard(key, at);
  expect(told(times)).toEqual({ A: 11, B: 2, _other: 9 });
});
