import { growthTick, levelTicks, tickDecimal, timeTick } from './tick-text.ts';

describe('ticks', () => {
  it('of growth have a sign', () => {
    expect([-50, 0, 50, 0.30000000000000004].map((tick) => growthTick(tick, 'percent', 'en'))).toEqual([
      '−50%',
      '0%',
      '+50%',
      '+0.3%',
    ]);
    expect([-5, 0, 5].map((tick) => growthTick(tick, 'points', 'zh'))).toEqual(['−5', '0', '+5']);
  });

  it('of levels share one power of ten', () => {
    expect(levelTicks([0, 500e9, 1e12, 1.5e12], 'en')).toEqual([
      '0',
      '0.5\u00a0trn',
      '1\u00a0trn',
      '1.5\u00a0trn',
    ]);
    expect(levelTicks([0, 5e9, 1e10], 'zh')).toEqual(['0', '50亿', '100亿']);
    expect(levelTicks([0, 100, 200], 'en')).toEqual(['0', '100', '200']);
  });

  it('are plain decimals', () => {
    expect([1e12, 0.1 + 0.2, -0, 1e-7, 2.5].map(tickDecimal)).toEqual([
      '1000000000000',
      '0.3',
      '0',
      '0.0000001',
      '2.5',
    ]);
  });

  it.each([
    [{ months: 12, year: 2020, part: 1 }, '2020', '2020', '2020'],
    [{ months: 6, year: 2020, part: 2 }, 'H2', 'H2 2020', '2020年下半年'],
    [{ months: 3, year: 2020, part: 4 }, 'Q4', 'Q4 2020', '2020年4季度'],
    [{ months: 1, year: 2020, part: 5 }, 'May', 'May 2020', '2020年5月'],
  ] as const)('of time name a period: %j', (period, bare, en, zh) => {
    expect([timeTick(period, false, 'en'), timeTick(period, true, 'en')]).toEqual([bare, en]);
    expect(timeTick(period, true, 'zh')).toBe(zh);
  });
});
