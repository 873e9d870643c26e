import type { StandingPrinted } from '@silkgauge/alerts';
import { readPrinted } from '@silkgauge/contract';
import { inPages, readPrintedSentences, type PrintedRow, type Queryable } from '@silkgauge/read-model';

/** Sentences per statement: one is up to 64 KiB. */
const AT_A_TIME = 50;

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
  const unfollowed = new Map<string, string>();
  const read = (after: string | null) => readPrintedSentences(db, { names: null, after, asOf }, AT_A_TIME);
  for await (const rows of inPages(read, ({ printed }) => printed)) {
    if (isOver()) break;
    for (const row of rows)
      try {
        sentences.push(standingPrinted(row));
      } catch (error) {
        unfollowed.set(row.printed, String(error));
      }
  }
  return { sentences, unfollowed };
}

/** The sentence of an accepted order. */
export function standingPrinted({
  printed,
  registrations,
  source,
  id,
  data,
}: Pick<PrintedRow, 'printed' | 'registrations' | 'source' | 'id' | 'data'>): StandingPrinted {
  const reading = readPrinted(JSON.parse(data));
  if (!reading.ok)
    throw new Error(`The printed sentence ${printed} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { sentence: reading.printed, version: registrations, source, id };
}
