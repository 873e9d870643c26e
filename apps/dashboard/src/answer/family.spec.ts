import type { ServedState } from '@silkgauge/contract';
import { familyOf, focusPeriod, periodsOf } from './family.ts';

const side = { value: '1', unit: 'percent', low: '0', high: '2', status: 'P', formula: 'reported@1' };
const growth = { GY: { comparedWith: null, reported: side, verdict: 'unchecked', gap: null } };
const state = (flow: string, period: string, more: object = { growth }): ServedState =>
  ({
    key: `${flow}/${period}`,
    series: { flow },
    period,
    level: { verdict: 'unchecked', gap: null },
    growth: {},
    other: {},
    flags: [],
    ...more,
  }) as unknown as ServedState;

const level = { level: { reported: side, verdict: 'unchecked', gap: null } };

describe('the headline', () => {
  const states = [
    state('_T', '2020'),
    state('X', '2020'),
    state('_T', '2021', level),
    state('_T', '2022', {}),
    state('_T', '_U'),
  ];

  it('is of the newest period with growth, unless the address names a period', () => {
    expect(focusPeriod(states, null)).toBe('2020');
    expect(focusPeriod(states, '2018')).toBe('2018');
    expect(focusPeriod([state('_T', '2021', level)], null)).toBe('2021');
    expect(focusPeriod([], null)).toBeNull();
  });

  it('goes back from a period in doubt to one without, among the last 12 of its frequency', () => {
    const month = (at: number) => new Date(Date.UTC(2021, at, 1)).toISOString().slice(0, 7);
    const doubts = [
      ...(['partial-period', 'conflicting-prints', 'implied-base-differs'] as const).map((flag) => ({
        growth,
        flags: [flag],
      })),
      { growth: { GY: { ...growth.GY, verdict: 'conflicts' } } },
      { growth: { GY: { ...growth.GY, reported: { ...side, excluded: {} } } } },
    ];
    for (const doubt of doubts) {
      const inDoubt = (months: number) =>
        Array.from({ length: months }, (_, at) => state('_T', month(-at), doubt));
      const clear = (months: number) => state('_T', month(-months));
      expect(focusPeriod([...inDoubt(11), clear(11), state('_T', '2020-S1')], null)).toBe(month(-11));
      expect(focusPeriod([...inDoubt(12), clear(12)], null)).toBe(month(0));
      expect(focusPeriod(inDoubt(1), month(0))).toBe(month(0));
    }
  });

  it('leads with no number that its parts exclude where all recent ones are in doubt', () => {
    const conflicting = { growth: { GY: { ...growth.GY, verdict: 'conflicts' } } };
    const excluded = {
      level: { reported: { ...side, excluded: {} }, verdict: 'conflicts', gap: null },
      ...conflicting,
    };
    const states = [state('_T', '2021-06', excluded), state('_T', '2021-05', conflicting)];
    expect(focusPeriod(states, null)).toBe('2021-05');
    expect(focusPeriod(states.slice(0, 1), null)).toBe('2021-06');
  });

  it('offers the periods that have a figure', () => {
    expect(periodsOf(states)).toEqual(['2021', '2020', '_U']);
  });

  it('separates total, exports and imports from other flows', () => {
    const { family, others } = familyOf([...states, state('_Z', '2020')], '2020');
    expect(Object.keys(family)).toEqual(['total', 'exports']);
    expect(others.map(({ key }) => key)).toEqual(['_Z/2020']);
  });
});
