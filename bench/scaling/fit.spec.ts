import { fit } from './fit.ts';

it('finds the costs that samples were made of', () => {
  const samples = [
    [1, 1, 1],
    [10, 100, 40],
    [3, 3_000, 200],
    [2, 9_000, 4_000],
  ].map((work) => ({ work, cost: work[0]! * 500 + work[1]! * 3 + work[2]! * 20 }));
  const [transaction, event, change] = fit(samples);
  expect(transaction).toBeCloseTo(500, 6);
  expect(event).toBeCloseTo(3, 6);
  expect(change).toBeCloseTo(20, 6);
});

it('finds none below zero', () => {
  const [fixed, each] = fit([
    { work: [1, 1], cost: 10 },
    { work: [1, 100], cost: 9 },
  ]);
  expect(each).toBe(0);
  expect(fixed).toBeCloseTo(9.45, 1);
});

it('refuses what cannot be told apart', () => {
  expect(() => fit([{ work: [1, 1], cost: 3 }])).toThrow(RangeError);
});
