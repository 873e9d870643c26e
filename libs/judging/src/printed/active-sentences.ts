import type { ActiveSentence } from '@silkgauge/alerts';
import { readPrinted } from '@silkgauge/contract';
import { readOrders, type Queryable } from '@silkgauge/read-model';
import { takeActive, type ReadOrder } from '../active-orders.ts';

export interface ActiveSentences {
  readonly sentences: readonly ActiveSentence[];
  /** Why sentences cannot be read, by name. */
  readonly unfollowed: ReadonlyMap<string, string>;
}

/** The printed sentences that stand at a place in the log; those read so far once `isOver` says so. */
export async function readActiveSentences(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<ActiveSentences> {
  const sentences: ActiveSentence[] = [];
  const unfollowed = await takeActive(
    (after, limit) => readOrders(db, 'printed', { names: null, after, asOf }, limit),
    isOver,
    (order) => sentences.push(activeSentence(order)),
  );
  return { sentences, unfollowed };
}

/** The sentence of an accepted order. */
export function activeSentence({ name, times, source, id, data }: ReadOrder): ActiveSentence {
  const reading = readPrinted(JSON.parse(data));
  if (!reading.ok)
    throw new Error(`The printed sentence ${name} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { sentence: reading.value, version: times, source, id };
}
