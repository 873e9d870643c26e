import {
  mayPublish,
  parseInstant,
  type EarlyAccess,
  type ReleaseCancelled,
  type ReleaseOpened,
  type ReleaseScheduled,
} from '@silkgauge/contract';
import { rightsIn, type AcceptedRecord } from '../record/classify.ts';
import type { Decisions } from './decisions.ts';
import { accessKey, type DecisionContext } from './decision-context.ts';
import { placeOrder } from './orders-and-statements.ts';
import { takenBack } from './withdrawals.ts';

interface Told {
  readonly at: string;
  readonly publisher: string;
  readonly reason?: string;
  readonly access?: readonly EarlyAccess[];
}

/**
 * Schedules, moves or cancels a release; a move without a reason is refused, and so is an order in place of one whose
 * publisher the key may not write as: what waits for the name would be lifted or held by another body. A release moves
 * where its instant is not that of its scheduling before, even a cancelled one. All orders are in one
 * partition, so the last is the newest.
 */
export function decideRelease(
  from: AcceptedRecord,
  event: ReleaseScheduled | ReleaseCancelled,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const before = context.scheduled.get(event.release);
  const rights = rightsIn(from.record.headers);
  if (before && rights && !mayPublish(rights, before.publisher)) {
    const why = `${event.release} is the name of a release whose publisher the key may not write as. Give the release another name, or ask an operator for the right to do so.`;
    decisions.refuse(from, 'write-series', why);
    return;
  }
  if (event.type === 'silkgauge.release.scheduled.v1') {
    const { at, publisher, reason, access = [] } = event.data as Told;
    if (before && reason === undefined && parseInstant(before.at) !== parseInstant(at)) {
      const why = `${event.release} was scheduled for ${before.at}, and moves to ${at} without a reason. Give the event an id of its own, and write "reason": why it moves.`;
      decisions.refuse(from, 'release-moved', why);
      return;
    }
    context.scheduled.set(event.release, { at, publisher });
    for (const { name, role } of access)
      context.access.add(accessKey({ release: event.release, name, role }));
  }
  takenBack(event, context, decisions);
  context.graphs.forgetEmbargoing();
  decisions.conclude(from, 'applied');
  placeOrder(from, event, context.registered);
}

/**
 * Takes the use of early access that any scheduling before it gave. Not the newest one alone: the answer that follows a
 * use has been given, even where a scheduling without that name was written meanwhile.
 */
export function decideOpening(
  from: AcceptedRecord,
  event: ReleaseOpened,
  context: DecisionContext,
  decisions: Decisions,
): void {
  if (!context.access.has(accessKey(event.data))) {
    const why = `No scheduling of ${event.release} gave early access to this name in this role. The system alone writes of its use.`;
    decisions.refuse(from, 'access-unknown', why);
    return;
  }
  takenBack(event, context, decisions);
  decisions.conclude(from, 'applied');
  placeOrder(from, event, context.registered);
}
