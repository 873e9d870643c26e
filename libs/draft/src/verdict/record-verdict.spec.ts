import type { Flag } from '@silkgauge/codelists';
import type { Measurement, Sides } from '@silkgauge/growth';
import { isInPast, NO_PAST, toldLevel, withLevel, type Extreme, type Past } from './past.ts';
import { recordVerdict } from './record-verdict.ts';

const side = (low: number, high = low, more: Partial<Measurement> = {}): Measurement => ({
  ...{ value: String((low + high) / 2), low: String(low), high: String(high), unit: 'CNY' },
  ...{ status: '_U', formula: 'reported@1', ...more },
});

interface State {
  readonly period: string;
  readonly level: Sides;
  readonly flags: readonly Flag[];
}
const state = (period: string, sides: Partial<Sides>, flags: readonly Flag[] = []): State => ({
  ...{ period, flags, level: { verdict: 'unchecked', gap: null, ...sides } },
});
const EXCLUDED = { excluded: { formula: 'whole@1', by: [], proof: { en: 'the parts', zh: '各部分' } } };
const OTHER = { source: '/spec', id: 'other', document: 'https://example.org', publishedAt: '_U' };
const contradictedBy = (at: number, excluded = false): Partial<Measurement> => ({
  contradictedBy: { value: String(at), low: String(at), high: String(at), from: OTHER, excluded },
});

const years = (...levels: readonly Partial<Sides>[]): readonly State[] =>
  levels.map((sides, at) => state(String(2010 + at), sides));
/** The verdict on the last of these states. */
function told(states: readonly State[], extreme: Extreme = 'highest', unread = 0) {
  const own = states.at(-1);
  if (!own) throw new Error('no state');
  const past = states
    .slice(0, -1)
    .reduce<Past<State>>((sum, one) => withLevel(sum, one, own, extreme), { ...NO_PAST, unread });
  const { verdict, open, rival } = recordVerdict(
    toldLevel({ sides: own.level, flags: own.flags }),
    past,
    extreme,
  );
  return [verdict, open, rival?.state.period ?? null, past.count, past.leftOut];
}
const exact = (...values: readonly number[]) => years(...values.map((at) => ({ reported: side(at) })));

describe('a record', () => {
  it('holds where its level lies beyond all before it, and fails where one lies beyond it', () => {
    expect(told(exact(5, 7, 6, 8))).toEqual(['agrees', null, null, 3, 0]);
    expect(told(exact(5, 9, 7, 8))).toEqual(['conflicts', null, '2011', 3, 0]);
    expect(told(exact(5, 7, 6, 4), 'lowest')).toEqual(['agrees', null, null, 3, 0]);
    expect(told(exact(5, 3, 2, 4), 'lowest')).toEqual(['conflicts', null, '2012', 3, 0]);
  });

  it('fails by a single level before it, and holds by no fewer than two', () => {
    expect(told(exact(9, 8))).toEqual(['conflicts', null, '2010', 1, 0]);
    expect(told(exact(7, 8))).toEqual(['unknown', 'too-few', null, 1, 0]);
    expect(told(exact(8))).toEqual(['unknown', 'too-few', null, 0, 0]);
  });

  it('is one within rounding where intervals meet, whose upper ends do not lie in them', () => {
    const last = (low: number, high: number) =>
      years({ reported: side(1, 2) }, { reported: side(7, 9) }, { reported: side(low, high) });
    expect(told(last(8, 10))).toEqual(['within-rounding', null, '2011', 2, 0]);
    expect(told(last(9, 10))).toEqual(['agrees', null, null, 2, 0]);
    expect(told(last(5, 7))).toEqual(['conflicts', null, '2011', 2, 0]);
    expect(told(last(7, 7))).toEqual(['within-rounding', null, '2011', 2, 0]);
    expect(told(exact(5, 8, 8))).toEqual(['within-rounding', null, '2011', 2, 0]);
    const lowest = years({ reported: side(9) }, { reported: side(3, 5) }, { reported: side(1, 3) });
    expect(told(lowest, 'lowest')).toEqual(['agrees', null, null, 2, 0]);
  });

  it('is decided by a level in dispute only where all of its numbers say the same', () => {
    const disputed = (printed: number, worked: number, verdict: Sides['verdict'] = 'conflicts') => ({
      ...{ reported: side(printed), computed: side(worked), verdict },
    });
    const beside = (one: Partial<Sides>, own: Partial<Sides>) =>
      told(years({ reported: side(1) }, one, { reported: side(2) }, own));
    expect(beside(disputed(5, 6), { reported: side(8) })).toEqual(['agrees', null, null, 3, 0]);
    expect(beside(disputed(5, 9), { reported: side(8) })).toEqual(['unknown', 'in-dispute', '2011', 3, 0]);
    expect(beside(disputed(9, 10), { reported: side(8) })).toEqual(['conflicts', null, '2011', 3, 0]);
    expect(beside({ reported: side(5) }, disputed(8, 9))).toEqual(['agrees', null, null, 3, 0]);
    expect(beside({ reported: side(5) }, disputed(8, 4))).toEqual(['unknown', 'in-dispute', '2011', 3, 0]);
    const prints = { reported: side(5, 5, contradictedBy(9)) };
    expect(beside(prints, { reported: side(8) })).toEqual(['unknown', 'in-dispute', '2011', 3, 0]);
    const excluded = { reported: side(5, 5, contradictedBy(9, true)), verdict: 'conflicts' as const };
    expect(beside(excluded, { reported: side(8) })).toEqual(['agrees', null, null, 3, 0]);
  });

  it('is decided by no print that has no place, no part of a period, and no other unit', () => {
    const out = { reported: side(99, 99, EXCLUDED) };
    expect(told(years({ reported: side(1) }, out, { reported: side(2) }, { reported: side(8) }))).toEqual([
      ...['agrees', null, null, 2, 1],
    ]);
    const worked = { ...out, computed: side(9) };
    expect(told(years({ reported: side(1) }, worked, { reported: side(8) }))).toEqual([
      ...['conflicts', null, '2011', 2, 0],
    ]);
    expect(told([...exact(1, 2), state('2012', out)])).toEqual(['unknown', 'own-level', null, 2, 0]);
    const part = state('2012', { reported: side(99) }, ['partial-period']);
    expect(told([...exact(1, 2), part, ...exact(0, 0, 0, 8).slice(3)])).toEqual(['agrees', null, null, 2, 1]);
    expect(told([...exact(1, 2), part])).toEqual(['unknown', 'own-level', null, 2, 0]);
    const other = state('2012', { reported: side(99, 99, { unit: 'USD' }) });
    expect(told([...exact(1, 2), other, ...exact(0, 0, 0, 8).slice(3)])).toEqual([
      'agrees',
      null,
      null,
      2,
      1,
    ]);
    expect(told([...exact(1, 2), state('2012', {}), ...exact(0, 0, 0, 8).slice(3)])).toEqual([
      ...['agrees', null, null, 2, 0],
    ]);
  });

  it('fails by what was read, and is not told while something was not', () => {
    expect(told(exact(5, 9, 7, 8), 'highest', 3)).toEqual(['conflicts', null, '2011', 3, 0]);
    expect(told(exact(5, 7, 6, 8), 'highest', 3)).toEqual(['unknown', 'unread', null, 3, 0]);
  });

  it.each([
    ['2020-09', '2020-10', true, false],
    ['2019-10', '2020-10', true, true],
    ['2020-10', '2020-10', false, false],
    ['2020-11', '2020-10', false, false],
    ['2019', '2020-10', false, false],
    ['2019-S2', '2020-S1', true, false],
    ['2019-01-01/P5M', '2020-01-01/P5M', true, true],
    ['_U', '2020', false, false],
  ])('of %s beside one of %s: earlier %s, of its season %s', (period, own, isEarlier, isOfSeason) => {
    expect([isInPast(period, own, false), isInPast(period, own, true)]).toEqual([isEarlier, isOfSeason]);
  });
});
