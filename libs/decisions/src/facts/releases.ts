import { parseInstant, type ReleaseCancelled, type ReleaseScheduled } from '@silkgauge/contract';
import type { AcceptedRecord } from '../record/classify.ts';
import type { Decisions } from './decisions.ts';
import type { DecisionContext } from './decision-context.ts';
import { placeOrder } from './orders-and-statements.ts';
import { takenBack } from './withdrawals.ts';

/**
 * Schedules, moves or cancels a release; a move without a reason is refused. A release moves
 * where its instant is not that of its scheduling before, even a cancelled one. All orders are in one
 * partition, so the last is the newest.
 */
export function decideRelease(
  from: AcceptedRecord,
  event: ReleaseScheduled | ReleaseCancelled,
  context: DecisionContext,
  decisions: Decisions,
): void {
  if (event.type === 'silkgauge.release.scheduled.v1') {
    const { at, reason } = event.data as { readonly at: string; readonly reason?: string };
    const before = context.scheduled.get(event.release);
    if (before !== undefined && reason === undefined && parseInstant(before) !== parseInstant(at)) {
      const why = `${event.release} was scheduled for ${before}, and moves to ${at} without a reason. Give the event an id of its own, and write "reason": why it moves.`;
      decisions.refuse(from, 'release-moved', why);
      return;
    }
    context.scheduled.set(event.release, at);
  }
  takenBack(event, context, decisions);
  context.graphs.forgetEmbargoing();
  decisions.conclude(from, 'applied');
  placeOrder(from, event, context.registered);
}
