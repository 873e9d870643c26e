import { COUNTRIES, CURRENCIES, isArea, likelyArea, likelyCurrency } from './code-lists.ts';

describe('the closed lists', () => {
  it('contain 249 countries of ISO 3166-1, ten reservations and the user-assigned codes without XX', () => {
    expect(COUNTRIES.size).toBe(249 + 10 + 25);
    expect([...COUNTRIES].every((country) => /^[A-Z]{2}$/.test(country))).toBe(true);
  });

  it('contain present and historic currencies, and no other codes', () => {
    for (const currency of ['CNY', 'USD', 'EUR', 'GBP', 'DEM', 'XDR', 'HRK'])
      expect(CURRENCIES).toContain(currency);
    for (const none of ['XXX', 'XTS', 'RMB', 'CNH', '_Z', '']) expect(CURRENCIES).not.toContain(none);
    expect([...CURRENCIES].every((currency) => /^[A-Z]{3}$/.test(currency))).toBe(true);
  });

  it.each(['CN', 'CN-41', 'CN-D46', 'CN-Z-ZAEZ', 'CN-C-4101', 'EU', 'XK', '_T', '_U', '_Z'])(
    'know the area %s',
    (code) => {
      expect(isArea(code)).toBe(true);
    },
  );

  it.each([
    '',
    'C',
    'CHN',
    'UK',
    'ZZ',
    'XX',
    'cn',
    'W',
    'W0',
    '_W',
    '_TT',
    'CN-',
    'CN41',
    'ZZ-41',
    '-CN',
    '中国',
  ])('do not contain the area %j', (code) => {
    expect(isArea(code)).toBe(false);
  });
});

describe('the likely code', () => {
  it.each([
    ['UK', 'GB'],
    ['UK-SCT', 'GB-SCT'],
    ['cn-41', 'CN-41'],
    ['ZZ', '_U'],
    ['W0', '_T'],
    ['ZZ-1', undefined],
    ['QQ', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('for the area %j is %j', (text, meant) => {
    expect(likelyArea(text)).toBe(meant);
  });

  it.each([
    ['RMB', 'CNY'],
    ['cny', 'CNY'],
    ['yuan', 'CNY'],
    ['XXX', '_Z'],
    ['ABC', undefined],
    ['constructor', undefined],
  ])('for the currency %j is %j', (text, meant) => {
    expect(likelyCurrency(text)).toBe(meant);
  });
});
