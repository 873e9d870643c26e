import { changedState, compared, measured, READINGS, sides } from './change.fixture.ts';
import { whatChanged } from './what-changed.ts';

const GROWTH = { measure: 'growth', comparison: 'GY' };
const now = (value: string) => ({ growth: { GY: compared({ reported: measured(value) }) } });

describe('a change alters a number that stood', () => {
  it('where its value is another', () => {
    const { numbers } = whatChanged(changedState(now('119.50'), now('119.43')));
    expect(numbers).toEqual([
      { ...GROWTH, side: 'reported', was: measured('119.43'), is: measured('119.50') },
    ]);
  });

  it('where an end of it is another', () => {
    const of = (high: string) => ({ level: sides({ computed: measured('5', '4', high) }) });
    const { numbers } = whatChanged(changedState(of('7'), of('6')));
    expect(numbers).toMatchObject([
      { measure: 'level', comparison: null, side: 'computed', is: { high: '7' } },
    ]);
  });

  it('where its readings are others, or are settled', () => {
    const open = {
      growth: { GY: compared({ reported: measured(null, null, null, { readings: READINGS }) }) },
    };
    expect(whatChanged(changedState(now('450'), open)).numbers).toMatchObject([
      { side: 'reported', was: { readings: READINGS }, is: { value: '450' } },
    ]);
  });

  it('where it is gone, and with it its comparison or its measure', () => {
    expect(whatChanged(changedState({}, now('119.43'))).numbers).toMatchObject([{ ...GROWTH, is: null }]);
    const share = { other: { share: sides({ implied: measured('12') }) } };
    expect(whatChanged(changedState({}, share)).numbers).toMatchObject([
      { measure: 'share', comparison: null, side: 'implied', is: null },
    ]);
    const gap = { other: { 'growth-gap': sides({ implied: measured('1') }) } };
    expect(whatChanged(changedState({}, gap)).numbers).toMatchObject([{ comparison: 'GY', is: null }]);
  });
});

describe('a change alters no number that stood', () => {
  it.each([
    ['of a first version', now('5'), null],
    ['of a side that is new', now('5'), { growth: { GY: null } }],
    ['of members that it does not name', now('5'), { flags: [] }],
    [
      'beside another status, print or formula',
      { level: sides({ reported: measured('5') }) },
      { level: sides({ reported: measured('5', '5', '5', { status: 'A', formula: 'x@1' }) }) },
    ],
    [
      'that was absent',
      now('5'),
      { growth: { GY: compared({ reported: measured(null, null, null, { absence: 'not-collected' }) }) } },
    ],
  ] as const)('%s', (_, state, previous) => {
    expect(whatChanged(changedState(state, previous)).numbers).toEqual([]);
  });
});

describe('a change brings a contradiction', () => {
  const conflicting = { growth: { GY: compared({ reported: measured('5'), verdict: 'conflicts' }) } };

  it('where a verdict becomes conflicts', () => {
    for (const previous of [null, now('5'), { growth: { GY: null } }])
      expect(whatChanged(changedState(conflicting, previous)).conflicting).toEqual([GROWTH]);
  });

  it('but not where the sides conflicted before', () => {
    expect(whatChanged(changedState(conflicting, conflicting)).conflicting).toEqual([]);
    expect(whatChanged(changedState(conflicting, { flags: [] })).conflicting).toEqual([]);
  });

  it('where a flag of one is new', () => {
    const flagged = { flags: ['small-base', 'coverage-break', 'conflicting-prints'] } as const;
    const of = (previous: Parameters<typeof changedState>[1]) =>
      whatChanged(changedState(flagged, previous)).flags;
    expect(of(null)).toEqual(['conflicting-prints', 'coverage-break']);
    expect(of({ flags: ['coverage-break'] })).toEqual(['conflicting-prints']);
    expect(of({ level: sides({}) })).toEqual([]);
  });
});
