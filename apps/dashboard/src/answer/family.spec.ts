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

  it('offers the periods that have a figure', () => {
    expect(periodsOf(states)).toEqual(['2021', '2020', '_U']);
  });

  it('separates total, exports and imports from other flows', () => {
    const { family, others } = familyOf([...states, state('_Z', '2020')], '2020');
    expect(Object.keys(family)).toEqual(['total', 'exports']);
    expect(others.map(({ key }) => key)).toEqual(['_Z/2020']);
  });
});
