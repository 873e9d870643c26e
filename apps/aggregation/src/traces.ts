import { sampledTraceparent, TRACEPARENT_ATTRIBUTE } from '@silkgauge/contract';
import type { ClassifiedRecord } from '@silkgauge/decisions';

/** Traces that are noted of a batch, as many as its span has links. */
export const MOST_TRACES = 128;

/** A committed batch, and the sampled traces of its records. */
export interface TracedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly traceparents: readonly string[];
}

/** Sampled traces of records, in order. */
export function tracesOf(records: readonly ClassifiedRecord[]): string[] {
  const traces: string[] = [];
  for (const one of records) {
    if (one.kind !== 'accepted' || one.event.extensions === undefined) continue;
    const found = sampledTraceparent(one.event.extensions[TRACEPARENT_ATTRIBUTE]);
    if (found !== undefined && traces.push(found) === MOST_TRACES) break;
  }
  return traces;
}
