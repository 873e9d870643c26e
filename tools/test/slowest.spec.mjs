import { slowestLines } from './slowest.mjs';

const file = (name, runtime, ...tests) => ({
  name: `/root/${name}`,
  startTime: 1_000,
  endTime: 1_000 + runtime,
  assertionResults: tests.map(([fullName, startAt, duration]) => ({ fullName, startAt, duration })),
});

describe('the slowest files', () => {
  it('come first, each with the times of its phases', () => {
    const quick = file('quick.spec.ts', 500, ['is quick', 1_400, 100]);
    const slow = file('slow.spec.ts', 9_000, ['waits', 3_000, 1_000], ['waits longer', 4_000, 5_000]);
    expect(slowestLines([{ testResults: [quick] }, { testResults: [slow] }], '/root')).toEqual([
      '   9.0 s  slow.spec.ts',
      '          set-up 2.0 s, tests 6.0 s, clean-up 1.0 s; longest: waits longer, 5.0 s',
      '   0.5 s  quick.spec.ts',
      '          set-up 0.4 s, tests 0.1 s, clean-up 0.0 s; longest: is quick, 0.1 s',
    ]);
  });

  it('may have run no test', () => {
    expect(slowestLines([{ testResults: [file('broken.spec.ts', 300)] }], '/root')).toEqual([
      '   0.3 s  broken.spec.ts',
      '          set-up 0.3 s, tests 0.0 s, clean-up 0.0 s',
    ]);
  });
});
