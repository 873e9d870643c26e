import { KeptWithin } from './kept-within.ts';

const sizesOf = (kept: KeptWithin<number>, names: string): (number | undefined)[] =>
  [...names].map((name) => (kept.has(name) ? kept.get(name) : undefined));

it('keeps what fits, and lets go what was not used for the longest time', () => {
  const kept = new KeptWithin<number>(10, (size) => size);
  kept.set('a', 4);
  kept.set('b', 4);
  kept.get('a');
  kept.set('c', 4);
  expect(sizesOf(kept, 'abc')).toEqual([4, undefined, 4]);
});

it('counts a value that is kept in place of another once', () => {
  const kept = new KeptWithin<number>(10, (size) => size);
  for (let size = 1; size <= 5; size += 1) kept.set('a', size);
  kept.set('b', 5);
  expect(sizesOf(kept, 'ab')).toEqual([5, 5]);
  kept.delete('a');
  kept.set('c', 5);
  expect(sizesOf(kept, 'abc')).toEqual([undefined, 5, 5]);
});

it('keeps nothing that is larger than the limit', () => {
  const kept = new KeptWithin<number>(10, (size) => size);
  kept.set('a', 11);
  expect(kept.has('a')).toBe(false);
});
