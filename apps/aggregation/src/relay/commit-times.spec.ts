import { CommitTimes } from './commit-times.ts';

it('a transaction is measured once, when the last of its changes is published', () => {
  const times = new CommitTimes();
  times.committed(4n, 1_000);
  times.committed(9n, 2_000);
  expect(times.published(3n, 3_000)).toEqual([]);
  expect(times.published(4n, 3_000)).toEqual([2]);
  expect(times.published(20n, 4_500)).toEqual([2.5]);
  expect(times.published(20n, 5_000)).toEqual([]);
});

it('a transaction that was published before it was handed over is not measured', () => {
  const times = new CommitTimes();
  times.published(9n, 1_000);
  times.committed(9n, 2_000);
  expect(times.published(12n, 200_000)).toEqual([]);
});

it('a relay far behind remembers a thousand transactions', () => {
  const times = new CommitTimes();
  for (let sequence = 1n; sequence <= 1_500n; sequence += 1n) times.committed(sequence, 0);
  expect(times.published(1_500n, 1_000)).toHaveLength(1_000);
});

it('transactions of a former term are not measured', () => {
  const times = new CommitTimes();
  times.committed(4n, 1_000);
  times.clear();
  expect(times.published(4n, 3_000)).toEqual([]);
});
