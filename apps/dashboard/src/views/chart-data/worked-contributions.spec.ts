import fc from 'fast-check';
import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { measured, shownState } from './shown-state.fixture.ts';
import { withWhole, workedContributions, yearBefore } from './worked-contributions.ts';

function level(product: string, period: string, value: string): ServedState {
  const state = shownState({ period, level: measured(value, 'USD') });
  const series = { ...state.series, product };
  return { ...state, series, key: `${Object.values(series).join('.')}/${period}` };
}

const valuesOf = (states: readonly ServedState[], period = '2021') =>
  workedContributions(states, period, 'product').parts.map(({ series, other }) => [
    series.product,
    other.contribution?.computed?.value,
  ]);

const TOTAL = [level('_T', '2020', '200'), level('_T', '2021', '230')];

describe('what parts added to the growth of the whole', () => {
  it('is their change over the level of the whole a year before, in points', () => {
    const states = [...TOTAL, level('HS01', '2020', '50'), level('HS01', '2021', '70')];
    expect(valuesOf(states)).toEqual([['HS01', '10.0000']]);
    expect(workedContributions(states, '2021', 'product')).toMatchObject({
      untold: 0,
      rest: { value: '5.0000' },
    });
  });

  it('leaves out parts without a level in both years, and tells their number', () => {
    const states = [...TOTAL, level('HS02', '2021', '7')];
    expect(workedContributions(states, '2021', 'product')).toMatchObject({ parts: [], untold: 1 });
    expect(valuesOf([level('HS01', '2020', '50'), level('HS01', '2021', '70')])).toEqual([]);
  });

  it('counts a whole in conflict by the sum of its declared parts', () => {
    const summed: Measurement = { ...measured('200', 'USD'), formula: 'sum-of-declared-parts@1' };
    const [before, now] = TOTAL as [ServedState, ServedState];
    const doubled: ServedState = {
      ...before,
      level: { reported: measured('400', 'USD'), computed: summed, verdict: 'conflicts', gap: '200' },
    };
    const states = [doubled, now, level('HS01', '2020', '50'), level('HS01', '2021', '70')];
    expect(valuesOf(states)).toEqual([['HS01', '10.0000']]);
    expect(workedContributions(states, '2021', 'product').isSummed).toBe(true);
  });

  it('of all parts adds up to the growth of the whole', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 12 }), (pairs) => {
        const sumOf = (at: 0 | 1) => String(pairs.reduce((sum, pair) => sum + pair[at], 0));
        const states = [
          level('_T', '2020', sumOf(0)),
          level('_T', '2021', sumOf(1)),
          ...pairs.flatMap(([before, now], at) => [
            level(`HS${String(10 + at)}`, '2020', String(before)),
            level(`HS${String(10 + at)}`, '2021', String(now)),
          ]),
        ];
        const { rest, parts } = workedContributions(states, '2021', 'product');
        expect(parts).toHaveLength(pairs.length);
        // Each contribution is rounded to four digits.
        expect(Math.abs(Number(rest?.value))).toBeLessThanOrEqual((0.5e-4 + 1e-9) * (pairs.length + 1));
      }),
    );
  });

  it('asks for the whole beside chosen parts, and for the year before', () => {
    expect(withWhole({ product: ['HS85'] }, 'product')).toEqual({ product: ['HS85', '_T'] });
    expect(withWhole({ area: ['US'] }, 'product')).toEqual({ area: ['US'] });
    expect([yearBefore('2021-06'), yearBefore('2021-S1'), yearBefore('_U')]).toEqual([
      '2020-06',
      '2020-S1',
      null,
    ]);
  });
});
