import type { CheckedEvent, ClaimReported, EventType, StatementAttributed } from '@silkgauge/contract';
import { refusals, type AcceptedRecord, type ClassifiedRecord } from '../record/classify.ts';
import type { Decisions } from './decisions.ts';
import { identityKey, type DecisionContext } from './decision-context.ts';
import { decideFigure, decideFigureWithdrawal } from './figures.ts';
import { decideHeld } from './held.ts';
import { aboutOf } from './judge-rights.ts';
import { decideNotice } from './notices.ts';
import { placeOrder, placeStatement } from './orders-and-statements.ts';
import { decideOpening, decideRelease } from './releases.ts';
import { decideStatementWithdrawal, takenBack } from './withdrawals.ts';

/** Decides one record from the context alone. Adds the result to the decisions and the context. */
export function decideRecord(
  classified: ClassifiedRecord,
  context: DecisionContext,
  decisions: Decisions,
): void {
  if (classified.kind === 'rejected') {
    const { events, deadLetters } = refusals(decisions.batch, [classified]);
    decisions.events.push(...events);
    decisions.deadLetters.push(...deadLetters);
  } else if (classified.kind === 'held') {
    decideHeld(classified, context, decisions);
  } else if (isNew(classified, context, decisions)) {
    decide(classified, context, decisions);
  }
}

/** Whether an identity is new. Repeated content is a duplicate; other content is rejected and also kept. */
function isNew(from: AcceptedRecord, context: DecisionContext, decisions: Decisions): boolean {
  const first = context.known.get(identityKey(from.event));
  if (!first) return true;
  if (from.digest && first.digest.equals(from.digest)) decisions.conclude(from, 'duplicate');
  else {
    const { source, id } = from.event;
    decisions.refuse(
      from,
      'identity-conflict',
      `${source} ${id} was delivered before with other content; the first stands. Give the corrected event an id of its own.`,
    );
  }
  return false;
}

type Decide<Event> = (
  from: AcceptedRecord,
  event: Event,
  context: DecisionContext,
  decisions: Decisions,
) => void;

/** What an event of each type does that is new. */
const DECIDE: { readonly [Type in EventType]: Decide<Extract<CheckedEvent, { readonly type: Type }>> } = {
  'silkgauge.figure.reported.v1': decideFigure,
  'silkgauge.figure.withdrawn.v1': decideFigureWithdrawal,
  'silkgauge.claim.reported.v1': decideClaim,
  'silkgauge.statement.attributed.v1': decideStatement,
  'silkgauge.statement.withdrawn.v1': decideStatementWithdrawal,
  'silkgauge.notice.published.v1': decideNotice,
  'silkgauge.notice.withdrawn.v1': decideNotice,
  'silkgauge.bulletin.planned.v1': decideOrder,
  'silkgauge.bulletin.dropped.v1': decideOrder,
  'silkgauge.alert.defined.v1': decideOrder,
  'silkgauge.alert.dropped.v1': decideOrder,
  'silkgauge.sentence.printed.v1': decideOrder,
  'silkgauge.sentence.dropped.v1': decideOrder,
  'silkgauge.clock.ticked.v1': decideOrder,
  // No row but the event: the register reads descriptions from the events.
  'silkgauge.reporter.described.v1': concludeAlone,
  'silkgauge.release.scheduled.v1': decideRelease,
  'silkgauge.release.cancelled.v1': decideRelease,
  'silkgauge.release.opened.v1': decideOpening,
  'silkgauge.sale.recorded.v1': refusal('A sale belongs on platform.sales.'),
  'silkgauge.embargoed.v1': refusal('What is under embargo is opened before it is decided.'),
  'silkgauge.job.reported.v1': refusal('A report of a job belongs on push.jobs.'),
};

function decide(from: AcceptedRecord, context: DecisionContext, decisions: Decisions): void {
  // The table has each event with its own type.
  const decideType = DECIDE[from.event.type] as Decide<CheckedEvent>;
  decideType(from, from.event, context, decisions);
  remember(from, context, decisions);
}

function decideClaim(
  from: AcceptedRecord,
  event: ClaimReported,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const eventIndex = decisions.conclude(from, outcomeOf(event, context, decisions));
  const { seriesKey: series, comparedTo, period } = event;
  decisions.claims.push({ eventIndex, series, comparedTo, period });
}

function decideStatement(
  from: AcceptedRecord,
  event: StatementAttributed,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const outcome = outcomeOf(event, context, decisions);
  decisions.conclude(from, outcome);
  placeStatement(from, event, outcome === 'superseded', context.registered);
}

/** Decides an order of the newsroom that promises no release, or a tick. */
function decideOrder(
  from: AcceptedRecord,
  event: CheckedEvent,
  context: DecisionContext,
  decisions: Decisions,
): void {
  concludeAlone(from, event, context, decisions);
  placeOrder(from, event, context.registered);
}

function concludeAlone(
  from: AcceptedRecord,
  event: CheckedEvent,
  context: DecisionContext,
  decisions: Decisions,
): void {
  decisions.conclude(from, outcomeOf(event, context, decisions));
}

/** Refuses an event that no topic of facts takes. */
function refusal(reason: string): Decide<CheckedEvent> {
  return (from, _event, _context, decisions) => {
    decisions.refuse(from, 'type-of-topic', reason);
  };
}

/** `superseded` for an event that was withdrawn before its arrival. */
function outcomeOf(
  event: CheckedEvent,
  context: DecisionContext,
  decisions: Decisions,
): 'applied' | 'superseded' {
  return takenBack(event, context, decisions) ? 'superseded' : 'applied';
}

/** Keeps the identity of an event that is not rejected. */
function remember(from: AcceptedRecord, context: DecisionContext, decisions: Decisions): void {
  const last = decisions.events.at(-1);
  if (from.digest && last && last.outcome !== 'rejected')
    context.known.set(identityKey(from.event), {
      type: from.event.type,
      topic: decisions.batch.topic,
      digest: from.digest,
      about: aboutOf(from.event),
    });
}
