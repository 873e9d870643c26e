import type { ExplainedPrint } from '@silkgauge/contract';
import {
  correctionOf,
  printedDigits,
  printedSideOf,
  type Figure,
  type FigureIdentity,
  type StandingPrint,
} from '@silkgauge/growth';
import { readPrintedBy, type PrintedBy, type PrintedEvidence, type Queryable } from '@silkgauge/read-model';
import type { Graph, StateSide } from './graph.ts';
import type { KeptEvidence, KnownBy, Recomputed } from './known-by.ts';

type PrintStanding = Pick<ExplainedPrint, 'standing' | 'step' | 'correctedBy'>;

/** A print without the data of its event. */
interface FoundPrint extends PrintStanding {
  readonly key: string;
  readonly figure: Figure;
  readonly withdrawn: boolean;
}

/** Events of prints that are known without asking the database. */
export interface KnownEvents {
  /** Of prints that are not stored. */
  readonly unstored?: readonly PrintedBy[];
  /** Of all prints that are stored; absent: the database is asked for those that are told of. */
  readonly stored?: readonly PrintedBy[];
}

/** Prints of all sides in the graph, of the events that settled wordings, and of the state itself. */
export async function explainPrints(
  db: Queryable,
  kept: KeptEvidence,
  { facts, known }: Recomputed,
  own: { readonly key: string; readonly period: string },
  graph: Graph,
  events: KnownEvents = {},
): Promise<ExplainedPrint[]> {
  const keys = new Map(kept.series.map(({ series_id, key }) => [series_id, key]));
  const told = kept.prints
    .filter((one) => known.knows(one))
    .map((one) => ({
      one,
      figure: one.print,
      key: keys.get(one.series_id) ?? '',
      side: printedSideOf(one.print),
    }));
  const settling = new Set(graph.nodes.flatMap(({ settledBy = [] }) => settledBy.map(nameOf)));
  const settlers = told.flatMap(({ figure, key, side }): StateSide[] => {
    const of = facts.graph.series.get(key);
    return of && side !== null && settling.has(nameOf(figure))
      ? [{ facts: of, period: figure.period, side }]
      : [];
  });
  const places = [...graph.places, ...settlers];
  const wanted = new Set(places.map((place) => `${place.facts.key}/${place.period}/${place.side}`));
  const standings = new Map(
    places
      .flatMap((place) => graph.printedSide(place)?.prints ?? [])
      .map((one) => [nameOf(one.figure), one] as const),
  );
  const found = told.flatMap(({ one, figure, key, side }): FoundPrint[] => {
    const isOwn = key === own.key && figure.period === own.period;
    if (!isOwn && !wanted.has(`${key}/${figure.period}/${String(side)}`)) return [];
    const of = facts.graph.series.get(key);
    const correctedBy = of && correctionOf(of, figure);
    return [{ key, figure, ...judge(one, known, standings.get(nameOf(figure)), correctedBy) }];
  });
  return withEvents(db, found, events);
}

/** Known prints of the state's own series and period, for a state that cannot be recomputed. */
export async function ownPrints(
  db: Queryable,
  kept: KeptEvidence,
  own: { readonly key: string; readonly period: string },
  known: KnownBy,
): Promise<ExplainedPrint[]> {
  const series = kept.series.find(({ key }) => key === own.key);
  const found = kept.prints
    .filter(
      (one) => one.series_id === series?.series_id && one.print.period === own.period && known.knows(one),
    )
    .map((one): FoundPrint => ({ key: own.key, figure: one.print, ...judge(one, known) }));
  return withEvents(db, found);
}

function judge(
  print: PrintedEvidence,
  known: KnownBy,
  standing?: StandingPrint,
  correctedBy?: FigureIdentity,
): PrintStanding & { readonly withdrawn: boolean } {
  if (known.isWithdrawn(print)) return { standing: 'withdrawn', step: null, withdrawn: true };
  if (correctedBy) return { standing: 'corrected', step: null, correctedBy, withdrawn: false };
  return { standing: standing?.standing ?? null, step: standing?.step ?? null, withdrawn: false };
}

async function withEvents(
  db: Queryable,
  found: readonly FoundPrint[],
  { unstored = [], stored }: KnownEvents = {},
): Promise<ExplainedPrint[]> {
  const figures = found.map(({ figure }) => figure);
  const events = stored ?? (await readPrintedBy(db, figures));
  const byName = new Map([...unstored, ...events].map((event) => [nameOf(event), event]));
  return found.flatMap((one) => {
    const event = byName.get(nameOf(one.figure));
    return event ? [explained(one, event)] : [];
  });
}

function explained({ key, figure, withdrawn, ...judged }: FoundPrint, event: PrintedBy): ExplainedPrint {
  const { absence, corrects } = figure;
  const printed = printedDigits(figure);
  return {
    source: figure.source,
    id: figure.id,
    key: `${key}/${figure.period}`,
    side: printedSideOf(figure),
    measure: figure.measure,
    comparison: figure.comparison,
    ...(printed && { printed }),
    ...(absence && { absence }),
    ...(figure.break !== undefined && { break: figure.break }),
    ...(corrects && { corrects }),
    status: figure.status,
    kind: figure.kind,
    publishedAt: figure.publishedAt,
    ...judged,
    withdrawn,
    topic: event.topic,
    partition: event.partition,
    offset: event.offset,
    knownAt: event.known_at.toISOString(),
    by: event.pushed_by ?? 'direct',
    document: event.document,
    quote: event.quote,
    ...(event.language !== null && { language: event.language }),
    ...(event.sha256 !== null && { sha256: event.sha256 }),
    ...(event.position !== null && { position: event.position }),
  };
}

const nameOf = ({ source, id }: FigureIdentity): string => `${source}\0${id}`;
