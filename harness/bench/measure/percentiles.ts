export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Number of missing events; they count as later than all others. */
  readonly lost: number;
}

/** The value at a share of sorted values, by nearest rank. */
export const atShare = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

/** Percentiles by nearest rank, in milliseconds; `null` stands for a missing event. */
export function percentiles(latencies: readonly (number | null)[]): Percentiles {
  const sorted = latencies.map((ms) => ms ?? Infinity).sort((a, b) => a - b);
  const at = (share: number): number => atShare(sorted, share);
  return {
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    lost: latencies.filter((ms) => ms === null).length,
  };
}
