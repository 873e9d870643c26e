// Rule of markdownlint: documents avoid the words behind "not" in docs/glossary.md.
import { readFileSync } from 'node:fs';

const GLOSSARY = new URL('../../docs/glossary.md', import.meta.url);
/** Code, and targets of links. */
const NOT_PROSE = /`[^`]*`|\]\([^)]*\)/g;

/** The entries of the glossary: `- **term** (source; not `word`): meaning`, over several lines or on one. */
export const entriesOf = (glossary) =>
  glossary
    .split(/^- /m)
    .slice(1)
    .flatMap((entry) => {
      const [, term, source, , not = '', meaning] =
        /^\*\*([^*]+)\*\* \(([^;]*?)(; not ([^)]*))?\): ([^#]+)/.exec(entry.replaceAll(/\s+/g, ' ')) ?? [];
      return term === undefined ? [] : [{ term, source, not, meaning: meaning.trim() }];
    });

/** Forbidden words, each with its term and its pattern; a word within its own term does not match. */
export const wordsOf = (glossary) =>
  entriesOf(glossary).flatMap(({ term, not }) =>
    [...not.matchAll(/`([^`]+)`/g)].map(([, word]) => {
      const before = term.endsWith(` ${word}`)
        ? String.raw`(?<!${term.slice(0, -word.length - 1)}[\s-])`
        : '';
      return { term, found: new RegExp(String.raw`${before}\b${word}s?\b`, 'gi') };
    }),
  );

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
