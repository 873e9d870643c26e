import { BUDGET, type DeadLetter, type EventRow, type NewVersion } from '@silkgauge/read-model';
import type { DraftChange } from '../buffer/state-buffer.ts';
import { SeriesGraphs, type SmallBases } from '../facts/series-graphs.ts';
import { workOutFacts, type FactsBatch } from '../facts/work-out-facts.ts';
import type { Reads } from '../reads/reads.ts';

/** The decisions on a batch of facts as of now, without a write. */
export interface Rehearsal {
  /** Each delivery with its outcome. */
  readonly events: readonly EventRow[];
  readonly deadLetters: readonly DeadLetter[];
  /** Keys of series that the batch founds. */
  readonly newSeries: readonly string[];
  /** Versions of states, in order. */
  readonly changes: readonly DraftChange[];
  /** Versions of notices, in order. */
  readonly registered: readonly NewVersion[];
}

/**
 * Loads and decides as a transaction of facts does, without any write: no lock, position, series or version.
 * The memory of the process is neither used nor changed.
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
