import { wordsOf } from '../words/words-of.ts';
import { printedText } from './printed-text.ts';

const [en, zh] = [wordsOf('en'), wordsOf('zh')];
const printed = {
  value: '1.92',
  multiplier: '1000000000000',
  unit: 'CNY',
  wording: null,
  qualifier: 'exact',
} as const;

describe('a print', () => {
  it('has its digits with the multiplier in words', () => {
    expect(printedText({ printed }, en)).toBe('1.92 trillion CNY');
    expect(printedText({ printed }, zh)).toBe('1.92 万亿 CNY');
    expect(printedText({ printed: { ...printed, multiplier: '1' } }, en)).toBe('1.92 CNY');
    expect(printedText({ printed: { ...printed, multiplier: '12000' } }, en)).toBe('1.92 × 12,000 CNY');
  });

  it('keeps qualifier, range and wording', () => {
    const range = { ...printed, valueHigh: '1.94', multiplier: '1', qualifier: 'range' } as const;
    expect(printedText({ printed: range }, en)).toBe('1.92–1.94 CNY');
    const over = {
      ...printed,
      value: '4.5',
      multiplier: '1',
      unit: 'times',
      qualifier: 'over',
      wording: 'up-by-times',
    } as const;
    expect(printedText({ printed: over }, en)).toBe('over 4.5 times (up-by-times)');
  });

  it('without digits tells why', () => {
    expect(printedText({ absence: 'confidential' }, en)).toBe('confidential');
  });
});
