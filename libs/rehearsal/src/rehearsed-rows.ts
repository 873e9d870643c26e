import type { RehearsedPush } from '@silkgauge/decisions';
import { stateKey, type StateChange } from '@silkgauge/read-model';

/** The newest version of each state that a push would change, as a row of the log behind the snapshot, by key. */
export function rehearsedRows(
  { changes, domain }: Pick<RehearsedPush, 'changes' | 'domain'>,
  snapshot: string,
): ReadonlyMap<string, StateChange> {
  const rows = new Map<string, StateChange>();
  if (domain === null) return rows;
  for (const [at, { seriesKey, period, version, knownAt, document }] of changes.entries())
    rows.set(stateKey(seriesKey, period), {
      ...{ sequence: String(BigInt(snapshot) + BigInt(at + 1)), key: seriesKey, domain, period },
      ...{ version, known_at: knownAt, document },
    });
  return rows;
}
