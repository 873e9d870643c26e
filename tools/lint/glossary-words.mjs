// A rule of markdownlint: documents do not use the words of the column "not" in docs/glossary.md.
import { readFileSync } from 'node:fs';

const GLOSSARY = new URL('../../docs/glossary.md', import.meta.url);
/** Code, and what links lead to. */
const NOT_PROSE = /`[^`]*`|\]\([^)]*\)/g;

/** The words that are not used, each with its term and what finds it; the word as a part of the term is no find. */
export function wordsOf(glossary) {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const term = cells[1];
      return [...cells[4].matchAll(/`([^`]+)`/g)].map(([, word]) => {
        const before = term.endsWith(` ${word}`)
          ? String.raw`(?<!${term.slice(0, -word.length - 1)}[\s-])`
          : '';
        return { term, found: new RegExp(String.raw`${before}\b${word}s?\b`, 'gi') };
      });
    });
}

/** Where a document uses such words, by line and column from 1. */
export function findWords(lines, words) {
  const prose = lines.map((line) => line.replaceAll(NOT_PROSE, (text) => ' '.repeat(text.length))).join('\n');
  return words.flatMap(({ term, found }) =>
    [...prose.matchAll(found)].map(({ 0: word, index }) => {
      const before = prose.slice(0, index).split('\n');
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, word, term };
    }),
  );
}

const words = wordsOf(readFileSync(GLOSSARY, 'utf8'));

export default {
  names: ['glossary-words'],
  description: 'Words of the glossary',
  tags: ['words'],
  parser: 'micromark',
  function: ({ lines, parsers }, onError) => {
    const prose = [...lines];
    for (const { type, startLine, endLine } of parsers.micromark.tokens)
      if (type === 'codeFenced' || type === 'codeIndented') prose.fill('', startLine - 1, endLine);
    for (const { line, column, word, term } of findWords(prose, words))
      onError({
        lineNumber: line,
        detail: `"${word}": the glossary says "${term}"`,
        range: [column, word.length],
      });
  },
};
