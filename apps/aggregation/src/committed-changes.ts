import type { Domain } from '@silkgauge/contract';
import type { ChangeRow } from '@silkgauge/read-model';
import type { DraftChange } from './state-book.ts';

/**
 * Versions as they stand in the change log once their transaction is committed: written in order, they have the sequences up to
 * `last`, without a gap.
 */
export function committedChanges(
  changes: readonly DraftChange[],
  last: bigint | null,
  domainOf: (seriesKey: string) => Domain | undefined,
): ChangeRow[] {
  if (last === null) return [];
  const before = last - BigInt(changes.length);
  return changes.map(({ seriesKey, period, version, knownAt, document }, index) => {
    const domain = domainOf(seriesKey);
    if (!domain) throw new Error(`${seriesKey} is in no domain`);
    const sequence = String(before + BigInt(index + 1));
    return { sequence, key: seriesKey, domain, period, version, known_at: knownAt, document };
  });
}
