import type { SeriesFacts } from '@silkgauge/growth';
import { BUDGET, type DeadLetter, type EventRow, type NewVersion } from '@silkgauge/read-model';
import type { Domain } from '@silkgauge/contract';
import type { DraftChange } from '../buffer/state-buffer.ts';
import type { DecisionContext } from '../facts/decision-context.ts';
import type { Decisions } from '../facts/decisions.ts';
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
  /** Versions of notices, orders and statements, in order. */
  readonly registered: readonly NewVersion[];
  /** New prints and withdrawals, each with the index of its event in `events`. */
  readonly figures: Decisions['figures'];
  readonly withdrawals: Decisions['withdrawals'];
  /** Withdrawals decided before, which the batch shows to be out of reach. */
  readonly refusedWithdrawals: Decisions['refusedWithdrawals'];
  /** The releases that the batch names, as they are scheduled after it, by name. */
  readonly scheduled: DecisionContext['scheduled'];
  readonly domain: Domain | null;
  /** Facts of a series after the batch, with all that its changed states rest on. */
  factsOf(seriesKey: string): SeriesFacts | undefined;
  /** Id of a registered series. */
  seriesIdOf(seriesKey: string): string | undefined;
}

/**
 * Loads and decides as a transaction of facts does, without any write: no lock, position, series or version.
 * The memory of the process is neither used nor changed.
 *
 * @throws TooMuchWritten where the new documents of several records exceed `mostWritten` bytes
 */
export async function rehearseFacts(
  reads: Reads,
  facts: FactsBatch,
  smallBases: SmallBases = {},
  mostWritten: number = BUDGET.written,
): Promise<Rehearsal> {
  const graphs = new SeriesGraphs(smallBases);
  const { context, decisions } = await workOutFacts(reads, facts, { graphs, before: null, mostWritten });
  const { events, deadLetters, newSeries, figures, withdrawals, refusedWithdrawals } = decisions;
  return {
    ...{ events, deadLetters, figures, withdrawals, refusedWithdrawals },
    newSeries: [...newSeries],
    changes: context.buffer.changes,
    registered: context.registered.changes,
    scheduled: context.scheduled,
    domain: facts.domain,
    factsOf: (key) => graphs.facts(key) ?? context.founded.get(key),
    seriesIdOf: (key) => graphs.row(key)?.series_id,
  };
}
