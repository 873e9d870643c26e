/** Result of a batch: deliveries by outcome, and versions of states that they made. */
export interface Applied {
  readonly applied: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly changes: number;
}

/** A committed flush of records. */
export interface Flush {
  /** From the records to the commit. */
  readonly seconds: number;
  /** Append time of the first record, digits of milliseconds since 1970; null without records. */
  readonly oldest: string | null;
  /** Sampled traces of records, as many as a span has links. */
  readonly traceparents: readonly string[];
}

export const NOTHING_APPLIED: Applied = { applied: 0, duplicates: 0, rejected: 0, changes: 0 };

export function addApplied(a: Applied, b: Applied): Applied {
  return {
    applied: a.applied + b.applied,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
    changes: a.changes + b.changes,
  };
}
