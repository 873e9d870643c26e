import { wordsOf } from '../words/words-of.ts';
import { coveredUntil, partialText } from './partial.ts';

const december = (last?: string) => ({
  period: '2011-12',
  flags: ['partial-period' as const],
  counts: { events: '120', units: '346', ...(last !== undefined && { last }) },
});
const [en, zh] = [wordsOf('en'), wordsOf('zh')];

describe('a figure of a part of its period', () => {
  it('of sales goes to the day of the latest order, in both languages', () => {
    const state = december('2011-12-09T12:50:00Z');
    expect(coveredUntil(state)).toBe('2011-12-09');
    expect([partialText(state, en), partialText(state, zh)]).toEqual([
      'to 9 December 2011',
      '截至2011年12月9日',
    ]);
  });

  it('is a part without a day where none is known', () => {
    expect(partialText(december(), en)).toBe('part of a period');
    expect(partialText({ period: '2026', flags: ['partial-period'] }, zh)).toBe('部分时期');
    expect(coveredUntil({ period: '2026', flags: ['partial-period'] })).toBe('2026-12-31');
  });

  it('is none where the period is covered, whatever its latest order', () => {
    const over = { ...december('2011-12-09T12:50:00Z'), flags: [] };
    expect([coveredUntil(over), partialText(over, en)]).toEqual([null, null]);
    const nineMonths = { period: '2022-01-01/P9M', flags: [] };
    expect([coveredUntil(nineMonths), partialText(nineMonths, en)]).toEqual(['2022-09-30', null]);
  });
});
