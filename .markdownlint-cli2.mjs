// Documents: how they are made up, how long their lines are and how wide their tables, and the words of docs/glossary.md.
import glossaryWords from './tools/lint/glossary-words.mjs';
import narrowTables from './tools/lint/narrow-tables.mjs';

export default {
  globs: ['*.md', '{data,docs,harness}/**/*.md', 'libs/*/*.md'],
  // As the API gives them, both languages in one file.
  ignores: ['docs/bulletins/[0-9]*.md'],
  customRules: [glossaryWords, narrowTables],
  config: {
    'line-length': { line_length: 110, tables: false, code_blocks: false },
    // Prettier lays tables out.
    'table-column-style': false,
  },
};
