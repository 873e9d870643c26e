import fc from 'fast-check';
import { assignPartitions } from './assign-partitions.ts';

const topics = ['a', 'b', 'c'];
const partitionsOf = (counts: readonly number[]) =>
  topics.flatMap((topic, i) =>
    Array.from({ length: counts[i] ?? 0 }, (_, partition) => ({ topic, partition })),
  );

describe('partitions of a group', () => {
  it('go each to exactly one member, evenly, for any order of the members', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
        (ids, counts) => {
          const partitions = partitionsOf(counts);
          const members = ids.map((memberId) => ({ memberId, topics }));
          const shares = assignPartitions(members, partitions);
          expect(assignPartitions(members.toReversed(), partitions.toReversed())).toEqual(shares);
          const names = [...shares.values()]
            .flat()
            .map(({ topic, partition }) => `${topic}${String(partition)}`);
          expect(names.toSorted()).toEqual(
            partitions.map(({ topic, partition }) => `${topic}${String(partition)}`),
          );
          const sizes = [...shares.values()].map(({ length }) => length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('go to no member that does not read their topic', () => {
    const shares = assignPartitions(
      [
        { memberId: '1', topics: ['a'] },
        { memberId: '2', topics: ['a', 'b'] },
      ],
      partitionsOf([2, 2, 1]),
    );
    expect(shares.get('1')?.every(({ topic }) => topic === 'a')).toBe(true);
    expect([...shares.values()].flat()).toHaveLength(4);
  });
});
