import type { Qualifier, Wording } from '@silkgauge/codelists';
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

const QUALIFIERS: readonly Qualifier[] = ['exact', 'about', 'over', 'under', 'range'];
const WORDINGS: readonly Wording[] = [
  ...(['percent', 'up-by-times', 'to-times', 'fold', 'ambiguous-times', 'points'] as const),
];

describe('a print', () => {
  it('has its digits with the multiplier in words', () => {
    expect(printedText({ printed }, en)).toBe('1.92 trillion CNY');
    expect(printedText({ printed }, zh)).toBe('1.92万亿元');
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
    expect(printedText({ printed: over }, en)).toBe('over 4.5 times (“up by”)');
    expect(printedText({ printed: over }, zh)).toBe('超过4.5倍（“增长了”）');
  });

  it('has no code of a qualifier or wording in its words', () => {
    for (const qualifier of QUALIFIERS)
      for (const wording of WORDINGS) {
        const of = (words: typeof en) =>
          printedText(
            { printed: { ...printed, multiplier: '1', unit: 'percent', qualifier, wording } },
            words,
          );
        expect(of(en)).not.toMatch(/[a-z]-[a-z]/);
        expect(of(zh)).not.toMatch(/[a-z]/i);
      }
    expect(printedText({ printed: { ...printed, multiplier: '1', unit: 'percent' } }, zh)).toBe('1.92%');
  });

  it('without digits tells why', () => {
    expect(printedText({ absence: 'confidential' }, en)).toBe('confidential');
  });
});
