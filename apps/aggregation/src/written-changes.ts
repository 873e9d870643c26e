import type { ChangeRow, NewVersion, RegisterChange } from '@silkgauge/read-model';
import type { Outcome } from './store/store.ts';

/** Versions as in the change log: in order of writing, their sequences end at `last` without a gap. */
export function writtenChanges(
  { changes, registered }: Pick<Outcome, 'changes' | 'registered'>,
  last: bigint | null,
): ChangeRow[] {
  if (last === null) return [];
  const before = last - BigInt(changes.length + registered.length);
  const states = changes.map(({ seriesKey: key, domain, period, version, knownAt, document }, index) => ({
    ...{ sequence: String(before + BigInt(index + 1)), key, domain, period },
    ...{ version, known_at: knownAt, document },
  }));
  return [...states, ...writtenVersions(registered, last)];
}

/** {@link writtenChanges} for notices and claims. */
export function writtenVersions(versions: readonly NewVersion[], last: bigint | null): RegisterChange[] {
  if (last === null) return [];
  const before = last - BigInt(versions.length);
  return versions.map(({ knownAt, ...version }, index) => ({
    ...version,
    sequence: String(before + BigInt(index + 1)),
    known_at: knownAt,
  }));
}
