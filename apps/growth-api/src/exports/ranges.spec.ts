import { partOf } from './ranges.ts';

const file = { bytes: 100, tag: '"one"' };

it.each([
  [undefined, null],
  ['bytes=0-9', { from: 0, to: 10 }],
  ['bytes=90-', { from: 90, to: 100 }],
  ['bytes=-8', { from: 92, to: 100 }],
  ['bytes=0-1000', { from: 0, to: 100 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=0-1,50-51', null],
  ['rows=0-1', null],
  ['nonsense', null],
])('of 100 bytes %s is %j', (range, part) => {
  expect(partOf(range === undefined ? {} : { range }, file)).toEqual(part);
});

it('a part of another file than the present one is all of it', () => {
  expect(partOf({ range: 'bytes=0-9', 'if-range': '"one"' }, file)).toEqual({ from: 0, to: 10 });
  expect(partOf({ range: 'bytes=0-9', 'if-range': '"other"' }, file)).toBeNull();
  expect(partOf({ range: 'bytes=0-9', 'if-range': 'Tue, 01 Dec 2026 00:00:00 GMT' }, file)).toBeNull();
});
