import type { Domain } from '@silkgauge/contract';
import type { RecordBatch } from '@silkgauge/kafka';
import type { ClassifiedRecord } from '../classify.ts';
import type { Reads } from '../store/store.ts';
import { decideRecord } from './decide-facts.ts';
import { Decisions } from './decisions.ts';
import { openContext, type DecisionContext } from './decision-context.ts';
import { StateRevision } from './state-revision.ts';
import type { SeriesGraphs } from './series-graphs.ts';

/** A batch of facts and who it comes from. */
export interface FactsBatch {
  readonly batch: RecordBatch;
  readonly records: readonly ClassifiedRecord[];
  /** Where a series first seen on this topic will belong; null where no figures come. */
  readonly domain: Domain | null;
}

/** What facts are worked out on. */
export interface WorkedOn {
  readonly graphs: SeriesGraphs;
  /** Of the batch before, where the database does not show it yet. */
  readonly before: DecisionContext | null;
  /** Bytes of documents that several records together may write. */
  readonly mostWritten: number;
}

/** What a batch comes to, before it is written. */
export interface DecidedFacts {
  readonly context: DecisionContext;
  readonly decisions: Decisions;
}

/** Events after which others have their turn, most of all what is written of the batch before. */
const MANY = 25;
/** ... and after which the states they move are revised. */
const CHUNK = 100;

/**
 * Loads what these events can reach, as far as it is not remembered, and decides in memory, event by event, in the order of the log.
 * Figures are few, so every state they touch is worked out anew from the prints: each event's effect is a version of its own,
 * whatever the batches were. Writes nothing.
 *
 * @throws TooMuchWritten when the documents of several records are more than `mostWritten` bytes
 */
export async function workOutFacts(
  reads: Reads,
  { batch, records, domain }: FactsBatch,
  { graphs, before, mostWritten }: WorkedOn,
): Promise<DecidedFacts> {
  const context = await openContext(reads, batch.topic, records, domain, graphs, before);
  const decisions = new Decisions(batch);
  // What a single record comes to cannot be cut.
  const most = records.length > 1 ? mostWritten : Number.POSITIVE_INFINITY;
  const states = new StateRevision(reads, decisions, context, most);
  for (const [index, classified] of records.entries()) {
    if (index % MANY === MANY - 1) await batch.heartbeat();
    if (index % CHUNK === CHUNK - 1) await states.turn();
    decideRecord(classified, context, decisions);
  }
  await states.end();
  return { context, decisions };
}
