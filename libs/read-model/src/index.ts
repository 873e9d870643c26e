export { codeGraphs, readCodeFile } from './code-graphs.ts';
export { clearDatabase, databasePorts, databaseVariable } from './address.ts';
export { BUDGET, documentBytes, isFull, untilFull } from './budget.ts';
export { isOfDatabase, Outdated, Overtaken, UnstorableData, whyUnavailable } from './errors.ts';
export { migrate } from './schema.ts';
export { TooMuchWork, Turns } from './event-loop-turns.ts';
export { readChangedStates, readLogPlace, readStatesOfAllSeries } from './queries/available-states.ts';
export type { LogPlace, StatesOfSeries } from './queries/available-states.ts';
export { readCandidates, readPrintedKeys, readReporters } from './queries/candidates.ts';
export type { Candidate, CandidateOfDomain, CandidatesPage } from './queries/candidates.ts';
export { countStates } from './queries/count-states.ts';
export { inPages } from './queries/in-pages.ts';
export { readOutcomes, readPositions } from './queries/deliveries.ts';
export type { DeliveryOutcome, PartitionPosition } from './queries/deliveries.ts';
export {
  lastEventId,
  readEventId,
  readEvidence,
  readEvidenceBetween,
  readFolds,
  readToldTotals,
} from './queries/evidence.ts';
export type { Fold, PrintedEvidence, StoredEvidence, ToldTotal } from './queries/evidence.ts';
export { findsByWords } from './queries/select-states.ts';
export { readSeriesSizes } from './queries/series-sizes.ts';
export type { AsOf, Sort, StatePlace, StatesQuery } from './queries/select-states.ts';
export { filteredVersion } from './queries/state-words.ts';
export { readPrintedBy, readPublished, readRelated } from './queries/prints.ts';
export type {
  PrintedBy,
  PrintedSeries,
  PublishedFigures,
  PublishedPrint,
  PublishedTotal,
} from './queries/prints.ts';
export { readJobs } from './queries/jobs.ts';
export type { JobPlace, JobRow, JobsFilter } from './queries/jobs.ts';
export { forgetJobs, upsertJobs } from './statements/jobs.ts';
export type { NewJob } from './statements/jobs.ts';
export { readPrintedSentences } from './queries/printed.ts';
export type { PrintedFilter, PrintedRow } from './queries/printed.ts';
export { countAlerts, readAlerts, readNewestAlerts, readOpenAlerts } from './queries/alerts.ts';
export type { AlertRow, AlertsFilter, AlertsPage } from './queries/alerts.ts';
export { readListedBulletins, readNewestBulletins } from './queries/bulletins.ts';
export type { ListedBulletinRow, NewestPage } from './queries/bulletins.ts';
export { readRegisterHistory } from './queries/register-history.ts';
export { readOrder, readOrders } from './queries/newest-orders.ts';
export type { OrderRow } from './queries/newest-orders.ts';
export { readBulletinPlans } from './queries/bulletin-plans.ts';
export type { BulletinPlanRow } from './queries/bulletin-plans.ts';
export { readLogTime } from './queries/log-time.ts';
export type { LogTime } from './queries/log-time.ts';
export { readLogMoment, sequenceKnownBy } from './queries/log-moment.ts';
export { readVersions } from './queries/versions.ts';
export { ChangeWatcher } from './queries/change-watcher.ts';
export { listenForChanges } from './queries/listen.ts';
export type { ChangeListener } from './queries/listen.ts';
export { readPresentStates } from './queries/present-states.ts';
export { readRevisedChanges } from './queries/revised-changes.ts';
export {
  readCodes,
  readNotices,
  readRegister,
  readSaid,
  readDescribedReporters,
  readSeries,
} from './queries/registers.ts';
export type {
  DescribedReporterRow,
  RegisteredEvent,
  RegisteredNoticeRow,
  RegisteredSeriesRow,
  ReportersFilter,
  SaidFilter,
  SaidType,
} from './queries/registers.ts';
export {
  readHistory,
  readMatchingChanges,
  readNewestPeriods,
  readState,
  readStateKeys,
  readStates,
  readStatesOf,
  sequenceBefore,
} from './queries/states.ts';
export type { LogRange, StateKeyRow, StateName, StatesPage } from './queries/states.ts';
export { connect, createReadModel, inSchema, inSavepoint, inTransaction } from './read-model.ts';
export type { Queryable, ReadModel, ReadModelOptions } from './read-model.ts';
export { findDeadMembers, forgetMember, removeMember, standForMember } from './statements/members.ts';
export type { DeadMember } from './statements/members.ts';
export {
  changeJson,
  eventKey,
  figuresJson,
  isServed,
  registerJson,
  splitDocument,
  stateJson,
  stateKey,
  traceparentOf,
} from './state-json.ts';
export type {
  ChangeRow,
  RegisterChange,
  RegisterKind,
  ServedEntry,
  ServedRow,
  StateChange,
} from './state-json.ts';
export {
  dropSchema,
  emptySchema,
  readDecided,
  schemaOf,
  seedSeries,
  stepOver,
  tryBuild,
} from './statements/rebuild/beside.ts';
export type { Decided } from './statements/rebuild/beside.ts';
export { carryOver } from './statements/rebuild/carry-over.ts';
export { announce, Announcer, LETTERS_WAIT } from './statements/announce.ts';
export {
  appendChanges,
  appendRegistered,
  commitBatch,
  movePositions,
  platformTurn,
} from './statements/commit-batch.ts';
export type {
  BatchAdvance,
  BatchOutcome,
  FirstSale,
  FoldedTotals,
  SeenTotal,
} from './statements/commit-batch.ts';
export {
  findStates,
  isFullPage,
  lastSequence,
  readChanges,
  readLatestChanges,
  readStateChanges,
  readToldChanges,
} from './statements/changes.ts';
export type { NewChange, PresentState } from './statements/changes.ts';
export {
  claimsDueSince,
  findDueClaims,
  insertClaims,
  markClaims,
  markWithdrawnClaims,
  settleClaims,
} from './statements/claims.ts';
export type { ClaimSubject, DueClaim, NewClaim } from './statements/claims.ts';
export { COMPARED_SECTIONS, CONTENT_SECTIONS, readContent } from './statements/rebuild/content.ts';
export type { ContentSection, StateRow } from './statements/rebuild/content.ts';
export {
  headersIn,
  headersJson,
  insertDeadLetters,
  markRelayed,
  SET_ASIDE,
  setAside,
  waitingDeadLetters,
} from './statements/dead-letters.ts';
export type { DeadLetter, WaitingDeadLetter } from './statements/dead-letters.ts';
export {
  deskPosition,
  moveDesk,
  readLogEntries,
  readNextOrder,
  readNoticeEvent,
  readReasons,
  readVersionsBefore,
} from './statements/desk.ts';
export type { ChangeReason, LogEntry } from './statements/desk.ts';
export { findEvents, insertEvents } from './statements/events.ts';
export type { EventRow, Identity, KnownEvent, RecordOutcome } from './statements/events.ts';
export {
  findFigures,
  findFiguresByIdentity,
  findWithdrawals,
  insertFigures,
  insertWithdrawals,
  MOST_WAITING,
  refuseWithdrawals,
} from './statements/figures.ts';
export type {
  FiguredEvent,
  KnownWithdrawal,
  NewFigure,
  RefusedWithdrawal,
  Withdrawal,
} from './statements/figures.ts';
export { loadIdentities } from './statements/identities.ts';
export type { IdentitySegment } from './statements/identities.ts';
export {
  lockFacts,
  lockPlatform,
  lockReplays,
  takeLeadOfRelay,
  tryLeadDesk,
  tryLeadLetters,
  tryLeadRelay,
} from './statements/locks.ts';
export { listNotices, upsertNotices } from './statements/notices.ts';
export type { NewNotice, NoticeRow } from './statements/notices.ts';
export {
  findRegistered,
  holdCursor,
  liftRegistered,
  readPublishedRegistered,
  readRegistered,
  registeredInGap,
  unknownRegistered,
  readRegisteredAsOf,
  readRegisteredOf,
  readNewestRegistered,
  readRegisteredBetween,
  registeredSince,
} from './statements/registered.ts';
export type { NewVersion, PublishedRegister, RegisterFloor } from './statements/registered.ts';
export { claimPosition, findPosition, holdClaims, keepTopicId } from './statements/positions.ts';
export type { Advance, Claim, Claimed, LastBatch } from './statements/positions.ts';
export {
  advanceRelay,
  endWhenSilent,
  markRelayedAt,
  publishedSince,
  readPublishedStates,
  relayPosition,
} from './statements/relay.ts';
export type { PublishedKey, PublishedRange, SentLetter } from './statements/relay.ts';
export { databaseTime, readClock, type ClockState } from './statements/clock.ts';
export {
  findEmbargoing,
  type EmbargoingRelease,
  readOpenings,
  readOrdersOfRelease,
  readPrintsOf,
  readPromisedPrints,
  readFirstTicks,
  type PrintOfEvent,
  type PromisedPrint,
  type ReleaseEventRow,
  type ReleaseOpeningRow,
} from './statements/release-facts.ts';
export {
  countHeldBy,
  countWaitingFor,
  dropHeld,
  dueHeld,
  heldFor,
  insertHeld,
  liftedEvent,
  lockedEvents,
  waitingFor,
  type HeldCount,
  type HeldEvent,
  type HeldPlace,
  type HeldWait,
  type HeldFor,
  waitOn,
  type OfPublisher,
} from './statements/embargoed.ts';
export {
  findAccess,
  findScheduled,
  type ReleaseAccess,
  type ScheduledRelease,
} from './statements/releases.ts';
export { readReleases, type ReleasePlace, type ReleaseRow, type ReleasesFilter } from './queries/releases.ts';
export { digestRemembered, readRemembered } from './statements/remembered.ts';
export type { Remembered } from './statements/remembered.ts';
export { beginReplay, finishReplay, readReplays, restateReplay } from './statements/replays.ts';
export type { LetterPlace, LetterReplay, ReplayFix } from './statements/replays.ts';
export { markChanges, readLogFigures, downsampleChanges, downsampledUntil } from './statements/retention.ts';
export type { LogFigures } from './statements/retention.ts';
export { takeFactsTurn } from './statements/facts-turn.ts';
export { findLatestMonths, readSaleMonths, type SaleMonth } from './statements/sale-months.ts';
export { bySeriesAndPeriod, findTotals, findTotalsOfSeries } from './statements/sales.ts';
export type { MonthTotal, SeriesPeriod, TotalRow } from './statements/sales.ts';
export { findPrintedSeries, findSeries, registerSeries } from './statements/series.ts';
export type { SeriesRegistration, SeriesRow } from './statements/series.ts';
export { readSkips, setAsideLog, skipPosition } from './statements/skips.ts';
export type { MadeSkip, Skip, SkipFound } from './statements/skips.ts';
export {
  dropPointers,
  holdPositions,
  insertRebuiltFolds,
  lastVersions,
  raiseEpochs,
  recordRebuild,
} from './statements/rebuild/switch-over.ts';
export type { LastVersion, Rebuild } from './statements/rebuild/switch-over.ts';
export {
  beginIncarnation,
  findStatesToRevise,
  hasVersionFloors,
  holeAround,
  inputToReadAgain,
  isLost,
  isKnownServer,
  liftAbove,
  readTokens,
  refuseBatches,
  statesInGap,
  thisServer,
  unknownVersions,
} from './statements/incarnations.ts';
export type {
  InputEnd,
  SequenceGap,
  NewIncarnation,
  PublishedVersion,
  Server,
  TokenOf,
  VersionFloor,
} from './statements/incarnations.ts';
export { readChangesAt, readChangesOfKey, readSuperseded } from './notifier/log.ts';
export type { LogKey } from './notifier/log.ts';
export { forgetAttempts, hasAttempt, readAttempts, writeProgress } from './notifier/progress.ts';
export type { AttemptRow, Checkpoint, NewAttempt, NewProgress } from './notifier/progress.ts';
export {
  claimSlots,
  fairShare,
  isApplied,
  NOTIFIER_SESSION,
  releaseSlots,
  renewSlots,
} from './notifier/slots.ts';
export type { OwnedSlot } from './notifier/slots.ts';
export {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  grantAlertConsent,
  grantConsent,
  insertSubscription,
  listSubscriptions,
  notePing,
  readRedeliveries,
  readRevisions,
  readSlotSubscriptions,
  requestRedelivery,
  SUBSCRIPTIONS_CHANGED,
} from './notifier/subscriptions.ts';
export type {
  NewSubscription,
  Redelivery,
  SubscriptionChange,
  SubscriptionWithProgress,
} from './notifier/subscriptions.ts';
