import { WIDEST, tooWide } from './narrow-tables.mjs';

it('finds the lines of a table that are too wide', () => {
  const wide = `| ${'x'.repeat(WIDEST)} |`;
  expect(tooWide(['text', '| a |', '| - |', wide, '| b |', wide], 2, 5)).toEqual([4]);
});
