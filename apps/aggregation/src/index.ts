/** For the harness alone, which runs the core of the aggregation in its own process: over a store of its own, or PostgreSQL. */
export { BatchApplier } from './apply-batch.ts';
export { AlertDesk } from './desk/alerts/alert-desk.ts';
export { BulletinDesk } from './desk/bulletin-desk.ts';
export { postgresDeskStore } from './desk/desk-store.ts';
export { PrintedDesk } from './desk/printed/printed-desk.ts';
export { StepReader } from './desk/read-steps.ts';
export { ReleaseDesk } from './desk/releases/release-desk.ts';
export { LogKeeper } from './keep-log-small.ts';
export { LettersRelay } from './relay/letters-relay.ts';
export type { TakeRecord } from './relay/read-ends.ts';
export { changeRecords, isPublished, type PublishedRow } from './relay/relay-records.ts';
export { Relay, type RelayOptions } from './relay/relay.ts';
export { postgresRelayStore } from './store/postgres-relay-store.ts';
export { postgresStore } from './store/postgres-store.ts';
export type { Lead, LeaderSession, RelayStore, SessionOptions } from './store/relay-store.ts';
export {
  NO_EVIDENCE,
  type ClaimedPlace,
  type Evidence,
  type FactsTurn,
  type NamedChange,
  type Outcome,
  type Store,
  type Unit,
} from './store/store.ts';
