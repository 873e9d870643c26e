import type { Cause, Domain } from '@silkgauge/contract';
import type { RecordBatch } from '@silkgauge/kafka';
import { BUDGET, Turns } from '@silkgauge/read-model';
import type { ClassifiedRecord } from '../record/classify.ts';
import type { Reads } from '../reads/reads.ts';
import { decideRecord } from './decide-facts.ts';
import { Decisions } from './decisions.ts';
import { openContext, type DecisionContext } from './decision-context.ts';
import { statesOf } from './state-drafts.ts';
import { StateRevision } from './state-revision.ts';
import type { SeriesGraphs } from './series-graphs.ts';

/** A batch of facts: its position and its classified records. */
export interface FactsBatch {
  readonly batch: RecordBatch;
  readonly records: readonly ClassifiedRecord[];
  /** Domain of a series founded by this topic; null for topics without figures. */
  readonly domain: Domain | null;
  /** The tick that lifts these records, as it names causes; absent for records as they came. */
  readonly liftedBy?: Cause;
}

/** The basis of a calculation of facts. */
export interface WorkedOn {
  readonly graphs: SeriesGraphs;
  /** The context of the batch before, while that batch is not committed. */
  readonly before: DecisionContext | null;
  /** Limit in bytes of documents that a batch of several records may write. */
  readonly mostWritten: number;
  /** Limit in bytes of documents that a single record may write; `BUDGET.writtenByOne` by default. */
  readonly mostWrittenByOne?: number | undefined;
}

/** The decisions on a batch, before they are written. */
export interface DecidedFacts {
  readonly context: DecisionContext;
  readonly decisions: Decisions;
}

/** Events between revisions of the affected states. */
const CHUNK = 100;
/** Events that a tick lifts and whose states are worked out together: all of them become known at once. */
export const LIFTED_TOGETHER = 50;

/**
 * Loads the rows that the events can affect and memory lacks, and decides event by event in log order. Each
 * event has its own version of each changed state, worked out from all prints; events that a tick lifts share one, up to
 * `LIFTED_TOGETHER` of them. Writes nothing.
 *
 * @throws TooMuchWritten when the documents of several records are more than `mostWritten` bytes, or those of one
 * more than `mostWrittenByOne`
 */
export async function workOutFacts(
  reads: Reads,
  { batch, records, domain, liftedBy }: FactsBatch,
  { graphs, before, mostWritten, mostWrittenByOne = BUDGET.writtenByOne }: WorkedOn,
): Promise<DecidedFacts> {
  const context = await openContext(reads, records, domain, graphs, before);
  const decisions = new Decisions(batch, liftedBy);
  // The versions of a single record cannot be split.
  const most = records.length > 1 ? mostWritten : mostWrittenByOne;
  const turns = new Turns(Infinity, () => batch.heartbeat());
  const states = new StateRevision(reads, decisions, context, { mostWritten: most, turns });
  const together = liftedBy ? LIFTED_TOGETHER : 1;
  const { affected } = decisions;
  for (const [index, classified] of records.entries()) {
    await turns.next();
    if (index % CHUNK === CHUNK - 1) await states.turn();
    decideRecord(classified, context, decisions);
    if (affected.length >= together) await states.draft(statesOf(affected.splice(0)));
  }
  await states.draft(statesOf(affected.splice(0)));
  await states.end();
  return { context, decisions };
}
