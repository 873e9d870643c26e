import { codeName, shortCodeName } from './code-names.ts';

const RETAIL = { en: 'Retail import', zh: '零售进口', short: { en: 'Retail', zh: '零售' } };
const NAMED_ONCE = { en: 'Hangzhou', zh: null };

describe('the name of a code', () => {
  it('is that of the language, else the English one', () => {
    expect([codeName(RETAIL, 'en'), codeName(RETAIL, 'zh')]).toEqual(['Retail import', '零售进口']);
    expect(codeName(NAMED_ONCE, 'zh')).toBe('Hangzhou');
    expect(codeName(undefined, 'en')).toBeUndefined();
  });

  it('is short where a register has a short one', () => {
    expect([shortCodeName(RETAIL, 'en'), shortCodeName(RETAIL, 'zh')]).toEqual(['Retail', '零售']);
    expect(shortCodeName(NAMED_ONCE, 'zh')).toBe('Hangzhou');
  });
});
