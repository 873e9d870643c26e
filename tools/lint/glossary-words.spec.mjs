import { readFileSync } from 'node:fs';
import { entriesOf, findWords, wordsOf } from './glossary-words.mjs';

const words = wordsOf(
  [
    '## Terms',
    '',
    '- **dead letter** (pattern; not `letter`): refused',
    '- **series key** (SDMX): codes,',
    '  joined by dots',
    '- **PostgreSQL** (its own name; not `Postgres`,',
    '  `PSQL`): ours',
  ].join('\n'),
);
const found = (...lines) => findWords(lines, words).map(({ line, column, word }) => [line, column, word]);

it('reads terms with source and meaning, over several lines', () => {
  expect(
    entriesOf('# Glossary\n\n- **series key** (SDMX: CL_X\n  (1.0)): codes,\n  joined\n\n## More\n'),
  ).toEqual([{ term: 'series key', source: 'SDMX: CL_X (1.0)', not: '', meaning: 'codes, joined' }]);
});

it('finds words that the glossary has another term for, in any case and in the plural', () => {
  expect(found('Postgres and', 'two Letters, psql')).toEqual([
    [2, 5, 'Letters'],
    [1, 1, 'Postgres'],
    [2, 14, 'psql'],
  ]);
});

it('ignores a word within its term, also across a line end', () => {
  expect(found('A dead letter, dead-letter topics, dead', 'letters, PostgreSQL')).toEqual([]);
});

it('leaves code and addresses alone', () => {
  expect(found('`Postgres` and [here](letters.md)')).toEqual([]);
  expect(found('[letters](here.md)')).toHaveLength(1);
});

it('docs/glossary.md has with each term its source and its meaning', () => {
  const glossary = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
  const entries = entriesOf(glossary);
  expect(entries.map(({ term }) => term)).toEqual(
    [...glossary.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, term]) => term),
  );
  expect(entries.filter(({ source, meaning }) => source === '' || meaning === '')).toEqual([]);
});
