import { mark } from './sample-mark.fixture.ts';
import { markStyleOf } from './mark.ts';

it.each([
  ['final', {}],
  ['provisional', { provisional: true }],
  ['part', { partUntil: '31 May' }],
  ['both', { provisional: true, partUntil: '31 May' }],
] as const)('a mark is %s', (style, rest) => {
  expect(markStyleOf(mark(rest))).toBe(style);
});
