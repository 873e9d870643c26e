import type { RegisteredClaim } from '@silkgauge/contract';
import { wordsOf } from '../words/words-of.ts';
import { claimText, judgedText, registerClock, saidBy, sortedClaims, standingCounts } from './said.ts';
import { filterOf } from '../address/address.ts';

const series = {
  ...{ reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'PLATFORM', flow: '_T' as const },
  ...{ mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY' },
};
const world = { ...series, area: '_T', indicator: 'GOODS' };

function claim(
  said: Partial<RegisteredClaim['data']>,
  standing: RegisteredClaim['standing'] = 'open',
  withdrawn = false,
): RegisteredClaim {
  const data = {
    ...{ series, period: '2020-S1', direction: 'up' as const, publishedAt: '2020-07-16' },
    evidence: { document: 'https://example.org/a', quote: 'it grows' },
    ...said,
  };
  return { standing, withdrawn, period: data.period, data } as RegisteredClaim;
}

const en = wordsOf('en', { 'indicator CBEC': { en: 'E-commerce', zh: '电商' } });
const zh = wordsOf('zh', { 'indicator CBEC': { en: 'E-commerce', zh: '电商' } });

describe('a claim in words', () => {
  it.each([
    [{}, 'E-commerce · CN, first half of 2020: grows', '电商 · CN，2020年上半年：增长'],
    [
      { direction: 'down' as const, comparedTo: world },
      'E-commerce · CN, first half of 2020: grows less than GOODS',
      '电商 · CN，2020年上半年：增速低于GOODS',
    ],
    [
      { magnitude: { atLeast: '10', below: '100' } },
      'E-commerce · CN, first half of 2020: grows, by 10% or more and less than 100%',
      '电商 · CN，2020年上半年：增长，幅度不低于10%且低于100%',
    ],
    [
      { comparedTo: world, magnitude: { atLeast: '10' } },
      'E-commerce · CN, first half of 2020: grows, by 10% or more, with growth above that of GOODS',
      '电商 · CN，2020年上半年：增长，幅度不低于10%，增速高于GOODS',
    ],
    [
      { direction: 'flat' as const, magnitude: { below: '1' }, period: '_U' },
      'E-commerce · CN, period not stated: stays as it is, by less than 1%',
      '电商 · CN，未注明时期：持平，幅度低于1%',
    ],
  ])('%j', (said, english, chinese) => {
    expect(claimText(claim(said), en)).toBe(english);
    expect(claimText(claim(said), zh)).toBe(chinese);
  });

  it.each([
    [{ value: '26.2', low: '26.15', high: '26.25' }, '+26.2% (26.15 to 26.25%), reported'],
    [{ value: '3', low: '3', high: '3' }, '+3%, reported'],
    [{ value: null, low: '40', high: '50' }, '40 to 50%, reported'],
    [{ value: null, low: '-4', high: '-4' }, '−4%, reported'],
  ])('growth of %j reads %s', (ends, text) => {
    expect(judgedText({ key: 'k', period: '2020', side: 'reported', ...ends }, en)).toBe(text);
  });
});

describe('the list of claims', () => {
  it('begins with what the figures contradict, and ends with what was withdrawn', () => {
    const older = claim({ publishedAt: '2019' }, 'supported');
    const [open, supported, contradicted] = [claim({}), claim({}, 'supported'), claim({}, 'contradicted')];
    const gone = claim({}, 'contradicted', true);
    const all = [gone, open, older, supported, contradicted];
    expect(sortedClaims(all)).toEqual([contradicted, supported, older, open, gone]);
    expect(standingCounts(all)).toEqual({ contradicted: 1, supported: 2, open: 1 });
  });

  it('holds what had been said by a day, where the page is of one', () => {
    const days = ['2020-07-16', '2020-07', '2021', '_U'];
    const claims = days.map((publishedAt) => claim({ publishedAt }));
    const daysBy = (publishedBy: string) =>
      saidBy(claims, { publishedBy }).map(({ data }) => data.publishedAt);
    expect(daysBy('2020-07-16')).toEqual(['2020-07-16']);
    expect(daysBy('2020-12-31')).toEqual(['2020-07-16', '2020-07']);
    expect(saidBy(claims, null)).toEqual(claims);
  });

  it('is of the clock of the page where registers know it', () => {
    expect(registerClock({ asOf: '2026-01-01T00:00:00Z' })).toBe('2026-01-01T00:00:00Z');
    for (const clock of [null, { asOf: '12' }, { publishedBy: '2022-01-01' }])
      expect(registerClock(clock)).toBeNull();
  });

  it('leads to the figures of its series alone', () => {
    expect(Object.values(filterOf(series))).toEqual(Object.values(series).map((code) => [code]));
  });
});
