import type { NoticePublished, NoticeWithdrawn } from '@silkgauge/contract';
import { appendTime, type AcceptedRecord } from '../record/classify.ts';
import type { Decisions } from './decisions.ts';
import type { DecisionContext } from './decision-context.ts';
import { takenBack } from './withdrawals.ts';

/** The document of a notice; `data` is of its newest publication, null before the first. */
export interface NoticeDocument {
  readonly withdrawn: boolean;
  readonly data: unknown;
}

/**
 * Publishes, revises or withdraws a notice. All events of a notice are in one partition, so the last is the
 * newest. A notice changes no state: readers look up the notices in force for each request.
 */
export function decideNotice(
  from: AcceptedRecord,
  event: NoticePublished | NoticeWithdrawn,
  context: DecisionContext,
  decisions: Decisions,
): void {
  takenBack(event, context, decisions);
  const { registered } = context;
  const { notice } = event;
  const published = event.type === 'silkgauge.notice.published.v1' ? JSON.stringify(event.data) : null;
  const before = registered.present('notice', notice);
  const { withdrawn = true, data = null } = before?.document
    ? (JSON.parse(before.document) as NoticeDocument)
    : {};
  const said = published ?? JSON.stringify(data);
  const isWithdrawn = published === null;
  const document = `{"withdrawn":${String(isWithdrawn)},"data":${said}}`;
  registered.revise('notice', notice, document, appendTime(from.record));
  decisions.notices.push({
    eventIndex: decisions.conclude(from, isWithdrawn && withdrawn ? 'superseded' : 'applied'),
    notice,
    withdrawn: isWithdrawn,
    data: published,
  });
}
