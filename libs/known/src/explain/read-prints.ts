import type { ExplainedPrint, StateDocument } from '@silkgauge/contract';
import { splitDocument, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { knownBy, readKept, recompute, type Recomputing } from './known-by.ts';
import { ownPrints } from './prints.ts';

/**
 * The prints of a state's own figures as `/explain` tells them, the first 500: what stands, and what became of
 * the others. None for a state that cannot be recomputed.
 */
export async function readPrints(
  db: Queryable,
  row: StateChange,
  asOf: AsOf | null,
  recomputing: Recomputing,
): Promise<readonly ExplainedPrint[]> {
  const { said, change } = splitDocument(row.document);
  const document = JSON.parse(said + change) as StateDocument;
  const all = await knownBy(db, row, document, asOf);
  const kept = await readKept(db, row, asOf);
  const recomputed = await recompute(kept, row, document, all, recomputing);
  if (!recomputed) return [];
  return (await ownPrints(db, kept, row, recomputed, recomputing)).prints;
}
