import { Halted, type InRecord } from '@silkgauge/kafka';

/** Milliseconds by which the clock of the broker may be ahead of others. */
export const MOST_AHEAD = 60_000;

/** Clocks that a tick is held against, in milliseconds since 1970. */
export interface Clocks {
  own(): number;
  database(): Promise<number>;
}

/**
 * A tick from the future would lift every embargo early, and what it lifts would be known from then on.
 *
 * @throws Halted where the broker stamped the tick over a minute ahead of both clocks; the partition goes on by itself
 *   once that minute has come
 */
export async function requireTickInTime({ timestamp }: InRecord, clocks: Clocks): Promise<void> {
  const goesOnAt = Number(timestamp) - MOST_AHEAD;
  if (!(goesOnAt > clocks.own() && goesOnAt > (await clocks.database()))) return;
  const at = new Date(Number(timestamp)).toISOString();
  throw new Halted(
    `the broker stamped a tick of the clock at ${at}, over a minute ahead of this process and of the database: nothing is lifted before. Set the clock of the broker right`,
    goesOnAt,
  );
}
