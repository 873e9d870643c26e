import { parseSeriesKey } from '@silkgauge/contract';
import { CODE_GRAPHS } from '@silkgauge/known';
import type { GrowthFilter } from '@silkgauge/read-model';
import { isOfInterest, type Subject } from './subject.ts';

const series = parseSeriesKey('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY');
if (!series) throw new Error('no key');
const state = { series, domain: 'customs', period: '2020-S1', bounds: null };
const words = new Set(['conflicts', 'small-base', 'restated']);
const growth: Subject = { kind: 'growth', state: { ...state, words } };
const claim: Subject = { kind: 'claim', state };
const notice = (scope: object): Subject => ({
  kind: 'notice',
  applies: { scope, effectiveFrom: '2020-01-01' },
});

const within = (place: string) => ({
  places: [place],
  contains: (area: string) => CODE_GRAPHS.areas.contains(place, area),
});
const by = (filter: Partial<GrowthFilter>): GrowthFilter => ({ dimensions: {}, ...filter });
const selection = (...sets: Partial<GrowthFilter>[]) => by({ selection: { id: 'spec', sets: sets.map(by) } });

describe('what a stream sends', () => {
  it.each([
    [by({ verdicts: ['agrees', 'conflicts'] }), true],
    [by({ verdicts: ['agrees'] }), false],
    [by({ flags: ['small-base'], reasons: ['restated'] }), true],
    [by({ flags: ['small-base'], reasons: ['reported'] }), false],
    [by({ dimensions: { area: ['CN-Z-*'] } }), true],
    [by({ dimensions: { area: ['CN-D*', 'CN'] } }), false],
    [by({ within: within('CN-HA') }), true],
    [by({ within: within('CN-ZJ') }), false],
    [selection({ within: within('CN-ZJ') }, { flags: ['small-base'] }), true],
    [selection({ within: within('CN-ZJ') }, { flags: ['calendar-effect'] }), false],
    [{ ...selection({ flags: ['small-base'] }), periods: ['2021'] }, false],
  ])('of states, %#', (filter, expected) => {
    expect(isOfInterest(filter, growth)).toBe(expected);
  });

  it('has no claims and notices with a filter by what states say', () => {
    for (const filter of [
      by({ verdicts: ['conflicts'] }),
      by({ flags: ['small-base'] }),
      by({ reasons: ['sales'] }),
    ])
      for (const subject of [claim, notice({}), { kind: 'notice', applies: null } as const])
        expect(isOfInterest(filter, subject)).toBe(false);
    expect(isOfInterest(by({ within: within('CN-HA') }), claim)).toBe(true);
    expect(isOfInterest(selection({ verdicts: ['conflicts'] }, { within: within('CN-HA') }), claim)).toBe(
      true,
    );
  });

  it.each([
    [by({ dimensions: { area: ['CN-Z-*'] } }), { areas: ['CN-HA'] }, true],
    [by({ dimensions: { area: ['CN-Z-*'] } }), { areas: ['CN-Z-NEW'] }, true],
    [by({ dimensions: { area: ['CN-Z-*'] } }), { areas: ['FR'] }, false],
    [by({ dimensions: { area: ['CN-*'] } }), {}, true],
    [by({ dimensions: { product: ['HS84*'] } }), { products: ['HS8418'] }, true],
    [by({ dimensions: { product: ['HS84*'] } }), { products: ['HS85'] }, false],
    [by({ dimensions: { mode: ['97*'] } }), { modes: ['9710'] }, true],
    [by({ dimensions: { mode: ['97*'] } }), { modes: ['1210'] }, false],
    [by({ within: within('CN-HA') }), { areas: ['CN-C-4101'] }, true],
    [by({ within: within('CN-HA') }), { areas: ['CN-ZJ'] }, false],
    [selection({ within: within('CN-ZJ') }, { within: within('CN-HA') }), { areas: ['CN-HA'] }, true],
    [selection({ within: within('CN-ZJ') }), { areas: ['CN-HA'] }, false],
  ])('of notices, %#', (filter, scope, expected) => {
    expect(isOfInterest(filter, notice(scope))).toBe(expected);
  });
});
