import { INPUT_TOPICS, type Positions } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';

/** Next offset of each non-empty partition of the input topics, by `topic/partition`. */
export async function inputEnds(brokers: string): Promise<Map<string, bigint>> {
  const ends = await Promise.all(
    INPUT_TOPICS.map(async (topic) =>
      [...(await latestOffsets({ brokers: [brokers] }, topic))].map(
        ([partition, end]) => [`${topic}/${String(partition)}`, end] as const,
      ),
    ),
  );
  return new Map(ends.flat().filter(([, end]) => end > 0n));
}

/** Whether the positions in the API cover these ends. */
export async function isDealtWith(api: string, ends: ReadonlyMap<string, bigint>): Promise<boolean> {
  const { positions } = (await (await fetch(`${api}/v1/positions`)).json()) as Positions;
  const next = new Map(
    positions.map((position) => [`${position.topic}/${String(position.partition)}`, BigInt(position.next)]),
  );
  return [...ends].every(([partition, end]) => (next.get(partition) ?? 0n) >= end);
}
