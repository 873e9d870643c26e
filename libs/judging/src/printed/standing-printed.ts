import type { StandingPrinted } from '@silkgauge/alerts';
import { readPrinted } from '@silkgauge/contract';
import { readOrders, type Queryable } from '@silkgauge/read-model';
import { takeStanding, type ReadOrder } from '../standing-orders.ts';

export interface StandingSentences {
  readonly sentences: readonly StandingPrinted[];
  /** Why sentences cannot be read, by name. */
  readonly unfollowed: ReadonlyMap<string, string>;
}

/** The printed sentences that stand at a place in the log; those read so far once `isOver` says so. */
export async function readStandingSentences(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<StandingSentences> {
  const sentences: StandingPrinted[] = [];
  const unfollowed = await takeStanding(
    (after, limit) => readOrders(db, 'printed', { names: null, after, asOf }, limit),
    isOver,
    (order) => sentences.push(standingPrinted(order)),
  );
  return { sentences, unfollowed };
}

/** The sentence of an accepted order. */
export function standingPrinted({ name, times, source, id, data }: ReadOrder): StandingPrinted {
  const reading = readPrinted(JSON.parse(data));
  if (!reading.ok)
    throw new Error(`The printed sentence ${name} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { sentence: reading.value, version: times, source, id };
}
