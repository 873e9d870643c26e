import type { CheckedEvent } from '@silkgauge/contract';
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

function decide(from: AcceptedRecord, context: DecisionContext, decisions: Decisions): void {
  const { event } = from;
  switch (event.type) {
    case 'silkgauge.figure.reported.v1':
      decideFigure(from, event, context, decisions);
      break;
    case 'silkgauge.figure.withdrawn.v1':
      decideFigureWithdrawal(from, event, context, decisions);
      break;
    case 'silkgauge.claim.reported.v1': {
      const eventIndex = decisions.conclude(from, outcomeOf(event, context, decisions));
      const { seriesKey: series, comparedTo, period } = event;
      decisions.claims.push({ eventIndex, series, comparedTo, period });
      break;
    }
    case 'silkgauge.statement.attributed.v1': {
      const outcome = outcomeOf(event, context, decisions);
      decisions.conclude(from, outcome);
      placeStatement(from, event, outcome === 'superseded', context.registered);
      break;
    }
    case 'silkgauge.bulletin.planned.v1':
    case 'silkgauge.bulletin.dropped.v1':
    case 'silkgauge.alert.defined.v1':
    case 'silkgauge.alert.dropped.v1':
    case 'silkgauge.sentence.printed.v1':
    case 'silkgauge.sentence.dropped.v1':
    case 'silkgauge.clock.ticked.v1':
      decisions.conclude(from, outcomeOf(event, context, decisions));
      placeOrder(from, event, context.registered);
      break;
    case 'silkgauge.reporter.described.v1':
      // No row but the event: the register reads descriptions from the events.
      decisions.conclude(from, outcomeOf(event, context, decisions));
      break;
    case 'silkgauge.release.scheduled.v1':
    case 'silkgauge.release.cancelled.v1':
      decideRelease(from, event, context, decisions);
      break;
    case 'silkgauge.release.opened.v1':
      decideOpening(from, event, context, decisions);
      break;
    case 'silkgauge.statement.withdrawn.v1':
      decideStatementWithdrawal(from, event, context, decisions);
      break;
    case 'silkgauge.notice.published.v1':
    case 'silkgauge.notice.withdrawn.v1':
      decideNotice(from, event, context, decisions);
      break;
    case 'silkgauge.sale.recorded.v1':
      decisions.refuse(from, 'type-of-topic', 'A sale belongs on platform.sales.');
      return;
    case 'silkgauge.embargoed.v1':
      decisions.refuse(from, 'type-of-topic', 'What is under embargo is opened before it is decided.');
      return;
    case 'silkgauge.job.reported.v1':
      decisions.refuse(from, 'type-of-topic', 'A report of a job belongs on push.jobs.');
      return;
    default:
      throw new Error(`no rule for ${(event satisfies never as { type: string }).type}`);
  }
  remember(from, context, decisions);
}

/** `superseded` for an event that was withdrawn before its arrival. */
function outcomeOf(
  event: CheckedEvent,
  context: DecisionContext,
  decisions: Decisions,
): 'applied' | 'superseded' {
  return takenBack(event, context, decisions) ? 'superseded' : 'applied';
}

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
