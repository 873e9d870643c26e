// Rule of markdownlint: a table is read where its lines are shown whole. Wider ones are lists.
export const WIDEST = 160;

/** Numbers of the lines of a table that are too wide, from 1. */
export const tooWide = (lines, from, to) =>
  lines.slice(from - 1, to).flatMap((line, at) => (line.length > WIDEST ? [from + at] : []));

export default {
  names: ['narrow-tables'],
  description: `Lines of tables have at most ${WIDEST} characters`,
  tags: ['table'],
  parser: 'micromark',
  function: ({ lines, parsers }, onError) => {
    for (const { type, startLine, endLine } of parsers.micromark.tokens)
      if (type === 'table')
        for (const lineNumber of tooWide(lines, startLine, endLine))
          onError({ lineNumber, detail: `${lines[lineNumber - 1].length} characters: write a list` });
  },
};
