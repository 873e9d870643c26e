import { placeName } from '@silkgauge/contract';
import type { Reader } from '@silkgauge/kafka';
import { inputToReadAgain, readPositions, type ReadModel } from '@silkgauge/read-model';

/**
 * Partitions of this process whose lost input is yet to be read again, as a reason; null where there are none. Until then
 * the read model is behind what was published before.
 */
export async function whatIsReadAgain(
  pool: ReadModel['pool'],
  { partitions }: ReturnType<Reader['health']>,
): Promise<string | null> {
  const [positions, ends] = await Promise.all([readPositions(pool), inputToReadAgain(pool)]);
  const stored = new Map(positions.map((at) => [placeName(at), BigInt(at.next)]));
  const until = new Map(ends.map((end) => [placeName(end), end.next]));
  const behind = partitions.flatMap((one) => {
    const name = placeName(one);
    const end = until.get(name) ?? 0n;
    const hasFallen = one.storedAt !== null && (stored.get(name) ?? 0n) < one.storedAt;
    if (!hasFallen && (one.position ?? end) >= end) return [];
    return [`${name} from ${String(stored.get(name) ?? 0n)} to ${String(end)}`];
  });
  return behind.length === 0 ? null : `the database went back, and is read again: ${behind.join(', ')}`;
}
