import type { Measurement, Sides } from '@silkgauge/growth';

type Line = { name: string | null; value: string; between: string | null };
interface Present {
  grouped(decimal: string): string;
  inWords(decimal: string): string;
  quantity(decimal: string, unit: string, signed: boolean): string;
  interval(low: string, high: string, unit: string): string;
  sideLines(side: Measurement, signed: boolean): Line[];
  verdictText(sides: Pick<Sides, 'verdict' | 'gap'>, unit: string): string;
  printedText(printed: NonNullable<Measurement['printed']>): string;
  periodText(period: string): string;
  comparisonText(key: string, comparedWith: string | null): string;
  seriesTitle(series: Record<string, string>, names: Record<string, Record<string, string>>): string;
  compareKeys(a: string, b: string): number;
}

const present = (await import(new URL('../page/present.js', import.meta.url).href)) as Present;

const side = (more: Partial<Measurement>): Measurement => ({
  value: null,
  unit: 'percent',
  low: null,
  high: null,
  status: 'P',
  formula: 'reported@1',
  ...more,
});

describe('the page', () => {
  it('never shows two readings as one number', () => {
    const readings = [
      { reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { reading: 'to-times', value: '350', low: '345', high: '355' },
    ];
    expect(present.sideLines(side({ readings }), true)).toEqual([
      { name: 'if “up by”', value: '+450 %', between: '445 to 455 %' },
      { name: 'if “to”', value: '+350 %', between: '345 to 355 %' },
    ]);
  });

  it('shows a number with its interval, an exact total without, a range as its ends', () => {
    expect(present.sideLines(side({ value: '119.43', low: '119.425', high: '119.435' }), true)).toEqual([
      { name: null, value: '+119.43 %', between: '119.425 to 119.435 %' },
    ]);
    expect(present.sideLines(side({ value: '5.10', low: '5.10', high: '5.10', unit: 'GBP' }), false)).toEqual(
      [{ name: null, value: '5.10 GBP', between: null }],
    );
    expect(present.sideLines(side({ low: '39.5', high: '50.5' }), true)).toEqual([
      { name: null, value: '39.5 to 50.5 %', between: null },
    ]);
  });

  it.each([
    ['4720000000', '4.72 billion'],
    ['4715000000', '4.715 billion'],
    ['12360669993', '12,360,669,993'],
    ['135000000.00', '135 million'],
    ['999999', '999,999'],
    ['1000000', '1 million'],
    ['-24545455', '−24,545,455'],
    ['123456789012345678901234567890.5', '123,456,789,012,345,678,901,234,567,890.5'],
    ['0.1', '0.1'],
  ])('says %s as %s, no digit lost', (decimal, words) => {
    expect(present.inWords(decimal)).toBe(words);
  });

  it('says the power once where both ends have it', () => {
    expect(present.interval('4715000000', '4725000000', 'CNY')).toBe('4.715 to 4.725 billion CNY');
    expect(present.interval('999500000', '1000500000', 'CNY')).toBe('999.5 million to 1,000,500,000 CNY');
    expect(present.interval('-0.5', '0.5', 'percent')).toBe('−0.5 to 0.5 %');
  });

  it('gives growth its sign, and zero none', () => {
    expect(present.quantity('26.2', 'percent', true)).toBe('+26.2 %');
    expect(present.quantity('-26.2', 'percent', true)).toBe('−26.2 %');
    expect(present.quantity('0.0', 'percent', true)).toBe('0.0 %');
  });

  it.each([
    ['2020', '2020'],
    ['2020-S1', 'first half of 2020'],
    ['2020-Q4', 'fourth quarter of 2020'],
    ['2020-03', 'March 2020'],
    ['2020-03-01', '1 March 2020'],
    ['2020-01-01/P5M', 'January to May 2020'],
    ['2019-11-01/P4M', 'November 2019 to February 2020'],
    ['2020-11-01/P11D', '11 days from 1 November 2020'],
    ['_U', 'not stated'],
    ['2020-W53', '2020-W53'],
  ])('says the period %s as %s', (code, words) => {
    expect(present.periodText(code)).toBe(words);
  });

  it('says what is compared and how the sides stand to each other', () => {
    expect(present.comparisonText('GY', '2019-S1')).toBe('on a year before');
    expect(present.comparisonText('2018-S1', '2018-S1')).toBe('on first half of 2018');
    expect(present.comparisonText('_U', null)).toBe('comparison not stated');
    expect(present.verdictText({ verdict: 'conflicts', gap: '-4.885' }, 'points')).toBe(
      'conflicts, reported is 4.885 points lower',
    );
    expect(present.verdictText({ verdict: 'agrees', gap: '0.0000' }, 'points')).toBe('agrees');
  });

  it('says what is measured by the names of its codes, and a code without a name as it is', () => {
    const series = {
      indicator: 'CBEC',
      area: 'CN-HA',
      flow: 'X',
      product: '_T',
      counterpart: 'QQ',
      mode: '_T',
    };
    const names = { indicator: { CBEC: 'E-commerce' }, area: { 'CN-HA': 'Henan' }, any: { _T: 'Total' } };
    expect(present.seriesTitle(series, names)).toBe('E-commerce · Henan · exports · with QQ');
    expect(
      present.printedText({
        value: '4.72',
        multiplier: '1000000000',
        unit: 'CNY',
        wording: null,
        qualifier: 'over',
      }),
    ).toBe('printed over 4.72 × 1,000,000,000 CNY');
  });

  it('keeps the order of the list', () => {
    const keys = ['A.B-C/2020', 'A.B.X/2020', 'A.B._T/2019', 'A.B._T/2019-S1', 'A.B._T/_U'];
    expect([...keys].reverse().sort(present.compareKeys)).toEqual(keys);
  });
});
