import type { ReadBatches } from './record-batches.ts';

const PRODUCERS_CLOCK =
  "its records carry their producer's clock (CreateTime), and when they came cannot be told: set " +
  'message.timestamp.type=LogAppendTime on the topic, step over them with npm run skip, and send them back with npm run dlq';

/** What the broker has stamped: nothing is read from the first batch on that carries its producer's clock. Markers carry no event. */
export const stampedByBroker = ({ batches, unreadable }: ReadBatches): ReadBatches => {
  const at = batches.findIndex(({ context }) => context.timestampType === 0 && !context.isControlBatch);
  const refused = batches[at];
  if (!refused) return { batches, unreadable };
  const first = BigInt(refused.context.firstOffset);
  const last = first + BigInt(refused.context.lastOffsetDelta);
  const why = { reason: PRODUCERS_CLOCK, bytes: Buffer.alloc(0) };
  return { batches: batches.slice(0, at), unreadable: { first, last, next: last + 1n, ...why } };
};
