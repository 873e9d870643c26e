import { lastToFirst, tableRows } from './sdmx.ts';

it('counts the rows of a table over pieces, and no line end within quotes', () => {
  const count = tableRows();
  const pieces = ['a,b\r\n1,', '"x\r\ny ""z"""\r', '\n2,3\r\n'].map((text) => Buffer.from(text));
  expect(pieces.map(count)).toEqual([0, 0, 2]);
});

it('an answer that slows down has a last quarter below the first one', () => {
  const even = Array.from({ length: 8 }, (_, at) => ({ bytes: 10 * (at + 1), at: at + 1 }));
  expect(lastToFirst(even)).toBe(1);
  const slow = even.map(({ bytes, at }) => ({ bytes, at: at * at }));
  expect(lastToFirst(slow)).toBeCloseTo(4 / 28);
});
