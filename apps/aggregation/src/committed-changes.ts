import type { Domain } from '@silkgauge/contract';
import type { NewVersion, RegisterChange, StateChange } from '@silkgauge/read-model';
import type { DraftChange } from './state-book.ts';

/**
 * Versions as they stand in the change log once their transaction is committed: written in order, they have the sequences up to
 * `last`, without a gap.
 */
export function committedChanges(
  changes: readonly DraftChange[],
  last: bigint | null,
  domainOf: (seriesKey: string) => Domain | undefined,
): StateChange[] {
  return numbered(changes, last).map(([sequence, { seriesKey, period, version, knownAt, document }]) => {
    const domain = domainOf(seriesKey);
    if (!domain) throw new Error(`${seriesKey} is in no domain`);
    return { sequence, key: seriesKey, domain, period, version, known_at: knownAt, document };
  });
}

/** The same of what is registered beside states. */
export function committedVersions(versions: readonly NewVersion[], last: bigint | null): RegisterChange[] {
  return numbered(versions, last).map(([sequence, { knownAt, ...version }]) => ({
    ...version,
    sequence,
    known_at: knownAt,
  }));
}

function numbered<T>(rows: readonly T[], last: bigint | null): [sequence: string, row: T][] {
  if (last === null) return [];
  const before = last - BigInt(rows.length);
  return rows.map((row, index) => [String(before + BigInt(index + 1)), row]);
}
