import { mark } from './sample-mark.fixture.ts';
import { standingOf } from './mark.ts';

it.each([
  ['final', {}],
  ['provisional', { provisional: true }],
  ['part', { partUntil: '31 May' }],
  ['both', { provisional: true, partUntil: '31 May' }],
] as const)('a mark is %s', (standing, rest) => {
  expect(standingOf(mark(rest))).toBe(standing);
});
