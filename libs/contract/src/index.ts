export type {
  Cause,
  EventPlace,
  GrowthState,
  JoinedState,
  FinalPromise,
  NoticeMark,
  StateDocument,
} from './shapes/state.ts';
export { AUDIT_RECORDED, AuditEntry, KeyUsage, WrittenRecord } from './shapes/access.ts';
export type { AccessAnswer, Key } from './shapes/access-api.ts';
export type { ApiIndex } from './shapes/api-index.ts';
export type { Availability, AvailableCode } from './shapes/availability.ts';
export type { CodeRegisterList, ListedCode, Partition } from './shapes/codes.ts';
export type {
  ExplainedEdge,
  ExplainedNode,
  ExplainedGap,
  ExplainedPrint,
  Explanation,
  SalesRange,
} from './shapes/explanation.ts';
export type { StateDigits } from './shapes/digits.ts';
export type { StateHeadline } from './shapes/headline.ts';
export {
  LARGEST_DRAFT,
  type DraftFinding,
  type DraftFindings,
  type DraftMark,
  type DraftNumber,
  type DraftPeriod,
  type DraftReading,
  type DraftReason,
  type DraftVerdict,
  type FindingPrint,
  type KnownFigure,
  type ObservedVerdict,
} from './shapes/draft.ts';
export { type AlertState, type ListedRule } from './shapes/alert.ts';
export type { ListedPrinted, RegisteredPrinted } from './shapes/printed.ts';
export { type ReleaseState } from './shapes/release.ts';
export type { BulletinState, ListedBulletin, ServedBulletin } from './shapes/bulletin.ts';
export type { Rehearsal } from './shapes/rehearsal.ts';
export { ReleasePreview } from './shapes/release-preview.ts';
export { SERVED_JOB_STATES, type Job } from './shapes/job.ts';
export { DELIVERED_SOURCE } from './kinds/kind.ts';
export { changeIn } from './kinds/state.ts';
export {
  CHANGE_KINDS,
  DELIVERED_TYPES,
  kindOnTopic,
  KINDS,
  OUTPUT_TOPICS,
  REGISTERED_KINDS,
  STREAM_KINDS,
  topicOfKind,
  type ChangeKind,
  type DeliveredType,
  type OutputTopic,
  type RegisteredKind,
} from './kinds/table.ts';
export type { LoggedChange } from './shapes/logged-change.ts';
export type { Page } from './shapes/page.ts';
export type { Provenance } from './shapes/provenance.ts';
export type {
  PublishedState,
  PublishedVintage,
  ServedState,
  StateFigures,
  VintagePrint,
} from './shapes/published-state.ts';
export type { LineFate, Outcomes, Positions, Receipt, Receipts } from './shapes/deliveries.ts';
export type { Problem } from './shapes/problem.ts';
export type {
  RegisteredClaim,
  RegisteredNotice,
  RegisteredReporter,
  RegisteredSeries,
  RegisteredStatement,
} from './shapes/registers.ts';
export type { JsonStat } from './shapes/json-stat.ts';
export { words, type CellContext, type Column, type EventIdentity } from './columns/column.ts';
export { COLUMNS, DIGIT_COLUMNS, type ColumnAttribute } from './columns/columns.ts';
export { measurementRows, type MeasurementRow } from './columns/measurement-rows.ts';
export { DIMENSION_WORDS } from './columns/series-columns.ts';
export type { TableMetadata } from './shapes/table-metadata.ts';
export type { Selection } from './shapes/selection.ts';
export type { RevisedFigure, RevisionRecord } from './shapes/revision-record.ts';
export type { Transformation } from './shapes/transformation.ts';
export type { DeliveryAttempt, DeliveryError, DisabledBecause, Subscription } from './shapes/subscription.ts';
export {
  NOTIFIER_SOURCE,
  SUBSCRIPTION_DISABLED,
  SUBSCRIPTION_PING,
  SUBSCRIPTION_RESYNC,
} from './shapes/delivery.ts';
export type { ClaimState, NoticeState } from './shapes/registered-states.ts';
export type { Figure, SeriesDimensions } from '@silkgauge/growth';
export {
  AREA_ALIASES,
  COUNTRIES,
  CURRENCIES,
  FLOWS,
  TOTAL,
  UNKNOWN,
  isArea,
  isCountry,
  oneArea,
} from './code-lists.ts';
export type { RefusalRule } from './codes/refusal-rules.ts';
export { WORD_REGISTERS, WORDS, type WordRegister } from './codes/word-registers.ts';
export {
  CODE_DIMENSIONS,
  DIMENSION_NAMES,
  readCodeGraphs,
  readCodeRegisters,
  type CodeDimension,
  type CodeGraphs,
  type CodeRegisters,
  type ReadText,
  type RegisteredCode,
} from './codes/registers.ts';
export { readSources, type Licence, type RegisteredSource } from './codes/sources.ts';
export { readDeclarations } from './codes/declarations.ts';
export { CODE_PATTERN, DIMENSIONS, parseSeriesKey, seriesKey, type Dimension } from './series-key.ts';
export {
  matchesText,
  mayPublish,
  mayWriteAll,
  mayWriteName,
  mayWriteSeries,
  type KeptRights,
  type Pusher,
  type SeriesPattern,
  type WriteRights,
} from './rights/write-rights.ts';
export {
  areKeepable,
  isJudgedLater,
  keptRights,
  MOST_RIGHTS_BYTES,
  readKeptRights,
} from './rights/kept-rights.ts';
export { mergePatch } from './merge-patch.ts';
export { likelyPeriod } from './likely-period.ts';
export { likelyName, nearestName } from './nearest-name.ts';
export { isStateField, nearestStateField } from './shapes/state-fields.ts';
export { isCalendarDate, isDayMonthOrYear, parseInstant, utcMonth } from './instant.ts';
export { FaultList, MOST_FAULTS, pointerStep, shown, type Fault } from './fault.ts';
export { printable, unknownParameter, type QueryFault } from './query-fault.ts';
export { isSource } from './attributes.ts';
export { checkEvent, type EventCheck } from './check-event.ts';
export { EVENT_TYPES, recordKey, type CheckedEvent, type EventType } from './events/families.ts';
export type { EventAttributes } from './events/family.ts';
export type { TakenCode } from './events/one-area.ts';
export type { FigureData } from './events/figure-data.ts';
export type { FigureReported, FigureWithdrawn, FigureWithdrawnData } from './events/figure.ts';
export type { ClaimData, ClaimReported } from './events/claim.ts';
export type { SaleData, SaleRecorded } from './events/sale.ts';
export { jobId, MOST_JOB_FAULTS, type JobData, type JobReported } from './events/job.ts';
export type { NoticeData, NoticePublished, NoticeWithdrawn, NoticeWithdrawnData } from './events/notice.ts';
export type { ReporterData, ReporterDescribed } from './events/reporter.ts';
export type { AlertDefined, AlertDropped } from './events/alert.ts';
export type { ReleaseCancelled, ReleaseOpened, ReleaseScheduled } from './events/release.ts';
export type { SentenceDropped, SentencePrinted } from './events/sentence.ts';
export type { ClockTicked } from './events/clock.ts';
export { CLOCK_KEY } from './events/clock.ts';
export {
  embargoOf,
  EMBARGO_TYPES,
  endsBefore,
  MOST_EMBARGOED_BYTES,
  MOST_WAITING_EVENTS,
  type Embargo,
  type Embargoed,
} from './events/embargo.ts';
export { OPENED_PREFIX, ORDER_PREFIX } from './events/order.ts';
export type { BulletinDropped, BulletinPlanned } from './events/bulletin.ts';
export { CAUSAL_WORDS, causalWordIn, causalWordsIn } from './plan/causal-words.ts';
export {
  SAYS,
  type CausePlan,
  type ComparePlan,
  type EachPlan,
  type EventPlan,
  type FigurePlan,
  type FlowsPlan,
  type PolicyPlan,
  type RevisionPlan,
  type SayName,
  type SentencePlan,
  type Tell,
} from './plan/sentences.ts';
export { readPlan, type Plan, type Tone } from './plan/plan.ts';
export { ORDER_NAME_PATTERN } from './terms/order-terms.ts';
export type { Reading } from './terms/body.ts';
export {
  asksForWords,
  isIndexed,
  isNarrow,
  matchesSeries,
  passesFilter,
  passesPeriod,
  passesSeries,
  periodConditions,
  seriesConditions,
  versionConditions,
  withoutWords,
} from './filter/apply.ts';
export { hasCode, patternOf, splitCodes } from './filter/dimensions.ts';
export type { Filtered, FilterSql, OwnedSeries, Said } from './filter/filter.ts';
export {
  CHANGE_FILTERS,
  FILTERS,
  PERIOD_FILTERS,
  SCOPE_FILTERS,
  SERIES_FILTERS,
  VERSION_FILTERS,
  type FilterName,
  type GrowthFilter,
  type NamedSets,
  type OrderFilter,
  type ScopeFilter,
  type SeriesCodes,
  type SeriesFilter,
  type StateFilter,
} from './filter/table.ts';
export { filterPairs, filterParameters } from './filter/told.ts';
export {
  dayOf,
  dimensionCode,
  listOf,
  oneOf,
  period,
  place,
  quoted,
  refuse,
  type ParameterReader,
  type ParameterReading,
} from './filter/value-readers.ts';
export { COMMON_WORDS } from './filter/words.ts';
export { liesIn } from './filter/within.ts';
export {
  ALERT_KINDS,
  LATE_RULE,
  readRule,
  RULE_KINDS,
  type AlertRule,
  type FlagRule,
  type RecordRule,
  type RevisionRule,
  type RuleKind,
  type SignFlipRule,
  type SilenceRule,
  type StateRule,
  type ThresholdRule,
} from './rule/rule.ts';
export type { EarlyAccess } from './release/early-access.ts';
export { isOfTheKey, type AttributeDialect, type SubscriptionFilter } from './subscription/filter.ts';
export { readFilters } from './subscription/filters.ts';
export type { Measures } from './subscription/measures.ts';
export { accessQuestionTerm, keyRevocationTerm, keyRotationTerm } from './rights/requests.ts';
export { ANONYMOUS_SCOPES, LIMIT_NAMES, SCOPES, type LimitName, type Scope } from './rights/scopes.ts';
export { replayTerm, rotationTerm } from './subscription/requests.ts';
export { DEFAULT_RETRY } from './subscription/settings.ts';
export { parseSink, portOfUrl, SINK_FAULT } from './subscription/sink.ts';
export {
  readSubscription,
  type ReadSubscription,
  type SubscriptionRequest,
} from './subscription/subscription.ts';
export { readBody } from './terms/body.ts';
export type { Term } from './terms/term.ts';
export { readRelease, type ExpectedPrint, type ReleaseSchedule } from './release/release.ts';
export {
  MOST_USES,
  PRINTED_RULE,
  readPrinted,
  readPrintedToRegister,
  type PrintedBy,
  type PrintedSentence,
  type PrintedUse,
} from './printed/printed.ts';
export type { StatementAttributed, StatementData, StatementWithdrawn } from './events/statement.ts';
export { canonicalJson, contentDigest } from './digest.ts';
export { DOMAINS, type Domain } from './domains.ts';
export {
  claimSubject,
  judgedClaim,
  statesBehind,
  type ClaimSubject,
  type JudgedClaim,
} from './judged-claim.ts';
export {
  ACCESS_TOPIC,
  ACCESS_USAGE_TOPIC,
  AUDIT_TOPIC,
  FEEDS,
  INCARNATION_HEADER,
  INPUT_TOPICS,
  JOB_KEEP_MS,
  JOBS_TOPIC,
  JOB_TYPES,
  LETTERED_TOPICS,
  MAX_EVENT_BYTES,
  MAX_MESSAGE_BYTES,
  MAX_RECORD_BYTES,
  CLOCK_TOPIC,
  clearTopic,
  EMBARGO_TOPICS,
  embargoTopic,
  embargoTopicIn,
  isEmbargoTopic,
  ORDERS_TOPIC,
  TOPIC_TYPES,
  deadLetterTopic,
  domainOf,
  doorTopic,
  feedsOf,
  inputTopicIn,
  isPlaced,
  placeName,
  topics,
  typesOf,
  type DoorTopic,
  type EmbargoTopic,
  type Feed,
  type LetteredTopic,
  type InputTopic,
  type TopicPartition,
  type TopicSpec,
} from './topics.ts';
export { EXAMPLES, MEMBERS, ROLES, SERVICES } from './services/declared.ts';
export {
  localUrl,
  membersWith,
  portOf,
  serviceNamed,
  type Member,
  type Service,
  type ServiceName,
} from './services/services.ts';
export { portVariable, urlVariable } from './services/variables.ts';
export { typeOfFeed } from './type-of-feed.ts';
export { PROBLEM_MEDIA_TYPE, problem, problemOfStatus, type ProblemName } from './problem.ts';
export { DEFAULT_ENTRIES, DEFAULT_PAGE, LARGEST_ENTRIES, LARGEST_PAGE } from './calls/paging.ts';
export { BY_KEY, type AsOf, type Sort } from './calls/clocks.ts';
export { NOBODY, routesOf, type AnyCall, type Call, type In, type Method, type Needs } from './calls/call.ts';
export { writeCursor } from './calls/cursor.ts';
export { MERGE_PATCH } from './calls/access/keys.ts';
export type { Fields, Members } from './calls/fields.ts';
export type { EntryKind } from './calls/growth.ts';
export { mayPass } from './calls/log.ts';
export { readInput, type InputReading } from './calls/read-input.ts';
export { readFilterBody } from './calls/filter-body.ts';
export type { Parsed } from './calls/read-parameters.ts';
export { asOf, sequence, type Release } from './calls/readers.ts';
export { readSelection, selection, type NamedSelection } from './calls/selection.ts';
export { stateCursor } from './calls/state-lists.ts';
export { CALLS, PAGES, type CallName } from './calls/table.ts';
export { ACCESS_CALLS } from './calls/access/table.ts';
export { NOTIFIER_CALLS } from './calls/notifier/table.ts';
export { isOrderName } from './calls/terms.ts';
export { jsonSchemas, subscriptionSchemas, type Description } from './descriptions/json-schemas.ts';
export { DEFAULT_LIMITS, feedOpenApi, type DoorLimits } from './descriptions/feed-openapi.ts';
export { growthApiOpenApi } from './descriptions/growth-openapi.ts';
export { accessOpenApi } from './descriptions/access-openapi.ts';
export { notifierOpenApi } from './descriptions/notifier-openapi.ts';
export { asyncApi } from './descriptions/async-api.ts';
export { parseSmallBases } from './small-bases.ts';
export {
  sampledTraceparent,
  traceContext,
  TRACEPARENT_ATTRIBUTE,
  TRACESTATE_ATTRIBUTE,
  type TraceContext,
} from './trace-context.ts';
