import type { DraftFinding, DraftFindings, GrowthState, KnownFigure } from '@silkgauge/contract';
import { judgeDraft, readDraft, type KnownState } from '@silkgauge/draft';
import { chainOfPrint, CODE_GRAPHS } from '@silkgauge/known';
import {
  isFullPage,
  readPrintedBy,
  readStatesOf,
  stateJson,
  type AsOf,
  type Queryable,
  type StateName,
} from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';
import { placeBehind } from '../states/place-behind.ts';
import { candidatesOf } from './candidates.ts';
import { REGISTERED_NAMES } from './names.ts';
import type { DraftRequest } from './read-request.ts';

const contains = (place: string, area: string): boolean => CODE_GRAPHS.areas.contains(place, area);

/** What a text is held against. */
export interface Held {
  readonly asOf: AsOf | null;
  readonly sequence: string;
  readonly held: readonly HeldSeries[];
}

/** Reads a text, holds its numbers against the states of one moment, and keeps nothing of it. */
export async function checkDraft(
  db: Queryable,
  { text, lang, filter }: DraftRequest,
  { asOf, sequence, held }: Held,
): Promise<DraftFindings> {
  const draft = readDraft(text, REGISTERED_NAMES, lang);
  const { names, left } = candidatesOf(draft, held, filter, contains);
  const { states, cut } = await readKnown(db, names, asOf);
  const findings = await withQuotes(db, judgeDraft(draft, states, contains));
  return {
    ...{ sequence, lang: draft.lang, findings },
    periods: draft.periods.map(({ start, end, period, form }) => ({
      ...{ start, end, text: text.slice(start, end), period, form },
    })),
    searched: { states: states.length, left: left + cut },
  };
}

/** The states of these names that there were at a moment, up to a page, and how many names the page cut off. */
async function readKnown(
  db: Queryable,
  names: readonly StateName[],
  asOf: AsOf | null,
): Promise<{ readonly states: readonly KnownState[]; readonly cut: number }> {
  const rows = await readStatesOf(db, names, { asOf });
  return {
    states: rows.map((row) => JSON.parse(stateJson(row)) as GrowthState),
    // A name without a state then is none that was cut off.
    cut: isFullPage(rows, names.length) ? names.length - placeBehind(names, rows.at(-1)) : 0,
  };
}

type Print = NonNullable<KnownFigure['from']>;

async function withQuotes(
  db: Queryable,
  findings: readonly DraftFinding[],
): Promise<readonly DraftFinding[]> {
  const quotes = await quotesOf(
    db,
    findings.flatMap(({ known }) => known.flatMap(({ from }) => from ?? [])),
  );
  const quoted = (key: string, print: Print): Print => ({
    ...print,
    quote: quotes.get(nameOf(print)) ?? null,
    chain: chainOfPrint(key, print),
  });
  return findings.map((finding) => ({
    ...finding,
    known: finding.known.map((figure) => ({
      ...figure,
      from: figure.from && quoted(figure.key, figure.from),
    })),
  }));
}

/** Quotes by the name of their print; each print is read once. */
async function quotesOf(
  db: Queryable,
  prints: readonly Print[],
): Promise<ReadonlyMap<string, string | null>> {
  const once = new Map(prints.map((print) => [nameOf(print), print]));
  const printed = await readPrintedBy(db, [...once.values()]);
  return new Map(printed.map((print) => [nameOf(print), print.quote]));
}

const nameOf = ({ source, id }: Pick<Print, 'source' | 'id'>): string => `${source} ${id}`;
