import { type CellContext, type EventIdentity } from '@silkgauge/contract';
import { readPrintedBy, type Queryable } from '@silkgauge/read-model';
import { nameOf } from './table-text.ts';

/** Quotes of prints by the identities of their events. */
export async function quotesOf(
  db: Queryable,
  prints: readonly EventIdentity[],
): Promise<CellContext['quoteOf']> {
  const quotes = new Map((await readPrintedBy(db, prints)).map((print) => [nameOf(print), print.quote]));
  return (print) => quotes.get(nameOf(print)) ?? null;
}
