import type { DraftFinding } from '@silkgauge/contract';
import { segmentsOf } from './segments.ts';

const TEXT = 'It rose 5 percent. "It will rise 9 percent," he said.';
const found = (words: string, kind: DraftFinding['kind']): DraftFinding => {
  const start = TEXT.indexOf(words);
  return {
    ...{ start, end: start + words.length, text: words, kind, verdict: 'unknown', marks: [] },
    ...{ reason: null, number: null, known: [], prints: [], sentence: null },
  };
};
const FINDINGS = [
  found('5 percent', 'number'),
  found('"It will rise 9 percent,"', 'opinion'),
  found('9 percent', 'number'),
];

describe('the pieces of a checked text', () => {
  it('joined are the text, whatever overlaps', () => {
    const overlapping = [...FINDINGS, found('percent,', 'cause')];
    for (const findings of [FINDINGS, overlapping, []])
      expect(
        segmentsOf(TEXT, findings)
          .map(({ text }) => text)
          .join(''),
      ).toBe(TEXT);
  });

  it('know their finding, and what a speaker says', () => {
    expect(segmentsOf(TEXT, FINDINGS).map(({ text, at, isOpinion }) => [text, at, isOpinion])).toEqual([
      ['It rose ', null, false],
      ['5 percent', 0, false],
      ['. ', null, false],
      ['"It will rise ', null, true],
      ['9 percent', 2, true],
      [',"', null, true],
      [' he said.', null, false],
    ]);
  });
});
