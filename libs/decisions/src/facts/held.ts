import { MOST_WAITING_EVENTS } from '@silkgauge/contract';
import { deadLetter, type HeldRecord } from '../record/classify.ts';
import type { DecisionContext } from './decision-context.ts';
import type { Decisions } from './decisions.ts';
import { heldOf, waitName } from './held-counts.ts';

/** What one key may have held: events for one release or instant, and bytes of ciphertext in all. */
export const MOST_HELD = { ofWait: MOST_WAITING_EVENTS, bytes: 256 * 1024 * 1024 } as const;

/**
 * Holds a record until its lifting, as long as its key has room: whoever fills a release or an instant fills its own
 * room alone, and what nobody ever lifts has a bound. Beyond it the dead letter has the ciphertext.
 */
export function decideHeld(
  { record, waits, jwe }: HeldRecord,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const { batch } = decisions;
  const { topic, partition } = batch;
  const held = { topic, partition, offset: record.offset, ...waits, jwe };
  // Whose it is nobody knows before its key is given.
  if (waits.pushedBy === '') {
    decisions.held.push(held);
    return;
  }
  const own = heldOf(context.held, waits.pushedBy);
  const wait = waitName(waits);
  const count = (own.events.get(wait) ?? 0) + 1;
  const bytes = own.bytes + jwe.length;
  if (count > MOST_HELD.ofWait || bytes > MOST_HELD.bytes) {
    const reason = `The key has as much under embargo as is held for one: ${String(MOST_HELD.ofWait)} events of one release or instant, and ${String(MOST_HELD.bytes)} bytes in all. Send the event again once some of it is lifted.`;
    decisions.deadLetters.push(deadLetter(batch, record, 'embargo-full', reason));
    return;
  }
  own.events.set(wait, count);
  own.bytes = bytes;
  decisions.held.push(held);
}
