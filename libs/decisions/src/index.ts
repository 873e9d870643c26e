export { MOST_HELD } from './facts/held.ts';
export { RegisterBuffer } from './buffer/register-buffer.ts';
export { isEmpty, StateBuffer, type Because, type DraftChange, type Present } from './buffer/state-buffer.ts';
export { judgeClaims } from './claims/judge-claims.ts';
export { DECLARATIONS } from './declarations.ts';
export { identityKey, type DecisionContext } from './facts/decision-context.ts';
export type { OfEvent } from './facts/decisions.ts';
export type { OrderDocument } from './facts/orders-and-statements.ts';
export { readFacts } from './facts/read-facts.ts';
export { idOfPushed } from './rehearse/reads-after.ts';
export { rehearseFacts } from './rehearse/rehearse-facts.ts';
export {
  rehearsePush,
  type LiftedRecords,
  type PushedEvents,
  type RehearsedPush,
} from './rehearse/rehearse-push.ts';
export { SeriesGraphs, type SmallBases } from './facts/series-graphs.ts';
export { TooMuchWritten } from './facts/too-much-written.ts';
export {
  LIFTED_TOGETHER,
  workOutFacts,
  type DecidedFacts,
  type FactsBatch,
  type WorkedOn,
} from './facts/work-out-facts.ts';
export { postgresReads } from './reads/postgres-reads.ts';
export type { LoadName, Loads, Reads } from './reads/reads.ts';
export {
  accept,
  appendTime,
  classify,
  digestOf,
  hasAppendTime,
  recordBytes,
  refusals,
  reject,
  storable,
  type AcceptedRecord,
  type ClassifiedRecord,
  type HeldRecord,
  type RejectedRecord,
} from './record/classify.ts';
export { misplacement, type RecordPlace } from './record/misplaced.ts';
