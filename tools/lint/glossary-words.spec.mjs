import { findWords, wordsOf } from './glossary-words.mjs';

const words = wordsOf(
  [
    '| term        | meaning | source  | not               |',
    '| ----------- | ------- | ------- | ----------------- |',
    '| dead letter | refused | pattern | `letter`          |',
    '| series key  | codes   | SDMX    |                   |',
    '| PostgreSQL  | ours    | -       | `Postgres`, `PSQL` |',
  ].join('\n'),
);
const found = (...lines) => findWords(lines, words).map(({ line, column, word }) => [line, column, word]);

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
