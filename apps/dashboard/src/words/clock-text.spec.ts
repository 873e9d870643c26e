import { clockText, nothingYetText } from './clock-text.ts';
import { wordsOf } from './words-of.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const [en, zh] = [wordsOf('en'), wordsOf('zh')];

describe('the words of a clock', () => {
  it('tell the past from what is still to come', () => {
    expect(clockText({ publishedBy: '2026-03-01' }, en, NOW)).toBe(
      'What had been published by 1 March 2026.',
    );
    expect(clockText({ publishedBy: '2026-03-02' }, en, NOW)).toMatch(/^2 March 2026 is still to come/);
    expect(clockText({ publishedBy: '2026-03-02' }, zh, NOW)).toMatch(/^2026年3月2日尚未到来/);
    expect(clockText({ asOf: '2026-03-01T12:00:01Z' }, en, NOW)).toMatch(/is still to come/);
    expect(clockText({ asOf: '30' }, en, NOW)).toMatch(/never change/);
  });

  it('tell that nothing was known yet', () => {
    expect(nothingYetText({ publishedBy: '1999-01-01' }, en)).toContain('by 1 January 1999');
    expect(nothingYetText({ publishedBy: '1999-01-01' }, zh)).toContain('1999年1月1日');
    expect(nothingYetText({ asOf: '0' }, en)).toContain('by change 0');
    expect(nothingYetText({ asOf: '1999-01-01T00:00:00Z' }, en)).toContain('1999');
  });
});
