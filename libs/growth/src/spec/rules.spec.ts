import { exactly, meets, type Quantity } from '../number/interval.ts';
import { readPrint } from '../observation/print.ts';
import {
  computedGrowth,
  isTinyBase,
  contributionOfShare,
  differenceOfCumulative,
  gapGrowth,
  impliedBase,
  indexNumber,
  levelContribution,
  levelShare,
  partShares,
  pointsBetween,
  shareBack,
  sumOfParts,
  twoYearAverage,
  weightedGrowth,
} from './rules.ts';
import { ambiguous, figure, growth } from './figures.ts';
import { print, rounded, shown } from './quantities.ts';

const level = print;
const rate = (value: string): Quantity => readPrint(growth(value))[0]!;

describe('the implied base', () => {
  it('of 4.72 billion, up 119.43 percent, is 2.15103 billion', () => {
    expect(rounded(impliedBase(level('4.72'), rate('119.43')), 5)).toEqual(['2.15103', '2.14870', '2.15336']);
    expect(shown(impliedBase(level('4.72', '1000000000'), rate('119.43')), 0)).toEqual([
      '2151027663',
      '2148700070',
      '2153355361',
    ]);
  });

  it('of 135 million, up 4.5 times, has two readings', () => {
    const readings = readPrint(ambiguous('4.5')).map((reading) =>
      rounded(impliedBase(level('135'), reading), 3),
    );
    expect(readings).toEqual([
      ['24.545', '24.234', '24.862'],
      ['30.000', '29.560', '30.449'],
    ]);
  });

  it('is unbounded where the factor reaches zero', () => {
    expect(impliedBase(level('100'), rate('-100'))).toBeNull();
    expect(impliedBase(level('100'), rate('-99'))).not.toBeNull();
  });

  it('of a negative level is bounded by the other corners', () => {
    expect(shown(impliedBase(level('-10'), rate('100')), 4)).toEqual(['-5.0000', '-5.2632', '-4.7381']);
  });
});

describe('computed growth', () => {
  it('of 4.72 over 2.151 is 119.433 percent', () => {
    expect(rounded(computedGrowth(level('4.72'), level('2.151')), 3)).toEqual([
      '119.433',
      '119.149',
      '119.716',
    ]);
  });

  it('of 4.72 over 2.20 is 114.545 percent', () => {
    expect(rounded(computedGrowth(level('4.72'), level('2.20')), 3)).toEqual([
      '114.545',
      '113.832',
      '115.262',
    ]);
  });

  it('meets the printed rate over the one base, and is 4.885 points from it over the other', () => {
    const reported = rate('119.43');
    expect(meets(reported, computedGrowth(level('4.72'), level('2.151'))!)).toBe(true);
    const other = computedGrowth(level('4.72'), level('2.20'))!;
    expect(meets(reported, other)).toBe(false);
    expect(rounded(pointsBetween(reported, other), 3)?.[0]).toBe('4.885');
  });

  it('is withheld from a base of zero, below zero, or below the threshold', () => {
    expect(computedGrowth(level('5'), level('0'))).toBeNull();
    expect(computedGrowth(level('5'), level('-3'))).toBeNull();
    expect(computedGrowth(level('5'), exactly({ n: 0n, d: 1n }))).toBeNull();
    expect(computedGrowth(level('5'), level('9'), { n: 10n, d: 1n })).toBeNull();
    expect(computedGrowth(level('5'), level('10'), { n: 10n, d: 1n })).not.toBeNull();
  });

  it('is over a tiny base where that reaches twice its lower end, or is a hundredth of the level', () => {
    const isTiny = (...[of, base]: readonly [string, string]) => isTinyBase(level(of), level(base));
    expect([isTiny('40', '1'), isTiny('40', '1.0'), isTiny('4', '2')]).toEqual([true, false, false]);
    expect([isTiny('200', '2'), isTiny('199', '2')]).toEqual([true, false]);
    expect([isTiny('0.40', '0.01'), isTiny('3', '3000')]).toEqual([true, false]);
    const range = { value: null, low: { n: 1n, d: 1n }, high: { n: 9n, d: 1n } };
    expect(isTinyBase(level('40'), range)).toBe(false);
  });
});

describe('shares and contributions from three rates', () => {
  it('of the half-year: 26.2 in all, exports 28.7, imports 24.4', () => {
    const answer = partShares({ whole: rate('26.2'), one: rate('28.7'), other: rate('24.4') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)).toEqual(['41.86', '39.53', '44.19']);
    expect(rounded(answer.one.presentShare, 2)).toEqual(['42.69', '40.35', '45.03']);
    expect(rounded(answer.one.contribution, 3)).toEqual(['12.014', '11.366', '12.659']);
    expect(rounded(answer.other.contribution, 3)).toEqual(['14.186', '13.591', '14.784']);
  });

  it('of the year: 31.1 in all, exports 40.1, imports 16.5; disjoint from the half-year', () => {
    const answer = partShares({ whole: rate('31.1'), one: rate('40.1'), other: rate('16.5') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)).toEqual(['61.86', '61.44', '62.29']);
    const half = partShares({ whole: rate('26.2'), one: rate('28.7'), other: rate('24.4') });
    if (half.kind !== 'determined') throw new Error(half.kind);
    expect(meets(answer.one.baseShare, half.one.baseShare)).toBe(false);
  });

  it('add up to the whole over the two parts', () => {
    const answer = partShares({ whole: rate('26.2'), one: rate('28.7'), other: rate('24.4') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    const { one, other } = answer;
    expect(rounded(sumOfParts([one.baseShare, other.baseShare]), 4)?.[0]).toBe('100.0000');
    expect(rounded(sumOfParts([one.presentShare!, other.presentShare!]), 4)?.[0]).toBe('100.0000');
    expect(rounded(sumOfParts([one.contribution, other.contribution]), 4)?.[0]).toBe('26.2000');
  });

  it('are infeasible where the whole grows outside its parts', () => {
    expect(partShares({ whole: rate('31.1'), one: rate('28.7'), other: rate('24.4') }).kind).toBe(
      'infeasible',
    );
    expect(partShares({ whole: rate('20.1'), one: rate('24.4'), other: rate('28.7') }).kind).toBe(
      'infeasible',
    );
  });

  it('are undetermined where the parts grow alike within rounding', () => {
    expect(partShares({ whole: rate('26.2'), one: rate('26.2'), other: rate('26.20') }).kind).toBe(
      'undetermined',
    );
  });

  it('are infeasible where the parts grow alike and the whole does not', () => {
    const alike = { one: rate('24.4'), other: rate('24.4') };
    expect(partShares({ ...alike, whole: rate('31.1') }).kind).toBe('infeasible');
    expect(partShares({ ...alike, whole: rate('24.5') }).kind).toBe('infeasible');
    expect(partShares({ ...alike, whole: rate('24.4') }).kind).toBe('undetermined');
  });

  it('have no present share where the growth of the whole reaches -100', () => {
    const answer = partShares({ whole: rate('-100'), one: rate('-100'), other: rate('50') });
    expect(answer).toMatchObject({ kind: 'determined', one: { presentShare: null } });
  });

  it('exceed the whole where a part does: 28.7 in all needs imports of zero', () => {
    const answer = partShares({ whole: rate('28.7'), one: rate('28.7'), other: rate('24.4') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)?.[0]).toBe('100.00');
  });
});

describe('one period out of two cumulative ones', () => {
  const julyOf = (a: string, ga: string, b: string, gb: string) =>
    differenceOfCumulative({ level: level(a), growth: rate(ga) }, { level: level(b), growth: rate(gb) });

  it('of Henan gives July 2021: 16.23, up 19.5 percent', () => {
    const july = julyOf('117.66', '31.3', '101.43', '33.4');
    expect(rounded(july.level, 2)).toEqual(['16.23', '16.22', '16.24']);
    expect(rounded(july.growth, 1)?.[0]).toBe('19.5');
    expect(rounded(july.growth, 2)?.slice(1)).toEqual(['18.98', '20.10']);
  });

  it('has no growth where the difference of the bases may be zero', () => {
    expect(julyOf('100', '0', '100', '0').growth).toBeNull();
    expect(julyOf('100', '-100', '50', '0').growth).toBeNull();
  });
});

describe('sums and averages', () => {
  it('add the intervals of the parts', () => {
    expect(shown(sumOfParts([level('25.45'), level('18.39')]), 3)).toEqual(['43.840', '43.830', '43.850']);
    const range = readPrint(figure({ value: '4', valueHigh: '5', qualifier: 'range' }))[0]!;
    expect(shown(sumOfParts([range, level('1')]), 1)).toEqual([null, '4.0', '7.0']);
  });

  it('average two years by the root of their factors', () => {
    expect(shown(twoYearAverage(exactly({ n: 21n, d: 1n }), exactly({ n: 0n, d: 1n })), 4)).toEqual([
      '10.0000',
      '10.0000',
      '10.0001',
    ]);
    expect(rounded(twoYearAverage(rate('31.1'), rate('15.0')), 2)?.[0]).toBe('22.79');
    expect(twoYearAverage(rate('-150'), rate('10'))).toBeNull();
  });
});

describe('the growth of a whole from its parts', () => {
  const henan = (exports: readonly [string, string], imports: readonly [string, string]) =>
    rounded(
      weightedGrowth(
        [exports, imports].map(([value, percent]) => ({ level: level(value), growth: rate(percent) })),
      ),
      2,
    );

  it('of Henan, January to August 2018, is 29.54 and not the mean of 27.4 and 35.4', () => {
    expect(henan(['62.14', '27.4'], ['24.19', '35.4'])).toEqual(['29.54', '29.49', '29.60']);
  });

  it('of Henan, January to July 2021, may be 31.3 and not 31.1', () => {
    expect(henan(['85.13', '29.3'], ['32.53', '36.6'])).toEqual(['31.24', '31.19', '31.29']);
  });

  it('is null where a part or all of the base may be zero', () => {
    expect(henan(['62.14', '-100'], ['24.19', '35.4'])).toBeNull();
    expect(henan(['-62.14', '27.4'], ['24.19', '35.4'])).toBeNull();
  });

  it('takes any number of parts: twelve months that grow alike grow like each', () => {
    const part = { level: level('1'), growth: rate('10') };
    const months = Array<typeof part>(12).fill(part);
    expect(rounded(weightedGrowth(months), 2)).toEqual(['10.00', '9.50', '10.50']);
    expect(weightedGrowth([])).toBeNull();
  });

  it('has no value where a part is only a range, and stays between the slowest and the fastest', () => {
    const range = readPrint(figure({ value: '4', valueHigh: '5', qualifier: 'range' }))[0]!;
    const growths = [rate('10'), rate('20'), rate('40')];
    const whole = weightedGrowth(growths.map((growth) => ({ level: range, growth })));
    expect(rounded(whole, 2)).toEqual([null, '19.50', '25.17']);
  });
});

describe('shares, contributions and gaps', () => {
  it('of private enterprises in the first half of 2023: 6.8 points over 2.1, and 4.4 points of it', () => {
    expect(rounded(gapGrowth(rate('2.1'), rate('6.8')), 1)).toEqual(['8.9', '8.8', '9.0']);
    expect(rounded(pointsBetween(rate('8.9'), rate('2.1')), 1)).toEqual(['6.8', '6.7', '6.9']);
    const base = shareBack(rate('52.7'), rate('2.1'), rate('8.9'));
    expect(rounded(base, 1)?.[0]).toBe('49.4');
    expect(rounded(contributionOfShare(base!, rate('8.9')), 2)?.[0]).toBe('4.40');
    expect(shareBack(rate('52.7'), rate('2.1'), rate('-100'))).toBeNull();
  });

  it('have either sign: a falling part takes from the whole', () => {
    expect(rounded(contributionOfShare(rate('50'), rate('-10')), 2)).toEqual(['-5.00', '-5.30', '-4.70']);
    expect(rounded(levelContribution(level('90'), level('100'), level('200')), 1)?.[0]).toBe('-5.0');
  });

  it('from levels add up to the growth of the whole', () => {
    const parts = [level('62.14'), level('24.19')];
    const bases = [level('48.78'), level('17.86')];
    const whole = exactly({ n: 6664n, d: 100n });
    const contributions = parts.map((part, at) => levelContribution(part, bases[at]!, whole)!);
    expect(rounded(sumOfParts(contributions), 3)?.[0]).toBe(
      rounded(computedGrowth(exactly({ n: 8633n, d: 100n }), whole), 3)?.[0],
    );
  });

  it('are null for a whole of zero', () => {
    expect(levelShare(level('1'), level('0'))).toBeNull();
    expect(rounded(levelShare(level('62.14'), level('86.33')), 2)).toEqual(['71.98', '71.97', '71.99']);
    expect(levelContribution(level('2'), level('1'), level('0'))).toBeNull();
    expect(levelContribution(level('2'), level('1'), level('9'), { n: 10n, d: 1n })).toBeNull();
    expect(indexNumber(level('2'), level('0'))).toBeNull();
    expect(indexNumber(level('2'), level('9'), { n: 10n, d: 1n })).toBeNull();
  });

  it('index a level to its base of 100', () => {
    expect(rounded(indexNumber(level('4.72'), level('2.20')), 1)?.[0]).toBe('214.5');
    expect(rounded(indexNumber(exactly({ n: 7n, d: 3n }), exactly({ n: 7n, d: 3n })), 1)).toEqual([
      '100.0',
      '100.0',
      '100.0',
    ]);
  });
});
