import type { Language } from '@silkgauge/codelists';

/** A power of ten that a language has a word for. */
export interface Power {
  readonly exponent: number;
  /** In a sentence. */
  readonly word: string;
  /** In a table, a chart or beside other numbers. */
  readonly short: string;
}

/** The powers that each language has words for, the largest first. */
export const POWERS: Readonly<Record<Language, readonly Power[]>> = {
  en: [
    { exponent: 12, word: 'trillion', short: 'trn' },
    { exponent: 9, word: 'billion', short: 'bn' },
    { exponent: 6, word: 'million', short: 'm' },
  ],
  zh: [
    { exponent: 12, word: '万亿', short: '万亿' },
    { exponent: 8, word: '亿', short: '亿' },
    { exponent: 4, word: '万', short: '万' },
  ],
};

/** Thousands apart by commas, in both languages as statistics offices print: `12,360,669,993.5`. */
export function grouped(decimal: string): string {
  const [whole = '', ...fraction] = decimal.split('.');
  const groups = whole.match(/^-?\d{1,3}(?=(?:\d{3})*$)|\d{3}/g)?.join(',') ?? whole;
  return [groups, ...fraction].join('.');
}
