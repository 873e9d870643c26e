import { wordsOf } from '../../words/words-of.ts';
import { tableOf } from './chart-table.ts';
import { measured, shownState } from './shown-state.fixture.ts';

describe('the table of a chart', () => {
  const sample = shownState({ period: '2021-01-01/P5M', growth: measured('5.2') });
  const partial: typeof sample = { ...sample, flags: ['partial-period'] };
  const texts = (language: 'en' | 'zh') =>
    tableOf([partial], ['growth'], wordsOf(language)).rows.map((row) => row.map(({ text }) => text));

  it('joins words in the punctuation of the language', () => {
    expect(texts('en')[0]).toContain('part of a period, preliminary');
    expect(texts('zh')[0]).toContain('部分时期，初值');
  });

  it('shows the digits that intervals allow, and keeps every digit as raw text', () => {
    const growth = { ...measured('5.6012'), low: '4.3824', high: '6.8274' };
    const { columns, rows } = tableOf([shownState({ period: '2021', growth })], ['growth'], wordsOf('en'));
    const told = ['value', 'low', 'high'].map((name) => {
      const { text, raw } = rows[0]?.[columns.findIndex((column) => column.name === name)] ?? {};
      return [text, raw];
    });
    expect(told).toEqual([
      ['+5.6%', '5.6012'],
      ['4.38', '4.3824'],
      ['6.83', '6.8274'],
    ]);
  });
});
