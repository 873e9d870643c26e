import { alertDefined, alertDropped, type AlertDefined, type AlertDropped } from './alert.ts';
import { bulletinDropped, bulletinPlanned, type BulletinDropped, type BulletinPlanned } from './bulletin.ts';
import { claimReported, type ClaimReported } from './claim.ts';
import { embargoed, type Embargoed } from './embargo.ts';
import { figureReported, figureWithdrawn, type FigureReported, type FigureWithdrawn } from './figure.ts';
import { clockTicked, type ClockTicked } from './clock.ts';
import { jobReported, type JobReported } from './job.ts';
import { noticePublished, noticeWithdrawn, type NoticePublished, type NoticeWithdrawn } from './notice.ts';
import { reporterDescribed, type ReporterDescribed } from './reporter.ts';
import {
  releaseCancelled,
  releaseOpened,
  releaseScheduled,
  type ReleaseCancelled,
  type ReleaseOpened,
  type ReleaseScheduled,
} from './release.ts';
import { saleRecorded, type SaleRecorded } from './sale.ts';
import { sentenceDropped, sentencePrinted, type SentenceDropped, type SentencePrinted } from './sentence.ts';
import {
  statementAttributed,
  statementWithdrawn,
  type StatementAttributed,
  type StatementWithdrawn,
} from './statement.ts';

/** An event that passed all checks, tagged by type. */
export type CheckedEvent =
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

export type EventType = CheckedEvent['type'];

/** Definitions of all event types. */
export const FAMILIES = {
  [figureReported.type]: figureReported,
  [figureWithdrawn.type]: figureWithdrawn,
  [claimReported.type]: claimReported,
  [reporterDescribed.type]: reporterDescribed,
  [saleRecorded.type]: saleRecorded,
  [noticePublished.type]: noticePublished,
  [noticeWithdrawn.type]: noticeWithdrawn,
  [statementAttributed.type]: statementAttributed,
  [statementWithdrawn.type]: statementWithdrawn,
  [bulletinPlanned.type]: bulletinPlanned,
  [bulletinDropped.type]: bulletinDropped,
  [alertDefined.type]: alertDefined,
  [alertDropped.type]: alertDropped,
  [releaseScheduled.type]: releaseScheduled,
  [releaseCancelled.type]: releaseCancelled,
  [releaseOpened.type]: releaseOpened,
  [sentencePrinted.type]: sentencePrinted,
  [sentenceDropped.type]: sentenceDropped,
  [clockTicked.type]: clockTicked,
  [embargoed.type]: embargoed,
  [jobReported.type]: jobReported,
} as const;

export const EVENT_TYPES = Object.keys(FAMILIES) as readonly EventType[];

/**
 * Kafka record key: the series key for figures, claims, sales and statements about a series; the notice's
 * name for notices and statements about a notice; the code of a described reporter; `source#id` of the
 * withdrawn event for withdrawals of figures and statements; `bulletin/` and the name of a bulletin; `alert/` and
 * the name of a rule; `release/` and the name of a release; `printed/` and the name of a printed sentence; the name
 * of a reported job.
 */
export function recordKey(event: CheckedEvent): string {
  switch (event.type) {
    case 'silkgauge.figure.reported.v1':
      return figureReported.recordKey(event);
    case 'silkgauge.figure.withdrawn.v1':
      return figureWithdrawn.recordKey(event);
    case 'silkgauge.claim.reported.v1':
      return claimReported.recordKey(event);
    case 'silkgauge.reporter.described.v1':
      return reporterDescribed.recordKey(event);
    case 'silkgauge.sale.recorded.v1':
      return saleRecorded.recordKey(event);
    case 'silkgauge.notice.published.v1':
      return noticePublished.recordKey(event);
    case 'silkgauge.notice.withdrawn.v1':
      return noticeWithdrawn.recordKey(event);
    case 'silkgauge.statement.attributed.v1':
      return statementAttributed.recordKey(event);
    case 'silkgauge.statement.withdrawn.v1':
      return statementWithdrawn.recordKey(event);
    case 'silkgauge.bulletin.planned.v1':
      return bulletinPlanned.recordKey(event);
    case 'silkgauge.bulletin.dropped.v1':
      return bulletinDropped.recordKey(event);
    case 'silkgauge.alert.defined.v1':
      return alertDefined.recordKey(event);
    case 'silkgauge.alert.dropped.v1':
      return alertDropped.recordKey(event);
    case 'silkgauge.release.scheduled.v1':
      return releaseScheduled.recordKey(event);
    case 'silkgauge.release.cancelled.v1':
      return releaseCancelled.recordKey(event);
    case 'silkgauge.release.opened.v1':
      return releaseOpened.recordKey(event);
    case 'silkgauge.sentence.printed.v1':
      return sentencePrinted.recordKey(event);
    case 'silkgauge.sentence.dropped.v1':
      return sentenceDropped.recordKey(event);
    case 'silkgauge.clock.ticked.v1':
      return clockTicked.recordKey(event);
    case 'silkgauge.embargoed.v1':
      return embargoed.recordKey(event);
    case 'silkgauge.job.reported.v1':
      return jobReported.recordKey(event);
  }
}
