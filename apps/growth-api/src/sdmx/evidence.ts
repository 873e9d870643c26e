import { type StateFigures, type EventIdentity } from '@silkgauge/contract';
import { DECLARATIONS } from '@silkgauge/known';
import { readPrintedBy, type Queryable } from '@silkgauge/read-model';
import { printsOf, type ObservationContext } from '@silkgauge/sdmx';
import { nameOf } from '../table/table-text.ts';

const { publishers } = DECLARATIONS;

/** Nothing is known beside what the states say themselves. */
export const NO_EVIDENCE: ObservationContext = { evidenceOf: () => null, publishers };

/** Where the prints behind some states were read, by the identities of their events. */
export async function evidenceBehind(
  db: Queryable,
  states: readonly StateFigures[],
): Promise<ObservationContext> {
  const prints = new Map<string, EventIdentity>();
  for (const state of states) for (const print of printsOf(state)) prints.set(nameOf(print), print);
  if (prints.size === 0) return NO_EVIDENCE;
  const found = await readPrintedBy(db, [...prints.values()]);
  const evidence = new Map(
    found.map((print) => {
      const { document, published_at: publishedAt, quote, kind, publisher } = print;
      return [
        nameOf(print),
        {
          ...{ document: document ?? '', publishedAt: publishedAt ?? '', quote },
          ...(kind && { kind }),
          ...(publisher && { publisher }),
        },
      ] as const;
    }),
  );
  return { evidenceOf: (print) => evidence.get(nameOf(print)) ?? null, publishers };
}
