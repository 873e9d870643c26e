import type { GrowthState, StateDocument } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { differencesOf } from './change-words.ts';

const rate = (value: string): Measurement => ({
  value,
  unit: 'percent',
  low: value,
  high: value,
  status: 'P',
  formula: 'reported@1',
});
const growth = (reported?: Measurement, computed?: Measurement): StateDocument['growth'] => ({
  GY: {
    comparedWith: '2020',
    ...(reported && { reported }),
    ...(computed && { computed }),
    verdict: 'unchecked',
    gap: null,
  },
});
const state = (now: StateDocument['growth'], previous: StateDocument['change']['previous']): GrowthState =>
  ({
    level: { verdict: 'unchecked', gap: null },
    growth: now,
    other: {},
    flags: [],
    change: { reason: 'reported', previous, causes: [] },
  }) as unknown as GrowthState;
const words = wordsOf('en');

describe('differences of a version', () => {
  it('a first version: all values are new', () => {
    expect(differencesOf(state(growth(rate('15')), null), words)).toEqual([
      { what: 'year-on-year growth, reported', was: null, is: '+15%' },
    ]);
  });

  it('a revision: the former and the present value, without unchanged sides', () => {
    const changed = state(growth(rate('18.6'), rate('13.6')), { growth: growth(rate('15'), rate('13.6')) });
    expect(differencesOf(changed, words)).toEqual([
      { what: 'year-on-year growth, reported', was: '+15%', is: '+18.6%' },
    ]);
  });

  it('values with the digits that their intervals allow, with all where these do not tell them apart', () => {
    const between = (value: string): Measurement => ({ ...rate(value), low: '4.3824', high: '6.8274' });
    const said = (was: string, is: string) =>
      differencesOf(
        state(growth(undefined, between(is)), { growth: growth(undefined, between(was)) }),
        words,
      );
    const what = 'year-on-year growth, computed';
    expect(said('5.1234', '5.6000')).toEqual([{ what, was: '+5.1%', is: '+5.6%' }]);
    expect(said('5.6012', '5.6049')).toEqual([{ what, was: '+5.6012%', is: '+5.6049%' }]);
    expect(said('5.6012', '5.6012')).toEqual([]);
  });

  it('a new comparison: the others are unchanged', () => {
    const now = { ...growth(rate('15')), G1: { ...growth(rate('2'))['GY'], comparedWith: '2021-11' } };
    const changed = state(now as StateDocument['growth'], { growth: { G1: null } });
    expect(differencesOf(changed, words)).toEqual([
      { what: 'growth on the period before, reported', was: null, is: '+2%' },
    ]);
  });

  it('a withdrawal: the former value alone', () => {
    const changed = state({}, { growth: growth(rate('15')) });
    expect(differencesOf(changed, words)).toEqual([
      { what: 'year-on-year growth, reported', was: '+15%', is: null },
    ]);
  });

  it('two readings stay two', () => {
    const twice: Measurement = {
      ...rate('0'),
      value: null,
      low: null,
      high: null,
      readings: [
        { reading: 'up-by-times', value: '450', low: '445', high: '455' },
        { reading: 'to-times', value: '350', low: '345', high: '355' },
      ],
    };
    expect(differencesOf(state(growth(twice), null), words)[0]?.is).toBe('+450% if “up by” or +350% if “to”');
  });

  it('a flag changes no figure', () => {
    expect(differencesOf(state(growth(rate('15')), { flags: [] }), words)).toEqual([]);
  });
});
