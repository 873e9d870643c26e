import { isLifted } from './lifted.ts';

const AT = '2020-07-14T10:00:00+08:00';
const INSTANT = Date.UTC(2020, 6, 14, 2);

describe('a release', () => {
  it('is lifted from the first tick on that was appended at or after its instant', () => {
    const order = { dropped: false, at: AT };
    expect([INSTANT - 1, INSTANT, INSTANT + 1].map((tick) => isLifted(order, tick))).toEqual([
      ...[false, true, true],
    ]);
  });

  it('is not lifted before any tick, without a schedule, or where it is cancelled', () => {
    expect(isLifted({ dropped: false, at: AT }, null)).toBe(false);
    expect(isLifted(undefined, INSTANT)).toBe(false);
    expect(isLifted({ dropped: true }, INSTANT)).toBe(false);
    expect(isLifted({ dropped: true, at: AT }, INSTANT)).toBe(false);
  });
});
