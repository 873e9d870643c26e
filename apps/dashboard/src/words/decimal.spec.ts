import fc from 'fast-check';
import { grouped, inPowers, interval, quantity, shifted } from './decimal.ts';

/** Parses the words of a decimal, digit by digit. */
function readBack(words: string): string {
  const powers: Record<string, number> = { trn: 12, bn: 9, m: 6, 万亿: 12, 亿: 8, 万: 4 };
  const [, sign = '', digits = '', name = ''] = /^(−?)([\d,.]*\d)\s*([^\s\d.,]*)$/.exec(words) ?? [];
  const [whole = '', fraction = ''] = digits.replaceAll(',', '').split('.');
  const exponent = powers[name] ?? 0;
  const moved = fraction.padEnd(exponent, '0');
  const plain = `${whole}${moved.slice(0, exponent)}`.replace(/^0+(?=\d)/, '');
  const behind = moved.slice(exponent).replace(/(?<!0)0+$/, '');
  return `${sign === '' ? '' : '-'}${plain}${behind === '' ? '' : `.${behind}`}`;
}

const decimals = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.stringMatching(/^\d{0,6}$/))
  .map(([negative, whole, fraction]) => {
    const behind = fraction.replace(/(?<!0)0+$/, '');
    return `${negative ? '-' : ''}${String(whole)}${behind === '' ? '' : `.${behind}`}`;
  });

describe('decimals in two languages', () => {
  it.each([
    ['4720000000', '4.72\u00a0bn', '47.2亿'],
    ['4715000000', '4.715\u00a0bn', '47.15亿'],
    ['12360669993', '12.360669993\u00a0bn', '123.60669993亿'],
    ['1980000000000', '1.98\u00a0trn', '1.98万亿'],
    ['135000000.00', '135\u00a0m', '1.35亿'],
    ['999999', '999,999', '99.9999万'],
    ['-24545455', '−24.545455\u00a0m', '−2,454.5455万'],
    ['0.1', '0.1', '0.1'],
    ['0', '0', '0'],
  ])('%s is %s and %s', (decimal, en, zh) => {
    expect(inPowers(decimal, 'en')).toBe(en);
    expect(inPowers(decimal, 'zh')).toBe(zh);
  });

  it('lose no digit in either language', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        expect(readBack(inPowers(decimal, 'en'))).toBe(decimal);
        expect(readBack(inPowers(decimal, 'zh'))).toBe(decimal);
      }),
    );
  });

  it('keep the printed digits after the point of growth', () => {
    expect(quantity('26.20', 'percent', { language: 'en', signed: true })).toBe('+26.20%');
    expect(quantity('-3.0', 'percent', { language: 'zh', signed: true })).toBe('−3.0%');
    expect(quantity('0.0', 'percent', { language: 'en', signed: true })).toBe('0.0%');
  });

  it('have units in the words of the language', () => {
    expect(quantity('657000000', 'orders', { language: 'zh' })).toBe('6.57亿单');
    expect(quantity('544000', 'orders-per-second', { language: 'en' })).toBe(
      '544,000\u00a0orders per second',
    );
    expect(quantity('5', 'furlongs', { language: 'zh' })).toBe('5furlongs');
  });

  it('have their unit once', () => {
    expect(quantity('4720000000', 'CNY', { language: 'zh' })).toBe('47.2亿元');
    expect(quantity('14.2', 'points', { language: 'en', signed: true })).toBe('+14.2\u00a0points');
    expect(quantity('14.2', 'points', { language: 'zh', signed: true })).toBe('+14.2个百分点');
    expect(interval('4715000000', '4725000000', 'CNY', { language: 'en' })).toBe(
      '4.715 to 4.725\u00a0bn\u00a0CNY',
    );
    expect(interval('4715000000', '4725000000', 'CNY', { language: 'zh' })).toBe('47.15 至 47.25亿元');
    expect(interval('999500000', '1000500000', 'CNY', { language: 'en' })).toBe(
      '999.5\u00a0m to 1.0005\u00a0bn\u00a0CNY',
    );
    expect(interval('-0.5', '0.5', 'percent', { language: 'en' })).toBe('−0.5 to 0.5%');
  });

  it.each([
    ['170.0807', 'percent', '+170.1%', '+170.1%'],
    ['-42.5579', 'percent', '−42.56%', '−42.56%'],
    ['138.0000', 'percent', '+138.0%', '+138.0%'],
    ['26.20', 'percent', '+26.20%', '+26.20%'],
    ['9999.96', 'percent', '+10,000%', '+10,000%'],
    ['0.00123456', 'points', '+0.001235\u00a0points', '+0.001235个百分点'],
    ['32699941054', 'USD', '+32.70\u00a0bn\u00a0USD', '+327.0亿美元'],
    ['1960784313725', 'CNY', '+1.961\u00a0trn\u00a0CNY', '+1.961万亿元'],
    ['4720000000', 'CNY', '+4.72\u00a0bn\u00a0CNY', '+47.2亿元'],
    ['999960000', 'CNY', '+1.000\u00a0bn\u00a0CNY', '+10.00亿元'],
    ['12345.67', 'stores', '+12,350\u00a0stores', '+1.235万家店铺'],
    ['0.0', 'percent', '0.0%', '0.0%'],
  ])('%s %s has four significant digits at most: %s, %s', (decimal, unit, en, zh) => {
    const text = (language: 'en' | 'zh') =>
      quantity(decimal, unit, { language, signed: true, short: 'half-away' });
    expect([text('en'), text('zh')]).toEqual([en, zh]);
  });

  it('of an interval are rounded outwards', () => {
    const of = (low: string, high: string, unit: string) =>
      interval(low, high, unit, { language: 'en', isShort: true });
    expect(of('-42.5579', '-42.5578', 'percent')).toBe('−42.56 to −42.55%');
    expect(of('531736862745', '532376623377', 'CNY')).toBe('531.7 to 532.4\u00a0bn\u00a0CNY');
    expect(of('999950001', '1000500000', 'CNY')).toBe('999.9\u00a0m to 1.001\u00a0bn\u00a0CNY');
  });

  it('have never more than four significant digits, and are at most half of the last one away', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        const text = readBack(
          quantity(decimal, 'percent', { language: 'en', short: 'half-away' }).slice(0, -1),
        );
        expect(Number(text)).toBe(Number(Number(text).toPrecision(4)));
        expect(Math.abs(Number(text) - Number(decimal))).toBeLessThanOrEqual(
          Math.abs(Number(decimal)) * 5.01e-4,
        );
      }),
    );
  });

  it('are divided by powers of ten exactly', () => {
    expect(shifted('1', 3)).toBe('0.001');
    expect(shifted('-120', 2)).toBe('-1.2');
    expect(grouped('1234567.891')).toBe('1,234,567.891');
  });
});
