import fc from 'fast-check';
import { assembleState } from './assemble.ts';
import { addFigure, removeFigure } from './corrections.ts';
import { ambiguous, figure, figures, growth } from '../spec/figures.ts';
import { allStates, factsOf, KNOWN } from '../spec/series.ts';

describe('the facts of a series', () => {
  it('give the same states for any order of arrival', () => {
    fc.assert(
      fc.property(
        figures.chain((some) =>
          fc.tuple(fc.constant(some), fc.shuffledSubarray([...some], { minLength: some.length })),
        ),
        ([one, other]) => {
          expect(allStates(factsOf(other))).toEqual(allStates(factsOf(one)));
        },
      ),
    );
  });

  it('do not change when a figure arrives twice; the first of an identity stands', () => {
    fc.assert(
      fc.property(figures, (some) => {
        const twice = factsOf([...some, ...some.map((each) => ({ ...each, value: '777' }))]);
        expect(allStates(twice)).toEqual(allStates(factsOf(some)));
      }),
    );
  });

  it('are as before after a figure is added and removed', () => {
    fc.assert(
      fc.property(figures, fc.nat(), (some, pick) => {
        fc.pre(some.length > 0);
        const gone = some[pick % some.length]!;
        const facts = factsOf(some);
        allStates(facts);
        removeFigure(facts, gone);
        removeFigure(facts, gone);
        expect(allStates(facts)).toEqual(allStates(factsOf(some.filter((each) => each !== gone))));
      }),
    );
  });

  it('have one period for the spellings of a period when a rate is removed', () => {
    const print = growth('10', { period: '2020-01-01/P1Y' });
    const facts = factsOf([print]);
    removeFigure(facts, print);
    expect([...facts.periods.keys()]).toEqual(['2020']);
    expect(facts.periods.get('2020')?.growth.size).toBe(0);
  });

  it('refuse the whole of an unreadable figure', () => {
    const facts = factsOf([]);
    expect(() => addFigure(facts, figure({ value: '1e400' }))).toThrow(RangeError);
    expect(() => addFigure(facts, figure({ period: '2020-13' }))).toThrow(RangeError);
    expect(allStates(facts)).toEqual(allStates(factsOf([])));
    expect(facts.periods.size).toBe(0);
  });
});

describe('a true value', () => {
  it('lies in the interval of every number worked out from its prints', () => {
    const levels = fc.integer({ min: 100, max: 10_000_000 });
    fc.assert(
      fc.property(levels, levels, fc.integer({ min: 0, max: 2 }), (now, base, scale) => {
        // Prints as a statistician makes them: rounded half away from zero, from the same true numbers.
        const unit = 10 ** (2 - scale);
        const print = (n: number) => (Math.round(n / unit) / 10 ** scale).toFixed(scale);
        fc.pre(Number(print(base)) > 0);
        const tenths =
          (BigInt(now - base) * 2000n + (now < base ? -BigInt(base) : BigInt(base))) / (2n * BigInt(base));
        const percent = `${tenths < 0n ? '-' : ''}${String((tenths < 0n ? -tenths : tenths) / 10n)}.${String((tenths < 0n ? -tenths : tenths) % 10n)}`;
        const facts = factsOf([
          figure({ period: '2020', value: print(now) }),
          figure({ period: '2019', value: print(base) }),
          growth(percent, { period: '2020' }),
        ]);
        const sides = assembleState(facts, '2020', KNOWN).growth['GY'];
        const level = assembleState(facts, '2019', KNOWN).level;
        expect(sides?.verdict).not.toBe('conflicts');
        expect(level.verdict).not.toBe('conflicts');
        expect(Number(sides?.computed?.low)).toBeLessThanOrEqual((now / base - 1) * 100 + 1e-6);
        expect(Number(sides?.computed?.high)).toBeGreaterThanOrEqual((now / base - 1) * 100 - 1e-6);
        if (level.implied) {
          expect(Number(level.implied.low)).toBeLessThanOrEqual(base / 100);
          expect(Number(level.implied.high)).toBeGreaterThanOrEqual(base / 100);
        }
      }),
    );
  });

  it('is never one number while a wording is ambiguous', () => {
    const facts = factsOf([ambiguous('4.5'), figure()]);
    expect(assembleState(facts, '2020', KNOWN).growth['GY']?.reported?.value).toBeNull();
  });
});
