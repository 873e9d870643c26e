// Rule of markdownlint: documents avoid the words in the column "not" of docs/glossary.md.
import { readFileSync } from 'node:fs';

const GLOSSARY = new URL('../../docs/glossary.md', import.meta.url);
/** Code, and targets of links. */
const NOT_PROSE = /`[^`]*`|\]\([^)]*\)/g;

/** Forbidden words, each with its term and its pattern; a word within its own term does not match. */
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

/** Places of forbidden words in a document, line and column from 1. */
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
