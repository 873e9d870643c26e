import type { StateFigures } from '@silkgauge/contract';
import { readPrintedBy, type Queryable } from '@silkgauge/read-model';
import { printsOf, type EvidenceOf } from '@silkgauge/sdmx';
import type { EventIdentity } from '../table/column.ts';
import { nameOf } from '../table/table-text.ts';

/** Nothing is known beside what the states say themselves. */
export const NO_EVIDENCE: EvidenceOf = () => null;

/** Where the prints behind some states were read, by the identities of their events. */
export async function evidenceBehind(db: Queryable, states: readonly StateFigures[]): Promise<EvidenceOf> {
  const prints = new Map<string, EventIdentity>();
  for (const state of states) for (const print of printsOf(state)) prints.set(nameOf(print), print);
  if (prints.size === 0) return NO_EVIDENCE;
  const found = await readPrintedBy(db, [...prints.values()]);
  const evidence = new Map(
    found.map((print) => {
      const { document, published_at: publishedAt, quote } = print;
      return [nameOf(print), { document: document ?? '', publishedAt: publishedAt ?? '', quote }] as const;
    }),
  );
  return (print) => evidence.get(nameOf(print)) ?? null;
}
