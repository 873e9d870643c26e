import type { TopicPartition } from '@silkgauge/contract';

export interface MemberWish {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** Gives each partition to a member that reads its topic, round-robin and deterministically. */
export const assignPartitions = (
  members: readonly MemberWish[],
  partitions: readonly TopicPartition[],
): Map<string, TopicPartition[]> => {
  const inOrder = members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const shares = new Map<string, TopicPartition[]>(inOrder.map(({ memberId }) => [memberId, []]));
  const byTopic = partitions.toSorted((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
  let turn = 0;
  for (const partition of byTopic) {
    const byTurns = [...inOrder.slice(turn), ...inOrder.slice(0, turn)];
    const member = byTurns.find(({ topics }) => topics.includes(partition.topic));
    if (!member) continue;
    shares.get(member.memberId)?.push(partition);
    turn = (inOrder.indexOf(member) + 1) % inOrder.length;
  }
  return shares;
};
