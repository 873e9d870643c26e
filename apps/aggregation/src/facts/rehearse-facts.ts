import { BUDGET, type DeadLetter, type EventRow, type NewVersion } from '@silkgauge/read-model';
import type { DraftChange } from '../state-buffer.ts';
import type { Reads } from '../store/store.ts';
import { workOutFacts, type FactsBatch } from './work-out-facts.ts';
import { SeriesGraphs, type SmallBases } from './series-graphs.ts';

/** What a batch of facts would come to, if it were applied now. */
export interface Rehearsal {
  /** Each delivery with its outcome. */
  readonly events: readonly EventRow[];
  readonly deadLetters: readonly DeadLetter[];
  /** Keys of series that nobody spoke of before. */
  readonly newSeries: readonly string[];
  /** Versions of states, in order. */
  readonly changes: readonly DraftChange[];
  /** Versions of notices, in order. */
  readonly registered: readonly NewVersion[];
}

/**
 * Loads and decides as a transaction of facts does, and writes nothing: no lock, no position, no series, no version. What a process
 * remembers of figures is not used and not changed.
 *
 * @throws TooMuchWritten
 */
export async function rehearseFacts(
  reads: Reads,
  facts: FactsBatch,
  smallBases: SmallBases = {},
): Promise<Rehearsal> {
  const on = { graphs: new SeriesGraphs(smallBases), before: null, mostWritten: BUDGET.written };
  const { context, decisions } = await workOutFacts(reads, facts, on);
  const { events, deadLetters, newSeries } = decisions;
  const { changes } = context.buffer;
  return { events, deadLetters, newSeries: [...newSeries], changes, registered: context.registered.changes };
}
