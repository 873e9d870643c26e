import type { ServedState } from '@silkgauge/contract';
import { measured, shownState } from '../views/chart-data/shown-state.fixture.ts';
import { wordsOf } from '../words/words-of.ts';
import { markOf } from './marks.ts';

const words = wordsOf('en');
const level = { measure: 'level', comparison: null, words } as const;
const growth = { measure: 'growth', comparison: 'GY', words } as const;
const over = (computed: boolean) => ({
  ...({ comparedWith: null, verdict: 'unchecked', gap: null } as const),
  ...(computed ? { computed: measured('4') } : { reported: measured('4') }),
});

/** A state with the flag, in which growth of these comparisons is worked out from levels, and of the others not. */
const flagged = (period: string, computed: { readonly GY: boolean; readonly G1: boolean }): ServedState => ({
  ...shownState({ period, level: measured('100', 'CNY') }),
  growth: { GY: over(computed.GY), G1: over(computed.G1) },
  flags: ['coverage-break'],
});
const breaks = (state: ServedState, options: typeof level | typeof growth) => markOf(state, options)?.breaks;

describe('a mark at a change of coverage', () => {
  it('of a month breaks the line of levels where the month before does not compare, not for the year before', () => {
    expect(breaks(flagged('2021-03', { GY: false, G1: true }), level)).toBe(false);
    expect(breaks(flagged('2021-03', { GY: true, G1: false }), level)).toBe(true);
    expect(breaks(flagged('2021', { GY: false, G1: true }), level)).toBe(true);
  });

  it('breaks a line of growth where levels do not compare over the year', () => {
    expect(breaks(flagged('2021-03', { GY: false, G1: true }), growth)).toBe(true);
    expect(breaks(flagged('2021-03', { GY: true, G1: false }), growth)).toBe(false);
    expect(breaks({ ...flagged('2021', { GY: false, G1: false }), flags: [] }, growth)).toBe(false);
  });
});
