/* Generated from libs/contract/published by `npm run client-types`; do not edit. */
/* eslint-disable @typescript-eslint/consistent-indexed-object-style */

/**
 * All that goes in or comes out.
 */
export type Message =
  | InputEvent
  | Delivery
  | Receipts
  | Problem
  | Key
  | Subscription
  | DeliveryAttempt
  | AlertState
  | BulletinState
  | ReleaseState;
/**
 * An event that a door takes.
 */
export type InputEvent =
  | FigureReported
  | FigureWithdrawn
  | ClaimReported
  | ReporterDescribed
  | SaleRecorded
  | NoticePublished
  | NoticeWithdrawn
  | StatementAttributed
  | StatementWithdrawn
  | BulletinPlanned
  | BulletinDropped
  | AlertDefined
  | AlertDropped
  | ReleaseScheduled
  | ReleaseCancelled
  | ReleaseOpened
  | SentencePrinted
  | SentenceDropped
  | ClockTicked
  | Embargoed
  | JobReported;
/**
 * What a sink is sent.
 */
export type Delivery =
  | GrowthDelivery
  | NoticeDelivery
  | ClaimDelivery
  | AlertDelivery
  | BulletinDelivery
  | ReleaseDelivery
  | PingDelivery
  | ResyncDelivery
  | DisabledDelivery;
/**
 * Final, revised, preliminary, forecast, unspecified.
 */
export type MeasurementStatus = 'A' | 'R' | 'P' | 'F' | '_U';
/**
 * How the change was worded.
 */
export type Wording = 'percent' | 'up-by-times' | 'to-times' | 'fold' | 'ambiguous-times' | 'points';
/**
 * How exact the print calls itself.
 */
export type Qualifier = 'exact' | 'about' | 'over' | 'under' | 'range';
/**
 * Why the reporter gives no number; value, low and high are null then.
 */
export type Absence = 'not-collected' | 'not-applicable' | 'confidential' | 'suppressed';
/**
 * How the sides stand to each other; unchecked while one is missing.
 */
export type Verdict = 'agrees' | 'within-rounding' | 'conflicts' | 'not-comparable' | 'unchecked';
/**
 * What to know before using the numbers.
 */
export type Flag =
  | 'ambiguous-wording'
  | 'unknown-comparison'
  | 'unknown-period'
  | 'coverage-break'
  | 'calendar-effect'
  | 'small-base'
  | 'partial-period'
  | 'implied-base-differs'
  | 'part-above-whole'
  | 'infeasible-parts'
  | 'undetermined'
  | 'conflicting-prints'
  | 'excluded-print';
/**
 * A figure of this key, sales of this month, something it rests on, a withdrawal; the log says otherwise, or the database was put back. A notice: only in versions from before notices had a topic of their own.
 */
export type ChangeReason = 'reported' | 'sales' | 'restated' | 'withdrawn' | 'notice' | 'rebuilt';
/**
 * Of the feed that it came by.
 */
export type ClaimDomain = 'customs' | 'platform';
/**
 * What the known growth says to it.
 */
export type ClaimStanding = 'supported' | 'contradicted' | 'open';
/**
 * Where the state has it.
 */
export type JudgedSide = 'reported' | 'computed' | 'implied';
/**
 * The verdict on that growth; absent of versions from before it was told.
 */
export type FigureVerdict =
  | 'excluded'
  | 'conflicts'
  | 'one-of-several-prints'
  | 'reading-ambiguous'
  | 'partial'
  | 'not-comparable'
  | 'within-rounding'
  | 'agrees'
  | 'unchecked';
/**
 * What the version did to the one before.
 */
export type BulletinKind = 'first' | 'update' | 'correction' | 'withdrawal';

/**
 * A figure was reported.
 */
export interface FigureReported {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.figure.reported.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: FigureReportedData;
}
/**
 * One number somebody printed about a series and a period. corrects names a print of the same measure of the same series and period that this one takes the place of; it has no effect on any other.
 */
export interface FigureReportedData {
  series: Series;
  /**
   * The reference period in SDMX form; a range that equals a named period becomes it.
   */
  period: string;
  /**
   * What kind of figure it is.
   */
  measure: 'level' | 'growth' | 'share' | 'contribution' | 'growth-gap' | 'growth-change' | 'share-change';
  /**
   * The digits as printed; a fall is negative. Absent only beside absence.
   */
  value?: string;
  /**
   * Upper end, only with qualifier range.
   */
  valueHigh?: string;
  /**
   * percent, points, times, an ISO 4217 code, or a count unit such as stores.
   */
  unit: string;
  /**
   * What the value is multiplied by: 1000000000 for "billion". Absent: 1.
   */
  multiplier?: string;
  /**
   * All but levels: GY the same period a year before, G1 the period before, a period, or _U.
   */
  comparison?: string;
  /**
   * All but levels: how the change was worded.
   */
  wording?: 'percent' | 'up-by-times' | 'to-times' | 'fold' | 'ambiguous-times' | 'points';
  /**
   * Absent: exact.
   */
  qualifier?: 'exact' | 'about' | 'over' | 'under' | 'range';
  /**
   * Absent: unspecified.
   */
  status?: 'preliminary' | 'final' | 'revised' | 'forecast' | 'unspecified';
  corrects?: Reference;
  /**
   * In place of value: the reporter says that there is no number, and why.
   */
  absence?: 'not-collected' | 'not-applicable' | 'confidential' | 'suppressed';
  /**
   * What the reporter counts changed with this period: growth across its first day is not comparable.
   */
  break?: string;
  /**
   * When it was published: an instant with offset, a date, a month, a year, or _U where unknown. A coarse one counts as its end, _U as the earliest.
   */
  publishedAt: string;
  embargo?: Embargo;
  evidence: Evidence;
}
/**
 * What is measured, without time: nine dimensions.
 */
export interface Series {
  /**
   * The body that produced the figure, not the newspaper.
   */
  reporter: string;
  /**
   * What area the figure covers.
   */
  area: string;
  /**
   * What is measured, such as CBEC, GOODS, SALES, STORES.
   */
  indicator: string;
  /**
   * The statistical scope, such as PLATFORM, FULL, LOCAL, OWN, or _U.
   */
  coverage: string;
  /**
   * Export, import, both, or not applicable.
   */
  flow: 'X' | 'M' | '_T' | '_Z';
  /**
   * Customs supervision mode, or _T.
   */
  mode: string;
  /**
   * HS heading with the prefix HS, a platform category, or _T.
   */
  product: string;
  /**
   * The other side of the trade, _T for the world, _U for unknown.
   */
  counterpart: string;
  /**
   * ISO 4217, _Z for counts.
   */
  currency: string;
}
/**
 * An event by its identity.
 */
export interface Reference {
  /**
   * Source of the event named.
   */
  source: string;
  /**
   * Id of the event named.
   */
  id: string;
}
/**
 * The event is held back, encrypted, until the first tick of the clock at or after the instant of the release, or after until: one of both. Nothing of it is known before.
 */
export interface Embargo {
  /**
   * Held until this release is due.
   */
  release?: string;
  /**
   * Held until this instant.
   */
  until?: string;
}
/**
 * Where it was read.
 */
export interface Evidence {
  /**
   * Address of the document.
   */
  document: string;
  /**
   * The words that were read.
   */
  quote: string;
  /**
   * Whose document it is.
   */
  kind?: 'official' | 'translation' | 'agency' | 'repost';
  publisher?: Publisher;
  /**
   * Language of the document, BCP 47.
   */
  language?: string;
  /**
   * Where in the document it stands: a page, a table and cell, a fragment.
   */
  position?: string;
  /**
   * SHA-256 of the document, in hex.
   */
  sha256?: string;
}
/**
 * Who printed it.
 */
export interface Publisher {
  /**
   * Its code, where it is a reporter too.
   */
  code?: string;
  name: PublisherName;
}
/**
 * Its name in both languages.
 */
export interface PublisherName {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * A figure was withdrawn.
 */
export interface FigureWithdrawn {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.figure.withdrawn.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: FigureWithdrawnData;
}
/**
 * A figure or claim does not stand any more. A sale has no withdrawal, but a further sale of negative amount: a withdrawal that names one takes nothing back.
 */
export interface FigureWithdrawnData {
  ref: Reference;
  /**
   * Why it is withdrawn.
   */
  reason: string;
  embargo?: Embargo;
}
/**
 * A claim without a number was reported.
 */
export interface ClaimReported {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.claim.reported.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ClaimReportedData;
}
/**
 * A direction claimed without a number.
 */
export interface ClaimReportedData {
  series: Series;
  /**
   * The period spoken of.
   */
  period: string;
  /**
   * Where it is said to go.
   */
  direction: 'up' | 'down' | 'flat';
  comparedTo?: Series;
  magnitude?: ClaimReportedDataMagnitude;
  /**
   * When it was published: an instant with offset, a date, a month, a year, or _U where unknown. A coarse one counts as its end, _U as the earliest.
   */
  publishedAt: string;
  embargo?: Embargo;
  evidence: Evidence;
}
/**
 * How large the rise or fall is said to be, in percent without a sign: "double-digit" is at least 10 and below 100.
 */
export interface ClaimReportedDataMagnitude {
  /**
   * The least that it is said to be, itself included.
   */
  atLeast?: string;
  /**
   * What it is said to stay below.
   */
  below?: string;
}
/**
 * A source of figures was described.
 */
export interface ReporterDescribed {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.reporter.described.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ReporterDescribedData;
}
/**
 * A source of figures.
 */
export interface ReporterDescribedData {
  /**
   * The code that figures name it by.
   */
  reporter: string;
  name: ReporterDescribedDataName;
  /**
   * What kind of body it is.
   */
  kind:
    | 'customs'
    | 'statistics'
    | 'government'
    | 'zone'
    | 'port'
    | 'platform'
    | 'payments'
    | 'association'
    | 'research'
    | 'company'
    | 'other';
  /**
   * Where it publishes.
   */
  url?: string;
  /**
   * Under which terms its figures may be used.
   */
  licence?: string;
  /**
   * Whom to ask about its figures.
   */
  contact?: string;
  /**
   * When it publishes.
   */
  timetable?: string;
}
/**
 * Its name in both languages.
 */
export interface ReporterDescribedDataName {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * A sale was recorded.
 */
export interface SaleRecorded {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.sale.recorded.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: SaleRecordedData;
}
/**
 * One line of an order; a return or cancellation is a new event with negative amount and quantity.
 */
export interface SaleRecordedData {
  /**
   * The platform, reporter of the series.
   */
  platform: string;
  /**
   * Where the seller is.
   */
  sellerCountry: string;
  /**
   * Where the buyer is.
   */
  buyerCountry: string;
  /**
   * Category of the platform, or _T.
   */
  category: string;
  /**
   * Seen from the seller: export, from the platform of the buyer: import.
   */
  flow: 'export' | 'import';
  /**
   * ISO 4217 code of the amount.
   */
  currency: string;
  /**
   * In the currency; negative for a return or cancellation.
   */
  amount: string;
  /**
   * Units sold; negative for a return or cancellation.
   */
  quantity: string;
  /**
   * When it was ordered; the month in UTC is the period.
   */
  orderedAt: string;
  /**
   * The order it belongs to.
   */
  orderId?: string;
  /**
   * The line of the order.
   */
  line?: string;
  corrects?: Reference;
}
/**
 * A policy notice was published.
 */
export interface NoticePublished {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.notice.published.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: NoticePublishedData;
}
/**
 * A policy notice.
 */
export interface NoticePublishedData {
  /**
   * Name of the notice.
   */
  notice: string;
  /**
   * Who issued it.
   */
  issuer: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Name of the notice.
   */
  extends?: string;
  /**
   * The day it was announced.
   */
  announcedOn: string;
  /**
   * The first day it is in force.
   */
  effectiveFrom: string;
  /**
   * The last day it is in force.
   */
  effectiveTo?: string;
  scope: NoticePublishedDataScope;
  evidence: Evidence;
}
/**
 * What it applies to; an absent or empty list does not limit.
 */
export interface NoticePublishedDataScope {
  /**
   * Areas it is limited to; absent or empty: none.
   *
   * @maxItems 1000
   *
   * Items: An area it applies to.
   */
  areas?: string[];
  /**
   * Modes it is limited to.
   *
   * @maxItems 1000
   *
   * Items: A customs supervision mode.
   */
  modes?: string[];
  /**
   * Flow it is limited to.
   */
  flow?: 'X' | 'M' | '_T' | '_Z';
  /**
   * Products it is limited to.
   *
   * @maxItems 1000
   *
   * Items: A product.
   */
  products?: string[];
}
/**
 * A policy notice was withdrawn.
 */
export interface NoticeWithdrawn {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.notice.withdrawn.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: NoticeWithdrawnData;
}
/**
 * A notice does not stand any more.
 */
export interface NoticeWithdrawnData {
  /**
   * Name of the notice.
   */
  notice: string;
  /**
   * Why it is withdrawn.
   */
  reason: string;
}
/**
 * A statement was attributed.
 */
export interface StatementAttributed {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.statement.attributed.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: StatementAttributedData;
}
/**
 * Something somebody said about a series or a notice.
 */
export interface StatementAttributedData {
  /**
   * Who said it.
   */
  speaker: string;
  /**
   * For whom the speaker speaks.
   */
  affiliation: string;
  about: StatementAttributedDataAbout;
  /**
   * What was said.
   */
  quote: string;
  evidence: Evidence;
}
/**
 * What it is about: a series or a notice, one of the two.
 */
export interface StatementAttributedDataAbout {
  series?: Series;
  /**
   * Name of the notice.
   */
  notice?: string;
}
/**
 * A statement was withdrawn.
 */
export interface StatementWithdrawn {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.statement.withdrawn.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: StatementWithdrawnData;
}
/**
 * A statement does not stand any more.
 */
export interface StatementWithdrawnData {
  ref: Reference;
  /**
   * Why it is withdrawn.
   */
  reason: string;
}
/**
 * A bulletin was planned.
 */
export interface BulletinPlanned {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.bulletin.planned.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: BulletinPlannedData;
}
/**
 * A bulletin to tell: what, in which order and tone, never the text.
 */
export interface BulletinPlannedData {
  /**
   * Name of the bulletin.
   */
  bulletin: string;
  title: BulletinPlannedDataTitle;
  /**
   * plain: who says it first; wire: the number first.
   */
  tone: 'plain' | 'wire';
  /**
   * at-once, or { "release": NAME }: nothing of it is served before that release is lifted.
   */
  publish: {
    [k: string]: unknown;
  };
  /**
   * Paragraphs, at most 60 sentences in all.
   *
   * @minItems 1
   */
  paragraphs: PlannedSentence[][];
}
/**
 * Its title in both languages.
 */
export interface BulletinPlannedDataTitle {
  /**
   * In English, without digits.
   */
  en: string;
  /**
   * In Chinese, without digits.
   */
  zh: string;
}
/**
 * A sentence to tell; a cause is always refused.
 */
export interface PlannedSentence {
  /**
   * Its name in the bulletin.
   */
  id: {
    [k: string]: unknown;
  };
  /**
   * What it tells: figure, flows, each, compare, revision, claim, opinion, policy, cause.
   */
  say: {
    [k: string]: unknown;
  };
  /**
   * Series key/period; of compare a list of 2 to 10.
   */
  of?: {
    [k: string]: unknown;
  };
  /**
   * Of figure and each: some of level, growth, base, share and contribution.
   */
  tell?: {
    [k: string]: unknown;
  };
  /**
   * GY, G1, a period or _U; absent: over the year, else the only one there.
   */
  comparison?: {
    [k: string]: unknown;
  };
  /**
   * Of flows: the key of the series.
   */
  total?: {
    [k: string]: unknown;
  };
  /**
   * Of flows: the key of the series.
   */
  exports?: {
    [k: string]: unknown;
  };
  /**
   * Of flows: the key of the series.
   */
  imports?: {
    [k: string]: unknown;
  };
  /**
   * Of flows and each.
   */
  period?: {
    [k: string]: unknown;
  };
  /**
   * Of each: filters of /v1/growth, at least one: dimensions (CN-* for a beginning), within, domain, verdict and flag.
   */
  query?: {
    [k: string]: unknown;
  };
  /**
   * Of each: at most so many figures; absent: 20.
   */
  limit?: {
    [k: string]: unknown;
  };
  /**
   * Of compare: growth or level.
   */
  by?: {
    [k: string]: unknown;
  };
  /**
   * Of revision: level or growth.
   */
  member?: {
    [k: string]: unknown;
  };
  /**
   * Of claim and opinion: source and id of the event; cause may name one, too.
   */
  event?: {
    [k: string]: unknown;
  };
  /**
   * Of policy: the name of the notice; cause may name one, too.
   */
  notice?: {
    [k: string]: unknown;
  };
  /**
   * Of policy: keys whose periods it is told beside.
   */
  beside?: {
    [k: string]: unknown;
  };
}
/**
 * A bulletin was dropped.
 */
export interface BulletinDropped {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.bulletin.dropped.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: BulletinDroppedData;
}
/**
 * A bulletin is told no more.
 */
export interface BulletinDroppedData {
  /**
   * Name of the bulletin.
   */
  bulletin: string;
  /**
   * Why it is dropped.
   */
  reason: string;
}
/**
 * A rule for alerts was defined.
 */
export interface AlertDefined {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.alert.defined.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: AlertDefinedData;
}
/**
 * A condition over states or releases.
 */
export interface AlertDefinedData {
  /**
   * Name of the rule.
   */
  rule: string;
  /**
   * What it looks for: growth-above, growth-below, sign-flip, revision, conflict, record-high, record-low, coverage-break, silence.
   */
  kind: {
    [k: string]: unknown;
  };
  /**
   * Filters of /v1/growth by series, at least one: dimensions (CN-* for a beginning), within and domain; of every kind but silence.
   */
  series?: {
    [k: string]: unknown;
  };
  /**
   * Of every kind but silence: from and to, the first and the last period, both included; one of them may be absent.
   */
  periods?: {
    [k: string]: unknown;
  };
  /**
   * now: changes behind the rule; beginning: all present states once, too. Absent: now.
   */
  since?: 'now' | 'beginning';
  /**
   * Of growth-above and growth-below: a decimal, in percent.
   */
  threshold?: {
    [k: string]: unknown;
  };
  /**
   * Of kinds that look at growth: GY, G1 or a period; absent: GY.
   */
  comparison?: {
    [k: string]: unknown;
  };
  /**
   * Of sign-flip: last, first, period-before; of revision: last or first.
   */
  against?: {
    [k: string]: unknown;
  };
  /**
   * Of revision: a decimal; points of growth, of a level percent of what was.
   */
  than?: {
    [k: string]: unknown;
  };
  /**
   * Of revision: growth or level.
   */
  member?: {
    [k: string]: unknown;
  };
  /**
   * Of record-high and record-low: how many other periods at least; absent: 4.
   */
  atLeast?: {
    [k: string]: unknown;
  };
  /**
   * Of silence: the publisher whose releases it is about; absent: every one.
   */
  publisher?: {
    [k: string]: unknown;
  };
  /**
   * Of silence: from when on a release is late, a duration of at most 31 days after its instant; absent: as the release has it.
   */
  grace?: {
    [k: string]: unknown;
  };
}
/**
 * A rule for alerts was dropped.
 */
export interface AlertDropped {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.alert.dropped.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: AlertDroppedData;
}
/**
 * A rule holds no more, and its alerts are resolved.
 */
export interface AlertDroppedData {
  /**
   * Name of the rule.
   */
  rule: string;
  /**
   * Why it is dropped.
   */
  reason: string;
}
/**
 * A release was scheduled.
 */
export interface ReleaseScheduled {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.release.scheduled.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ReleaseScheduledData;
}
/**
 * A publication that is promised. A second one of a name takes the place of the first.
 */
export interface ReleaseScheduledData {
  /**
   * Name of the release.
   */
  release: string;
  /**
   * Code of the reporter whose prints are expected.
   */
  publisher: {
    [k: string]: unknown;
  };
  /**
   * Its title, at most 200 characters.
   */
  title: {
    [k: string]: unknown;
  };
  /**
   * When it is published: an instant with the offset that the zone has then.
   */
  at: {
    [k: string]: unknown;
  };
  /**
   * A zone of the IANA Time Zone Database.
   */
  zone: {
    [k: string]: unknown;
  };
  /**
   * From when on it is late: a duration of at most 31 days after at; absent: PT15M.
   */
  grace?: {
    [k: string]: unknown;
  };
  /**
   * What is promised, 1 to 100 items: series, filters of /v1/growth by dimension; period; status, which may be absent. Each is met by a print of the publisher.
   */
  expects: {
    [k: string]: unknown;
  };
  /**
   * Whether what it expects is refused in clear until at, and comes under embargo; absent: false.
   */
  embargo?: {
    [k: string]: unknown;
  };
  /**
   * Who is shown its figures before its lifting, up to 20 items: name, role, from, an instant before at, and sha256 of a secret of 128 random bits or more; absent: nobody. Digests are served nowhere.
   */
  access?: {
    [k: string]: unknown;
  };
  /**
   * Why it moved: needed where it was scheduled before, for another instant.
   */
  reason?: {
    [k: string]: unknown;
  };
}
/**
 * A release was cancelled.
 */
export interface ReleaseCancelled {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.release.cancelled.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ReleaseCancelledData;
}
/**
 * A publication is promised no more.
 */
export interface ReleaseCancelledData {
  /**
   * Name of the release.
   */
  release: string;
  /**
   * Why it is cancelled.
   */
  reason: string;
}
/**
 * The preview of a release was opened.
 */
export interface ReleaseOpened {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.release.opened.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ReleaseOpenedData;
}
/**
 * The preview of a release was opened with a secret of its early access. The system writes it; no door takes it.
 */
export interface ReleaseOpenedData {
  /**
   * Name of the release.
   */
  release: string;
  /**
   * Whose secret opened the preview, as the release names it.
   */
  name: string;
  /**
   * The role that the release gives to that name.
   */
  role: string;
}
/**
 * A sentence was printed.
 */
export interface SentencePrinted {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.sentence.printed.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: SentencePrintedData;
}
/**
 * A sentence that somebody published. A second one of a name takes the place of the first.
 */
export interface SentencePrintedData {
  /**
   * Name of the printed sentence.
   */
  printed: string;
  /**
   * Where it was published: an address or a name, at most 1,024 characters.
   */
  where?: {
    [k: string]: unknown;
  };
  /**
   * A date, or an instant with offset.
   */
  printedOn: {
    [k: string]: unknown;
  };
  /**
   * The sentence: lang, en or zh, and text, at most 4096 bytes in UTF-8. It may be absent where told is there.
   */
  text?: {
    [k: string]: unknown;
  };
  /**
   * What told it: bulletin and version, or link, an address of this product with a place in the log.
   */
  told?: {
    [k: string]: unknown;
  };
  /**
   * Its numbers, 1 to 60: key, series key/period; member, figure and side (reported, computed, implied, forecast); digits as printed, with the sign; to, of a range its upper end; multiplier, a power of ten, absent: 1; as, the words of the text.
   */
  uses: {
    [k: string]: unknown;
  };
}
/**
 * A printed sentence was dropped.
 */
export interface SentenceDropped {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.sentence.dropped.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: SentenceDroppedData;
}
/**
 * A printed sentence is watched no more, and its alert is resolved.
 */
export interface SentenceDroppedData {
  /**
   * Name of the printed sentence.
   */
  printed: string;
  /**
   * Why it is dropped.
   */
  reason: string;
}
/**
 * An instant has come.
 */
export interface ClockTicked {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.clock.ticked.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: ClockTickedData;
}
/**
 * An instant has come that something waits for. The system writes it; no door takes it.
 */
export interface ClockTickedData {
  /**
   * The instant that was waited for. It decides nothing: the append time of the tick does.
   */
  due: string;
}
/**
 * Something is under embargo.
 */
export interface Embargoed {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.embargoed.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: EmbargoedData;
}
/**
 * An event under embargo. A door writes it in place of the event; no door takes it.
 */
export interface EmbargoedData {
  /**
   * The event with its attributes: a JWE in compact form, dir with A256GCM.
   */
  jwe: string;
}
/**
 * A push was reported.
 */
export interface JobReported {
  specversion: '1.0';
  /**
   * With source the identity of the event.
   */
  id: string;
  source: string;
  type: 'silkgauge.job.reported.v1';
  /**
   * When it happened.
   */
  time?: string;
  subject?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: JobReportedData;
}
/**
 * A push of a file or a bundled set, as it stands. It tells of events and is evidence of none.
 */
export interface JobReportedData {
  /**
   * Name of the job: the first 32 digits of the SHA-256 of the JSON list of the source of the event and the digest, so that the same content from the same source is one job.
   */
  job: string;
  /**
   * Name of the file or of the bundled set, without folders.
   */
  file: string;
  /**
   * SHA-256 of the file, in hex.
   */
  sha256: string;
  /**
   * Rises with each report of the job, over runs too; the highest one stands.
   */
  sequence: number;
  /**
   * What it is at.
   */
  state: 'running' | 'done' | 'failed';
  /**
   * Why it failed.
   */
  reason?: string;
  /**
   * When it first ran.
   */
  startedAt: string;
  counts: JobReportedDataCounts;
  /**
   * The first refused lines.
   *
   * @maxItems 20
   */
  faults: JobReportedDataFault[];
}
/**
 * How far it is.
 */
export interface JobReportedDataCounts {
  /**
   * Events that were read by now.
   */
  lines: number;
  /**
   * Events that a door took, in earlier runs of the job too.
   */
  taken: number;
  /**
   * Events that this run met again, and did not send again: an earlier run had an answer.
   */
  repeated: number;
  /**
   * Events that were refused, in earlier runs too.
   */
  refused: number;
}
/**
 * A line that was refused.
 */
export interface JobReportedDataFault {
  /**
   * Line of the file, or place of the event in the bundled set, from 1.
   */
  line: number;
  /**
   * Stable name of the rule that it breaks.
   */
  rule: string;
}
/**
 * A new version of a state, as it is delivered.
 */
export interface GrowthDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.growth.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  /**
   * Code of the series.
   */
  reporter: string;
  /**
   * Code of the series.
   */
  area: string;
  /**
   * Code of the series.
   */
  indicator: string;
  /**
   * Code of the series.
   */
  coverage: string;
  /**
   * Code of the series.
   */
  flow: string;
  /**
   * Code of the series.
   */
  mode: string;
  /**
   * Code of the series.
   */
  product: string;
  /**
   * Code of the series.
   */
  counterpart: string;
  /**
   * Code of the series.
   */
  currency: string;
  /**
   * Period of the state or claim.
   */
  period: string;
  /**
   * Of the feed that it came by.
   */
  domain: 'customs' | 'platform';
  /**
   * Why this version is.
   */
  reason?: 'reported' | 'sales' | 'restated' | 'withdrawn' | 'notice' | 'rebuilt';
  data?: GrowthState;
}
/**
 * The whole present state of one series and period.
 */
export interface GrowthState {
  /**
   * Series key and period, joined by a slash.
   */
  key: string;
  series: Series;
  period: string;
  /**
   * Rises by one for each key, without gaps.
   */
  version: number;
  /**
   * The global change cursor, rising in commit order.
   */
  sequence: string;
  /**
   * Append time of the newest cause at the broker.
   */
  knownAt: string;
  level: Sides;
  /**
   * By comparison: GY, G1, _U, or a period.
   */
  growth: {
    [k: string]: ComparedSides;
  };
  other: OtherMeasures;
  counts?: SalesCounts;
  /**
   * Of a month of sales partial-period is worked out when it is asked for: while nothing of its platform is known to have been ordered after it. Its growth is withheld then. Records and entries of the log have the growth of the total so far, and no such flag.
   */
  flags: Flag[];
  change: Change;
}
/**
 * The sides of one figure beside each other.
 */
export interface Sides {
  reported?: Measurement;
  computed?: Measurement;
  implied?: Measurement;
  forecast?: Measurement;
  verdict: Verdict;
  gap: string | null;
}
/**
 * A figure with its interval.
 */
export interface Measurement {
  value: string | null;
  /**
   * percent, points, a currency or a count unit.
   */
  unit: string;
  low: string | null;
  high: string | null;
  status: MeasurementStatus;
  printed?: Printed;
  from?: PrintSource;
  excluded?: Exclusion;
  contradictedBy?: ContradictingPrint;
  absence?: Absence;
  /**
   * Where they differ; of many the newest 8.
   *
   * @maxItems 8
   */
  readings?: Reading[];
  /**
   * How many other readings there are; /explain has all.
   */
  more?: number;
  settledBy?: EventIdentity[];
  /**
   * How it was found, with a version, such as reported@1.
   */
  formula: string;
}
/**
 * The digits as printed.
 */
export interface Printed {
  /**
   * As printed.
   */
  value: string;
  /**
   * Upper end of a range, as printed.
   */
  valueHigh?: string;
  /**
   * What the value is multiplied by.
   */
  multiplier: string;
  unit: string;
  wording: Wording | null;
  qualifier: Qualifier;
}
/**
 * A print.
 */
export interface PrintSource {
  source: string;
  id: string;
  /**
   * Address of the document that it was read in.
   */
  document: string;
  /**
   * When it was published, as printed: an instant, a date, a month, a year, or _U.
   */
  publishedAt: string;
  /**
   * Kind of the evidence; absent where the event does not say.
   */
  kind?: 'official' | 'translation' | 'agency' | 'repost';
  publisher?: Publisher;
}
/**
 * Why a print has no place among the prints around it.
 */
export interface Exclusion {
  /**
   * The rule whose inputs leave it no place, with a version, such as between-parts@1.
   */
  formula: string;
  /**
   * @maxItems 8
   */
  by: ExcludingEvent[];
  /**
   * How many other events.
   */
  more?: number;
  proof: ProofTexts;
}
/**
 * An event of these inputs.
 */
export interface ExcludingEvent {
  source: string;
  id: string;
}
/**
 * A clause in both languages.
 */
export interface ProofTexts {
  en: string;
  zh: string;
}
/**
 * A print of the same figure that says otherwise and is no revision, in the same unit.
 */
export interface ContradictingPrint {
  value: string | null;
  low: string | null;
  high: string | null;
  printed?: Printed;
  /**
   * In place of the digits: why the reporter gives no number.
   */
  absence?: 'not-collected' | 'not-applicable' | 'confidential' | 'suppressed';
  /**
   * Where they differ.
   *
   * @maxItems 8
   */
  readings?: Reading[];
  from: PrintSource;
  /**
   * Whether its parts leave it no place; /explain has the proof.
   */
  excluded: boolean;
}
/**
 * One reading of an ambiguous wording, or one of several differing prints.
 */
export interface Reading {
  reading: string;
  value: string | null;
  /**
   * Inclusive.
   */
  low: string;
  /**
   * Exclusive.
   */
  high: string;
}
/**
 * An event that ruled out the other reading of an ambiguous wording.
 */
export interface EventIdentity {
  source: string;
  id: string;
}
/**
 * The sides of one comparison.
 */
export interface ComparedSides {
  comparedWith: string | null;
  reported?: Measurement;
  computed?: Measurement;
  implied?: Measurement;
  forecast?: Measurement;
  verdict: Verdict;
  gap: string | null;
}
/**
 * Shares, contributions and changes, compared with GY.
 */
export interface OtherMeasures {
  share?: Sides;
  contribution?: Sides;
  'growth-gap'?: Sides;
  'growth-change'?: Sides;
  'share-change'?: Sides;
}
/**
 * Sales only.
 */
export interface SalesCounts {
  /**
   * Distinct events.
   */
  events: string;
  /**
   * Sum of the quantities.
   */
  units: string;
  /**
   * When the latest of them was ordered (UTC, to the millisecond); absent of months counted before that was kept.
   */
  last?: string;
}
/**
 * Why this version is.
 */
export interface Change {
  reason: ChangeReason;
  previous: PreviousMembers | null;
  /**
   * In the order of the log. Of what a tick of the clock lifts, up to 50 events and the tick.
   */
  causes: Cause[];
  folded?: FoldedSales;
  /**
   * The trace of the newest cause (W3C Trace Context), where that cause has one and it is sampled.
   */
  traceparent?: string;
}
/**
 * The members this version changed, as they were before; null where nothing stood there.
 */
export interface PreviousMembers {
  level?: Sides;
  /**
   * The comparisons this version changed; null where there was none before.
   */
  growth?: {
    [k: string]: ComparedSides | null;
  };
  other?: OtherMeasures;
  counts?: SalesCounts | null;
  /**
   * Of a month of sales partial-period is worked out when it is asked for: while nothing of its platform is known to have been ordered after it. Its growth is withheld then. Records and entries of the log have the growth of the total so far, and no such flag.
   */
  flags?: Flag[];
}
/**
 * An event behind the change.
 */
export interface Cause {
  source: string;
  id: string;
  /**
   * Topic of the event.
   */
  topic: string;
  partition: number;
  /**
   * Offset of the event, a string of digits.
   */
  offset: string;
}
/**
 * Sales only: the events folded in, between two offsets, both included.
 */
export interface FoldedSales {
  /**
   * How many.
   */
  events: string;
  topic: string;
  partition: number;
  /**
   * First offset.
   */
  from: string;
  /**
   * Last offset.
   */
  to: string;
}
/**
 * A new version of a notice, as it is delivered.
 */
export interface NoticeDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.notice.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  data?: NoticeState;
}
/**
 * The whole present state of one notice.
 */
export interface NoticeState {
  /**
   * Its name.
   */
  notice: string;
  /**
   * Rises by one for each notice, without gaps.
   */
  version: number;
  /**
   * The global change cursor, of which states have theirs too.
   */
  sequence: string;
  /**
   * Append time of the newest cause at the broker.
   */
  knownAt: string;
  /**
   * Whether it was withdrawn.
   */
  withdrawn: boolean;
  /**
   * What was published; null where only a withdrawal has come.
   */
  data: NoticePublishedData | null;
}
/**
 * A new standing of a claim, as it is delivered.
 */
export interface ClaimDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.claim.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  /**
   * Code of the series.
   */
  reporter: string;
  /**
   * Code of the series.
   */
  area: string;
  /**
   * Code of the series.
   */
  indicator: string;
  /**
   * Code of the series.
   */
  coverage: string;
  /**
   * Code of the series.
   */
  flow: string;
  /**
   * Code of the series.
   */
  mode: string;
  /**
   * Code of the series.
   */
  product: string;
  /**
   * Code of the series.
   */
  counterpart: string;
  /**
   * Code of the series.
   */
  currency: string;
  /**
   * Period of the state or claim.
   */
  period: string;
  /**
   * Of the feed that it came by.
   */
  domain: 'customs' | 'platform';
  data?: ClaimState;
}
/**
 * A claim without a number, with its standing and what decided it.
 */
export interface ClaimState {
  /**
   * Source and id of its event, joined by #.
   */
  claim: string;
  /**
   * Rises by one for each claim, without gaps.
   */
  version: number;
  /**
   * The global change cursor, of which states have theirs too.
   */
  sequence: string;
  /**
   * Append time of the newest cause at the broker.
   */
  knownAt: string;
  source: string;
  id: string;
  domain: ClaimDomain;
  /**
   * Whether it was withdrawn.
   */
  withdrawn: boolean;
  /**
   * The series it speaks of, by key.
   */
  key: string;
  /**
   * The period, by its one name.
   */
  period: string;
  /**
   * The series it compares with, by key.
   */
  comparedTo: string | null;
  standing: ClaimStanding;
  /**
   * Null where no single growth is known.
   */
  growth: JudgedGrowth | null;
  /**
   * Of the series it compares with.
   */
  comparison: JudgedGrowth | null;
  data: ClaimReportedData;
}
/**
 * Growth over the year before that a claim is judged by, and whose it is.
 */
export interface JudgedGrowth {
  /**
   * The series key.
   */
  key: string;
  period: string;
  side: JudgedSide;
  value: string | null;
  /**
   * Inclusive.
   */
  low: string;
  /**
   * Exclusive; equal to low only where it is exact.
   */
  high: string;
  verdict?: FigureVerdict;
}
/**
 * A new version of an alert, as it is delivered.
 */
export interface AlertDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.alert.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  /**
   * Code of the series.
   */
  reporter?: string;
  /**
   * Code of the series.
   */
  area?: string;
  /**
   * Code of the series.
   */
  indicator?: string;
  /**
   * Code of the series.
   */
  coverage?: string;
  /**
   * Code of the series.
   */
  flow?: string;
  /**
   * Code of the series.
   */
  mode?: string;
  /**
   * Code of the series.
   */
  product?: string;
  /**
   * Code of the series.
   */
  counterpart?: string;
  /**
   * Code of the series.
   */
  currency?: string;
  /**
   * Period of the state or claim.
   */
  period?: string;
  /**
   * Of the feed that it came by.
   */
  domain?: 'customs' | 'platform';
  /**
   * The rule; _late of every release, _printed of printed sentences.
   */
  rule: string;
  /**
   * What the rule looks for.
   */
  kind:
    | 'growth-above'
    | 'growth-below'
    | 'sign-flip'
    | 'revision'
    | 'conflict'
    | 'record-high'
    | 'record-low'
    | 'coverage-break'
    | 'silence'
    | 'printed-wrong';
  /**
   * The state that it is in now.
   */
  state: 'firing' | 'pending' | 'resolved';
  data?: AlertState;
}
/**
 * The whole present version of one alert.
 */
export interface AlertState {
  /**
   * Rule, series key and period, joined by slashes; of silence rule and release; of too many alerts of a rule RULE/_overflow; of a printed sentence _printed/NAME.
   */
  key: string;
  /**
   * Rises by one for each alert, without gaps.
   */
  version: number;
  /**
   * The global change cursor, of which states have theirs too.
   */
  sequence: string;
  /**
   * Append time of the newest cause at the broker, never falling within an alert.
   */
  knownAt: string;
  /**
   * Name of the rule.
   */
  rule: string;
  /**
   * How many events of this name have defined the rule, or registered the sentence; 0 of the rule _late.
   */
  ruleVersion: number;
  /**
   * What the rule looks for; printed-wrong: whether a printed sentence holds.
   */
  kind:
    | 'growth-above'
    | 'growth-below'
    | 'sign-flip'
    | 'revision'
    | 'conflict'
    | 'record-high'
    | 'record-low'
    | 'coverage-break'
    | 'silence'
    | 'printed-wrong';
  series: Series | null;
  period: string | null;
  /**
   * Of silence: the name of the release.
   */
  release?: string;
  /**
   * firing: every point of every side meets the condition, a release is late; pending: the printed digits leave it open, a release is due and something is missing; resolved: no longer either.
   */
  state: 'firing' | 'pending' | 'resolved';
  /**
   * When it entered this state.
   */
  since: string;
  /**
   * How often it entered firing.
   */
  fired: number;
  /**
   * Of growth-above and growth-below, in percent.
   */
  threshold?: string;
  /**
   * What growth is compared with.
   */
  comparison?: string;
  /**
   * What the rule holds it against.
   */
  comparedTo?: 'last' | 'first' | 'period-before';
  /**
   * Of revision.
   */
  member?: 'growth' | 'level';
  /**
   * Of revision: points, of a level percent of what was.
   */
  than?: string;
  /**
   * Of a record: how many other periods at least.
   */
  atLeast?: number;
  /**
   * Of silence: the publisher that the rule is about; absent: every one.
   */
  publisher?: string;
  /**
   * Of silence: the grace of the rule; absent: that of the release.
   */
  graceSeconds?: number;
  /**
   * What the state says; of silence what is missing.
   */
  said: (AlertSaid | AlertMissing)[];
  against: (AlertAgainst | AlertPromise)[] | null;
  because: AlertStateBecause;
  /**
   * Whether the order of the rule made it of what stood there before.
   */
  backfilled: boolean;
  sentence: AlertStateSentence;
  printed?: PrintedHead;
  correction?: AlertStateCorrection | null;
}
/**
 * A number or a flag that a rule looks at.
 */
export interface AlertSaid {
  /**
   * Series key/period of the state, where an alert is of several.
   */
  key?: string;
  /**
   * Path in the state; of a flag flags and its name.
   */
  member: string;
  reading: string | null;
  value: string | null;
  low: string | null;
  high: string | null;
  /**
   * Version of the state.
   */
  version: number;
}
/**
 * A print that a release promised and that is not there.
 */
export interface AlertMissing {
  /**
   * Where the release has it.
   */
  member: 'missing';
  /**
   * Codes by dimension; one that ends in * stands for all that begin so.
   */
  series: {
    [k: string]: string[];
  };
  /**
   * The period.
   */
  period: string;
  status: ('preliminary' | 'final' | 'revised' | 'forecast' | 'unspecified') | null;
}
/**
 * A number that it is held against.
 */
export interface AlertAgainst {
  /**
   * Series key/period of the state.
   */
  key: string;
  /**
   * Path in the state; of a flag flags and its name.
   */
  member: string;
  reading: string | null;
  value: string | null;
  low: string | null;
  high: string | null;
  /**
   * Version of the state.
   */
  version: number;
  /**
   * Of a printed number: as printed; of a range its lower end.
   */
  digits?: string;
  as?: string | null;
  /**
   * Of a printed number: whether it is wrong by now.
   */
  isWrong?: 'surely' | 'possibly';
}
/**
 * What a release promised.
 */
export interface AlertPromise {
  /**
   * Where the release has its instant.
   */
  member: 'at';
  /**
   * Code of the reporter whose prints are expected.
   */
  publisher: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * The promised instant, with the offset that the zone has then.
   */
  at: string;
  /**
   * A zone of the IANA Time Zone Database.
   */
  zone: string;
  /**
   * How long after the instant it is not late yet, for the rule.
   */
  graceSeconds: number;
}
/**
 * Why the version is, and the events behind it.
 */
export interface AlertStateBecause {
  /**
   * Of the change; rule-defined, rule-dropped, sentence-printed and sentence-dropped of an order, scheduled and cancelled of one of the release, ticked of the clock.
   */
  reason: string;
  /**
   * In the order of the log.
   */
  causes: AlertStateBecauseCause[];
}
/**
 * An event.
 */
export interface AlertStateBecauseCause {
  /**
   * Source of the event.
   */
  source: string;
  /**
   * Id of the event.
   */
  id: string;
}
/**
 * The alert in words.
 */
export interface AlertStateSentence {
  en: AlertSentence;
  zh: AlertSentence;
}
/**
 * What is told in one language.
 */
export interface AlertSentence {
  /**
   * The texts of its segments, joined.
   */
  text: string;
  /**
   * In order.
   */
  segments: BulletinSegment[];
}
/**
 * A part of a sentence.
 */
export interface BulletinSegment {
  /**
   * Digits stand in numerals, quotes, names, periods and dates alone.
   */
  type: 'text' | 'name' | 'period' | 'date' | 'attribution' | 'mark' | 'quote' | 'numeral';
  /**
   * The words.
   */
  text: string;
  /**
   * Of a name, period or date.
   */
  code?: string;
  /**
   * Of an attribution: a reporter, or a speaker.
   */
  by?: string;
  /**
   * How the words are to be taken.
   */
  mark?: string;
  lang?: string | null;
  /**
   * Source of the event.
   */
  source?: string;
  /**
   * Id of the event.
   */
  id?: string;
  /**
   * Address of the document of a quote.
   */
  document?: string;
  /**
   * Of a numeral: plain units, not rounded.
   */
  value?: string;
  /**
   * Of a numeral: as shown, without the power of ten.
   */
  digits?: string;
  /**
   * The power of ten that is told as a word.
   */
  power?: number;
  /**
   * percent, points, a currency or a count unit.
   */
  unit?: string;
  /**
   * Of a numeral: whether it is told rounded; absent where it is not.
   */
  rounded?: boolean;
  ref?: NumeralRef;
}
/**
 * The way from a numeral back to its state and its print.
 */
export interface NumeralRef {
  /**
   * Series key/period of the state.
   */
  key: string;
  version: number | null;
  /**
   * Path in the state, with .low or .high for an end.
   */
  member: string;
  reading: string | null;
  /**
   * Source of the event.
   */
  source?: string;
  /**
   * Id of the event.
   */
  id?: string;
  /**
   * The digits as printed.
   */
  printed?: string;
  /**
   * What they are multiplied by.
   */
  multiplier?: string;
  quote?: string | null;
  /**
   * Address of the document.
   */
  document?: string;
  chain?: Chain | null;
  /**
   * Of a number that was worked out.
   */
  formula?: string;
  /**
   * The prints that it was worked out from.
   */
  inputs?: NumeralRefInput[];
}
/**
 * Who says a number: the body that counted, the publisher that printed it, of which kind that is, and the day. The body alone stands where the print is its own.
 */
export interface Chain {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * A print.
 */
export interface NumeralRefInput {
  /**
   * Source of the event.
   */
  source: string;
  /**
   * Id of the event.
   */
  id: string;
}
/**
 * The printed sentence that an alert is of.
 */
export interface PrintedHead {
  /**
   * Its name.
   */
  printed: string;
  where: string | null;
  /**
   * A date, or an instant with offset.
   */
  printedOn: string;
  text: PrintedHeadText | null;
  told: PrintedHeadTold | null;
}
/**
 * The sentence.
 */
export interface PrintedHeadText {
  /**
   * Its language.
   */
  lang: 'en' | 'zh';
  /**
   * Its words.
   */
  text: string;
}
/**
 * What told it: a version of a bulletin, or an address with a place in the log.
 */
export interface PrintedHeadTold {
  /**
   * Name of the bulletin.
   */
  bulletin?: string;
  /**
   * Version of the bulletin.
   */
  version?: number;
  /**
   * Id of one of its sentences.
   */
  sentence?: string;
  /**
   * The address.
   */
  link?: string;
}
/**
 * A correction to print, of the numbers of a printed sentence that are surely wrong.
 */
export interface AlertStateCorrection {
  en: AlertSentence;
  zh: AlertSentence;
}
/**
 * A new version of a bulletin, as it is delivered.
 */
export interface BulletinDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.bulletin.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  /**
   * What the version is.
   */
  kind: 'first' | 'update' | 'correction' | 'withdrawal';
  data?: BulletinState;
}
/**
 * The whole present version of one bulletin.
 */
export interface BulletinState {
  /**
   * Its name.
   */
  bulletin: string;
  /**
   * Rises by one for each bulletin, without gaps.
   */
  version: number;
  /**
   * The global change cursor, of which states have theirs too.
   */
  sequence: string;
  /**
   * Append time of the newest cause at the broker.
   */
  knownAt: string;
  /**
   * The sequence that it is told from.
   */
  told: string;
  plan: PlanEvent;
  kind: BulletinKind;
  lead: BulletinLead | null;
  en: BulletinText;
  zh: BulletinText;
  /**
   * In the order of the plan.
   */
  refused: RefusedSentence[];
  /**
   * SHA-256 of both languages, in hex.
   */
  digest: string;
  /**
   * Of this version and of all before it, newest first.
   */
  corrections: BulletinCorrection[];
}
/**
 * The event that planned it.
 */
export interface PlanEvent {
  /**
   * Source of the event.
   */
  source: string;
  /**
   * Id of the event.
   */
  id: string;
  /**
   * How many plans of this name there have been.
   */
  version: number;
}
/**
 * Which sentence leads, and why.
 */
export interface BulletinLead {
  /**
   * The sentence.
   */
  id: string;
  /**
   * The rule of points.
   */
  rule: string;
  /**
   * In the order of the plan.
   */
  scores: BulletinLeadScore[];
}
/**
 * A candidate.
 */
export interface BulletinLeadScore {
  /**
   * The sentence.
   */
  id: string;
  /**
   * Most points lead; of equals the first of the plan.
   */
  points: number;
  /**
   * What the points are for.
   */
  reasons: BulletinLeadScoreReason[];
}
/**
 * A reason.
 */
export interface BulletinLeadScoreReason {
  /**
   * Its name.
   */
  why: string;
  /**
   * Whole points.
   */
  points: number;
  text: BulletinLeadScoreReasonText;
}
/**
 * In words.
 */
export interface BulletinLeadScoreReasonText {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * What is told in one language.
 */
export interface BulletinText {
  /**
   * The first clause of the sentence that leads; else the title, which a state has not.
   */
  headline: string;
  /**
   * Those with a sentence.
   */
  paragraphs: BulletinParagraph[];
}
/**
 * A paragraph.
 */
export interface BulletinParagraph {
  /**
   * In order.
   */
  sentences: BulletinSentence[];
}
/**
 * A sentence.
 */
export interface BulletinSentence {
  /**
   * Its id in the plan; of each, with a slash and the key.
   */
  id: string;
  /**
   * What kind of sentence.
   */
  say: string;
  /**
   * The texts of its segments, joined.
   */
  text: string;
  /**
   * In order.
   */
  segments: BulletinSegment[];
}
/**
 * A planned sentence that the data do not carry.
 */
export interface RefusedSentence {
  /**
   * The sentence.
   */
  id: string;
  /**
   * What kind of sentence.
   */
  say: string;
  /**
   * Why it is not told.
   */
  rule: string;
  reason: RefusedSentenceReason;
  /**
   * Keys, notices or events that it speaks of.
   */
  keys: string[];
}
/**
 * In words.
 */
export interface RefusedSentenceReason {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * What a version took back of a sentence.
 */
export interface BulletinCorrection {
  /**
   * The version that took it back.
   */
  version: number;
  /**
   * When that was known.
   */
  at: string;
  /**
   * The sentence.
   */
  id: string;
  said: BulletinCorrectionSaid;
  says: BulletinCorrectionSays | null;
  refused: string | null;
  /**
   * In the order of the sentence.
   */
  numerals: BulletinCorrectionNumeral[];
  because: BulletinCorrectionBecause;
}
/**
 * What it said, and since when.
 */
export interface BulletinCorrectionSaid {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
  /**
   * When it was said first.
   */
  since: string;
}
/**
 * What it says now; null where it is gone.
 */
export interface BulletinCorrectionSays {
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * A number that is not told any more.
 */
export interface BulletinCorrectionNumeral {
  /**
   * Series key/period of the state.
   */
  key: string;
  /**
   * Path in the state.
   */
  member: string;
  /**
   * In plain units.
   */
  was: string;
  is: string | null;
}
/**
 * Why, and the events behind it.
 */
export interface BulletinCorrectionBecause {
  /**
   * Of the change; dropped without causes where a plan that waits took its place.
   */
  reason: string;
  /**
   * In the order of the log.
   */
  causes: BulletinCorrectionBecauseCause[];
}
/**
 * An event.
 */
export interface BulletinCorrectionBecauseCause {
  /**
   * Source of the event.
   */
  source: string;
  /**
   * Id of the event.
   */
  id: string;
}
/**
 * A new version of a release, as it is delivered.
 */
export interface ReleaseDelivery {
  specversion: '1.0';
  /**
   * Sequence of the change.
   */
  id: string;
  source: '/silkgauge/aggregation';
  type: 'silkgauge.release.updated.v1';
  datacontenttype: 'application/json';
  /**
   * Append time of the newest cause at the broker.
   */
  time: string;
  /**
   * Key of the state or alert, name of the notice, bulletin or release, or identity of the claim.
   */
  subject: string;
  /**
   * Trace of the newest cause (W3C Trace Context).
   */
  traceparent?: string;
  /**
   * Address of what it tells, in place of data of more than 20,000 bytes.
   */
  dataref?: string;
  /**
   * Code of the reporter whose prints are expected.
   */
  publisher: string;
  /**
   * The state that it is in now.
   */
  state: 'scheduled' | 'due' | 'released' | 'late' | 'cancelled';
  data?: ReleaseState;
}
/**
 * The whole present version of one release.
 */
export interface ReleaseState {
  /**
   * Its name.
   */
  release: string;
  /**
   * Rises by one for each release, without gaps.
   */
  version: number;
  /**
   * The global change cursor, of which states have theirs too.
   */
  sequence: string;
  /**
   * Append time of what changed it at the broker, never falling within a release.
   */
  knownAt: string;
  /**
   * Code of the reporter whose prints are expected.
   */
  publisher: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * The promised instant, with the offset that the zone has then.
   */
  at: string;
  /**
   * A zone of the IANA Time Zone Database.
   */
  zone: string;
  /**
   * How long after the instant it is not late yet.
   */
  graceSeconds: number;
  /**
   * cancelled; else released: all is met; else late: a tick of the clock came at or after the end of the grace; due: one came at or after the instant; scheduled: before.
   */
  state: 'scheduled' | 'due' | 'released' | 'late' | 'cancelled';
  /**
   * In the order of the schedule.
   */
  met: MetItem[];
  /**
   * In the order of the schedule.
   */
  missing: ExpectedItem[];
  /**
   * How often the instant changed.
   */
  moved: number;
  punctuality: number | null;
  reason: string | null;
  /**
   * Early access, in the order of the schedule; absent: nobody has it.
   */
  access?: EarlyAccessItem[];
  /**
   * Its uses, by their first; told from the lifting on. Absent: none is told.
   */
  opened?: OpenedItem[];
}
/**
 * What was promised and is there.
 */
export interface MetItem {
  /**
   * Codes by dimension; one that ends in * stands for all that begin so.
   */
  series: {
    [k: string]: string[];
  };
  /**
   * The period.
   */
  period: string;
  status: ('preliminary' | 'final' | 'revised' | 'forecast' | 'unspecified') | null;
  /**
   * Append time of the earliest print that meets it and stands.
   */
  since: string;
}
/**
 * What is promised: a print of any series that the filters take.
 */
export interface ExpectedItem {
  /**
   * Codes by dimension; one that ends in * stands for all that begin so.
   */
  series: {
    [k: string]: string[];
  };
  /**
   * The period.
   */
  period: string;
  status: ('preliminary' | 'final' | 'revised' | 'forecast' | 'unspecified') | null;
}
/**
 * Who is shown the figures before the lifting.
 */
export interface EarlyAccessItem {
  /**
   * Of a person or a house.
   */
  name: string;
  /**
   * The role.
   */
  role: string;
  /**
   * From when on, with offset.
   */
  from: string;
}
/**
 * Who was shown the figures before the lifting.
 */
export interface OpenedItem {
  /**
   * As the release named it then.
   */
  name: string;
  /**
   * The role that it had then.
   */
  role: string;
  /**
   * Append time of the first use.
   */
  first: string;
  /**
   * How often it was used.
   */
  times: number;
}
/**
 * A test, asked for by the owner of the subscription.
 */
export interface PingDelivery {
  specversion: '1.0';
  /**
   * With source the identity of the event: the same on every attempt and replay.
   */
  id: string;
  source: '/silkgauge/notifier';
  type: 'silkgauge.subscription.ping.v1';
  datacontenttype: 'application/json';
  data: PingDeliveryData;
}
export interface PingDeliveryData {
  /**
   * Id of the subscription.
   */
  subscription: string;
}
/**
 * In place of changes that are no longer kept: the states to take, and the sequence that they stand for.
 */
export interface ResyncDelivery {
  specversion: '1.0';
  /**
   * With source the identity of the event: the same on every attempt and replay.
   */
  id: string;
  source: '/silkgauge/notifier';
  type: 'silkgauge.subscription.resync.v1';
  datacontenttype: 'application/json';
  data: ResyncDeliveryData;
}
export interface ResyncDeliveryData {
  /**
   * Address of the first page of states.
   */
  snapshot: string;
  /**
   * Sequence behind which deliveries go on.
   */
  after: string;
}
/**
 * The subscription was disabled; told to its alertSink alone.
 */
export interface DisabledDelivery {
  specversion: '1.0';
  /**
   * With source the identity of the event: the same on every attempt and replay.
   */
  id: string;
  source: '/silkgauge/notifier';
  type: 'silkgauge.subscription.disabled.v1';
  datacontenttype: 'application/json';
  data: DisabledDeliveryData;
}
export interface DisabledDeliveryData {
  /**
   * Id of the subscription.
   */
  subscription: string;
  /**
   * Why it is disabled.
   */
  because: 'gone' | 'exhausted' | 'owner' | 'operator' | 'key-revoked';
  /**
   * Sequence up to which all is delivered, waits, was parked or is superfluous.
   */
  position: string;
}
/**
 * What was taken, in the order given.
 */
export interface Receipts {
  receipts: ReceiptsReceipt[];
}
/**
 * An event that will not be lost.
 */
export interface ReceiptsReceipt {
  /**
   * Source of the event.
   */
  source: string;
  /**
   * Id of the event.
   */
  id: string;
  /**
   * Taken; what became of it is told by the outcomes.
   */
  status: 'accepted';
  /**
   * Topic it stands on.
   */
  topic: string;
  /**
   * Partition.
   */
  partition: number;
  /**
   * Offset.
   */
  offset: string;
  /**
   * Areas that were given by an alias, such as CN-46 for CN-HI; absent where there are none.
   */
  codes?: ReceiptsReceiptCode[];
}
/**
 * A code that was given, and the code of the same place that is kept.
 */
export interface ReceiptsReceiptCode {
  /**
   * Where it stands, from the root of the event.
   */
  pointer: string;
  /**
   * The code given.
   */
  given: string;
  /**
   * The code kept.
   */
  taken: string;
}
/**
 * Problem details, RFC 9457.
 */
export interface Problem {
  /**
   * URI of the kind of problem.
   */
  type: string;
  /**
   * The kind of problem in short.
   */
  title: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * What is particular to this case.
   */
  detail?: string;
  /**
   * URI of this case.
   */
  instance?: string;
  /**
   * All faults at once.
   */
  errors?: ProblemError[];
}
export interface ProblemError {
  /**
   * Place of the event in the batch; 0 for a single event.
   */
  index?: number;
  /**
   * JSON Pointer from the root of the event.
   */
  pointer?: string;
  /**
   * The query parameter at fault, where it is one.
   */
  parameter?: string;
  /**
   * Stable name of the rule that is broken.
   */
  rule: string;
  /**
   * What is wrong.
   */
  message: string;
  /**
   * What to write instead.
   */
  fix: string;
}
/**
 * A key without its secret.
 */
export interface Key {
  /**
   * Its id, which stays through rotations.
   */
  id: string;
  /**
   * Whether it counts.
   */
  state: 'active' | 'revoked' | 'expired';
  /**
   * Name of the key, which no other active key has.
   */
  name: string;
  /**
   * What the key may do.
   *
   * Items: A scope; none implies another.
   */
  scopes: ('push' | 'read' | 'subscribe' | 'observe' | 'operate')[];
  write?: WriteRights | null;
  limits?: KeyLimits | null;
  addresses?: string[] | null;
  expiresAt: string | null;
  jwt: KeyJwt | null;
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Id of the key that made it, or `cli`.
   */
  createdBy: string;
  revokedAt: string | null;
  revokedReason: string | null;
  /**
   * Newest first.
   */
  secrets: KeySecret[];
  lastUsedAt: string | null;
  /**
   * Rises with each change.
   */
  version: number;
}
/**
 * Which events a key may push; all parts must hold.
 */
export interface WriteRights {
  /**
   * Whole event types, or their beginning up to a dot and a final *.
   */
  types: string[];
  /**
   * Beginnings of sources that end in / or :, or "=" and a whole source.
   */
  sources: string[];
  /**
   * One of these patterns must match; a dimension that is not named is any.
   */
  series?: WriteRightsSerie[];
  /**
   * Ids of notices, or their beginning and a final *.
   */
  names?: string[];
}
/**
 * A pattern of series.
 */
export interface WriteRightsSerie {
  /**
   * Codes, or their beginning and a final *.
   */
  reporter?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  area?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  indicator?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  coverage?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  flow?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  mode?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  product?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  counterpart?: string[];
  /**
   * Codes, or their beginning and a final *.
   */
  currency?: string[];
}
/**
 * Limits by what is counted; one left out is that of the policy.
 */
export interface KeyLimits {
  data?: KeyLimitsData | null;
  structure?: KeyLimitsStructure | null;
  push?: KeyLimitsPush | null;
  'push-bytes'?: KeyLimitsPushBytes | null;
  stream?: KeyLimitsStream | null;
  manage?: KeyLimitsManage | null;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsData {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsStructure {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsPush {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsPushBytes {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsStream {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * So many in so many seconds; null is no limit.
 */
export interface KeyLimitsManage {
  /**
   * How many; bytes of push-bytes, at once of stream.
   */
  q: number;
  /**
   * In how many seconds; none of stream.
   */
  w?: number;
}
/**
 * Whom tokens of an issuer stand for; the key then has no secret.
 */
export interface KeyJwt {
  /**
   * `iss` of the tokens.
   */
  issuer: string;
  /**
   * `sub` of the tokens.
   */
  subject: string;
}
/**
 * A secret that counts.
 */
export interface KeySecret {
  /**
   * Since when.
   */
  from: string;
  until: string | null;
}
/**
 * Changes that are pushed to an address.
 */
export interface Subscription {
  /**
   * Its name.
   */
  id: string;
  /**
   * Where deliveries go.
   */
  sink: string;
  /**
   * How they go.
   */
  protocol: 'HTTP';
  /**
   * Source of the events.
   */
  source: string;
  /**
   * Types that are delivered.
   *
   * Items: A type of event.
   */
  types: (
    | 'silkgauge.growth.updated.v1'
    | 'silkgauge.notice.updated.v1'
    | 'silkgauge.claim.updated.v1'
    | 'silkgauge.alert.updated.v1'
    | 'silkgauge.bulletin.updated.v1'
    | 'silkgauge.release.updated.v1'
  )[];
  /**
   * All must be true; each has one dialect: exact, prefix, suffix, all, any, not, silkgauge:move, silkgauge:sign, silkgauge:revision or silkgauge:verdict.
   */
  filters: {
    [k: string]: unknown;
  }[];
  config: SubscriptionConfig;
  protocolsettings: SubscriptionSettings;
  /**
   * pending without consent of the sink; backing-off while it fails.
   */
  status: 'pending' | 'active' | 'backing-off' | 'disabled';
  /**
   * Why it is disabled.
   */
  because?: 'gone' | 'exhausted' | 'owner' | 'operator' | 'key-revoked';
  /**
   * Of Standard Webhooks; in the answer that makes it alone.
   */
  secret?: string;
  /**
   * Sequence up to which all is delivered, waits, was parked or is superfluous.
   */
  position: string;
  /**
   * Deliveries that are due, of the next 5,000 changes that are not yet in the queue.
   */
  waiting: number;
}
/**
 * What is particular to this source.
 */
export interface SubscriptionConfig {
  /**
   * For people.
   */
  name?: string;
  /**
   * now, or the sequence after which changes are delivered.
   */
  from: string;
  /**
   * Whether a newer version of a key replaces what still waits of that key.
   */
  coalesce: boolean;
  /**
   * Told when the subscription is disabled, in three tries; asked for its consent as the sink is.
   */
  alertSink?: string;
}
/**
 * How deliveries are made.
 */
export interface SubscriptionSettings {
  /**
   * Sent along; x-* alone.
   */
  headers: {
    [k: string]: string;
  };
  /**
   * Before each retry.
   *
   * Items: Seconds.
   */
  retry: number[];
  /**
   * Seconds for a whole attempt, connecting included.
   */
  timeout: number;
  /**
   * Deliveries under way at most; 1 is the order of the whole log.
   */
  inFlight: number;
}
/**
 * One attempt of a delivery.
 */
export interface DeliveryAttempt {
  /**
   * Number of the attempt.
   */
  id: string;
  /**
   * Sequence of the change.
   */
  sequence: string;
  /**
   * Subject of the change.
   */
  key: string;
  /**
   * The how-manieth of this delivery.
   */
  attempt: number;
  /**
   * When it began.
   */
  at: string;
  /**
   * Milliseconds that it took.
   */
  ms: number;
  /**
   * Status of the answer.
   */
  status?: number;
  /**
   * Why it failed.
   */
  error?: 'refused-address' | 'unreachable' | 'tls' | 'timeout' | 'status';
  /**
   * What came of it.
   */
  outcome: 'delivered' | 'failed' | 'parked';
  /**
   * When it is tried again.
   */
  nextAt?: string;
}
