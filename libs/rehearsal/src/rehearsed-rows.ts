import type { RehearsedPush } from '@silkgauge/decisions';
import { stateKey, type StateChange } from '@silkgauge/read-model';

/** The states that a push changes, up to some of its versions, as rows of the log behind the snapshot. */
export interface RehearsedRows {
  /** The newest version of a state, by series key and period joined by a slash. */
  get(state: string): StateChange | undefined;
  /** The newest version of each state. */
  newest(): readonly StateChange[];
  /** Whether the push has the first version of a state, which so was not there before. */
  isFounded(state: string): boolean;
  /** The versions of a state, oldest first. */
  versions(state: string): readonly StateChange[];
}

/** Rows up to so many versions of a push. */
export function rehearsedRows(
  { changes, domainOf }: Pick<RehearsedPush, 'changes' | 'domainOf'>,
  snapshot: string,
): (count: number) => RehearsedRows {
  const placed = changes.flatMap(({ seriesKey: key, period, version, knownAt, document }, place) => {
    const sequence = String(BigInt(snapshot) + BigInt(place + 1));
    const domain = domainOf(key);
    const row = domain && { sequence, key, domain, period, version, known_at: knownAt, document };
    return row ? [{ place, row }] : [];
  });
  const byState = Map.groupBy(placed, ({ row }) => stateKey(row.key, row.period));
  return (count) => {
    const get = (state: string): StateChange | undefined =>
      byState.get(state)?.findLast(({ place }) => place < count)?.row;
    return {
      get,
      isFounded: (state) => byState.get(state)?.[0]?.row.version === 1,
      newest: () => [...byState.keys()].flatMap((state) => get(state) ?? []),
      versions: (state) =>
        (byState.get(state) ?? []).filter(({ place }) => place < count).map(({ row }) => row),
    };
  };
}
