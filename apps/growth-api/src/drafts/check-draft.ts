import type { DraftFinding, DraftFindings, GrowthState } from '@silkgauge/contract';
import { judgeDraft, readDraft, type KnownState } from '@silkgauge/draft';
import {
  readPrintedBy,
  readStatesOf,
  stateJson,
  type AsOf,
  type Queryable,
  type StateName,
} from '@silkgauge/read-model';
import { CODE_GRAPHS } from '../codes.ts';
import type { HeldSeries } from '../states/available-states.ts';
import { candidatesOf } from './candidates.ts';
import { REGISTERED_NAMES } from './names.ts';
import type { DraftRequest } from './read-request.ts';

const contains = (place: string, area: string): boolean => CODE_GRAPHS.areas.contains(place, area);

/** The present, of which all is read as of one sequence. */
export interface Present {
  readonly sequence: string;
  readonly held: readonly HeldSeries[];
}

/** Reads a text, holds its numbers against the states of one moment, and keeps nothing of it. */
export async function checkDraft(
  db: Queryable,
  { text, lang, asOf, filter }: DraftRequest,
  { sequence, held }: Present,
): Promise<DraftFindings> {
  const draft = readDraft(text, REGISTERED_NAMES, lang);
  const { names, left } = candidatesOf(draft, held, filter, contains);
  const states = await readKnown(db, names, asOf ?? { sequence });
  const findings = await withQuotes(db, judgeDraft(draft, states, contains));
  return {
    ...{ sequence, lang: draft.lang, findings },
    periods: draft.periods.map(({ start, end, period, form }) => ({
      ...{ start, end, text: text.slice(start, end), period, form },
    })),
    searched: { states: states.length, left: left + names.length - states.length },
  };
}

/** The states of these names as of a moment; a page may end early, and what it leaves is not read. */
async function readKnown(
  db: Queryable,
  names: readonly StateName[],
  asOf: AsOf,
): Promise<readonly KnownState[]> {
  const rows = await readStatesOf(db, names, { asOf });
  return rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
}

/** Quotes of the prints that findings name; each is read once. */
async function withQuotes(
  db: Queryable,
  findings: readonly DraftFinding[],
): Promise<readonly DraftFinding[]> {
  const sources = new Map(
    findings.flatMap(({ known }) =>
      known.flatMap(({ from }) =>
        from ? [[`${from.source} ${from.id}`, { source: from.source, id: from.id }] as const] : [],
      ),
    ),
  );
  if (sources.size === 0) return findings;
  const printed = await readPrintedBy(db, [...sources.values()]);
  const quotes = new Map(printed.map(({ source, id, quote }) => [`${source} ${id}`, quote]));
  return findings.map((finding) => ({
    ...finding,
    known: finding.known.map((figure) => ({
      ...figure,
      from: figure.from && {
        ...figure.from,
        quote: quotes.get(`${figure.from.source} ${figure.from.id}`) ?? null,
      },
    })),
  }));
}
