import fc from 'fast-check';
import { normalisePeriod } from '@silkgauge/growth';
import { periodText } from '../words/period.ts';
import { periodIn } from './question-period.ts';

describe('the period in a question', () => {
  it.each([
    ['Henan 2020', '2020', 'Henan'],
    ['2020 Henan', '2020', 'Henan'],
    ['H1 2020 zones', '2020-S1', 'zones'],
    ['zones 2020 H2', '2020-S2', 'zones'],
    ['first half of 2020', '2020-S1', ''],
    ['third quarter of 2021', '2021-Q3', ''],
    ['imports June 2021', '2021-06', 'imports'],
    ['imports 2021 jun', '2021-06', 'imports'],
    ['2021-06', '2021-06', ''],
    ['2020-01-01/P5M', '2020-01-01/P5M', ''],
    ['河南2020年', '2020', '河南'],
    ['2020年上半年河南', '2020-S1', '河南'],
    ['2021年第三季度', '2021-Q3', ''],
    ['2021年12月', '2021-12', ''],
    ['2020年1至5月', '2020-01-01/P5M', ''],
    ['chapter 85', null, 'chapter 85'],
    ['HS8418', null, 'HS8418'],
  ])('%s: %s', (text, period, rest) => {
    expect(periodIn(text)).toEqual({ period, rest });
  });

  it('is found again in what the page writes of it, in both languages', () => {
    const year = fc.integer({ min: 1990, max: 2049 }).map(String);
    const part = fc.constantFrom('', '-S1', '-S2', '-Q1', '-Q4', '-01', '-05', '-12');
    fc.assert(
      fc.property(year, part, fc.constantFrom('en' as const, 'zh' as const), (one, of, language) => {
        const code = normalisePeriod(one + of) ?? '';
        expect(periodIn(periodText(code, language)).period).toBe(code);
      }),
    );
  });
});
