import { placeName } from '@silkgauge/contract';
import type { PartitionProgress } from '@silkgauge/kafka';

/** Observations of one look. */
export interface Sight {
  /** Milliseconds of a monotonic clock. */
  readonly at: number;
  /** Without database or broker there can be no progress, and a restart does not help. */
  readonly databaseAnswers: boolean;
  readonly brokerAnswers: boolean;
  /** True for a member of the consumer group. */
  readonly joined: boolean;
  readonly partitions: readonly PartitionProgress[];
}

/** Beginning of each lack of progress, as far as looks show. */
export interface Watch {
  readonly lastLook: number | null;
  readonly outSince: number | null;
  /** By topic/partition, where records wait. */
  readonly waiting: ReadonlyMap<string, { readonly position: bigint | null; readonly since: number }>;
}

export const NOTHING_SEEN: Watch = { lastLook: null, outSince: null, waiting: new Map() };

export interface ProgressVerdict {
  readonly watch: Watch;
  /** Reason to end the process, otherwise null. */
  readonly stuck: string | null;
}

/**
 * Judges whether a consumer with work makes progress: only a moved position is progress, a heartbeat is not.
 *
 * Time without database or broker does not count, nor time in which this process was stopped (a look more
 * than half the patience after the last). Halted partitions wait for an operator: the end of the process
 * would stop the others too.
 */
export function judgeProgress(before: Watch, sight: Sight, patienceMs: number): ProgressVerdict {
  const { at } = sight;
  if (!sight.databaseAnswers || !sight.brokerAnswers) {
    return { watch: { ...NOTHING_SEEN, lastLook: at }, stuck: null };
  }
  const known = before.lastLook !== null && at - before.lastLook <= patienceMs / 2 ? before : NOTHING_SEEN;
  const outSince = sight.joined ? null : (known.outSince ?? at);
  const waiting = new Map(
    sight.partitions.filter(isWaiting).map((partition) => {
      const seen = known.waiting.get(placeName(partition));
      const { position } = partition;
      const since = seen !== undefined && seen.position === position ? seen.since : at;
      return [placeName(partition), { position, since }];
    }),
  );
  return {
    watch: { lastLook: at, outSince, waiting },
    stuck: complaint({ outSince, waiting }, sight, patienceMs),
  };
}

function isWaiting({ state, position, end }: PartitionProgress): boolean {
  return state !== 'halted' && (position === null || position < end);
}

function complaint(
  { outSince, waiting }: Omit<Watch, 'lastLook'>,
  { at, partitions }: Sight,
  patienceMs: number,
): string | null {
  const minutes = (ms: number) => `${String(Math.round(ms / 6_000) / 10)} minutes`;
  if (outSince !== null && at - outSince >= patienceMs) {
    return `out of the consumer group for ${minutes(at - outSince)}, with the broker and the database answering`;
  }
  const stuck = partitions.flatMap((partition) => {
    const { since } = waiting.get(placeName(partition)) ?? { since: at };
    if (at - since < patienceMs) return [];
    const { position, end, state, reason } = partition;
    const where =
      position === null ? 'before its first record' : `at offset ${String(position)} of ${String(end)}`;
    return [
      `${placeName(partition)} ${where}, ${state}${reason === null ? '' : ` (${reason})`}, for ${minutes(at - since)}`,
    ];
  });
  return stuck.length === 0 ? null : `no progress though records wait: ${stuck.join('; ')}`;
}
