import type { ExplainedPrint, Explanation } from '@silkgauge/contract';
import {
  correctionOf,
  printedDigits,
  printedSideOf,
  type Figure,
  type FigureIdentity,
  type StandingPrint,
} from '@silkgauge/growth';
import {
  readPrintedBy,
  Turns,
  type PrintedBy,
  type PrintedEvidence,
  type Queryable,
} from '@silkgauge/read-model';
import type { Graph, StateSide } from './graph.ts';
import type { KeptEvidence, KnownBy, Recomputed } from './known-by.ts';

type PrintStanding = Pick<ExplainedPrint, 'standing' | 'step' | 'correctedBy'>;

/** Prints that one explanation lists, and those that its numbers name beside them. */
const MOST_PRINTS = 500;

/** `next` of `morePrints` is the event id of the last print in order. */
export type ToldPrints = Pick<Explanation, 'prints' | 'morePrints' | 'unweighed'>;

/** A print without the data of its event. */
interface FoundPrint extends PrintStanding {
  readonly eventId: string;
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

export interface TellPrints extends KnownEvents {
  /** Event id behind which prints are listed; absent or null: from the first on. */
  readonly after?: string | null;
  readonly turns?: Turns;
}

/** Prints of all sides in the graph, of the events that settled wordings, and of the state itself. */
export async function explainPrints(
  db: Queryable,
  kept: KeptEvidence,
  { facts, known }: Recomputed,
  own: { readonly key: string; readonly period: string },
  graph: Graph,
  { after = null, turns = new Turns(), ...events }: TellPrints = {},
): Promise<ToldPrints> {
  const keys = new Map(kept.series.map(({ series_id, key }) => [series_id, key]));
  const told: ToldPrint[] = [];
  for (const one of kept.prints) {
    await turns.next();
    const [figure, key] = [one.print, keys.get(one.series_id) ?? ''];
    if (known.knows(one)) told.push({ one, figure, key, side: printedSideOf(figure) });
  }
  const settling = new Set(graph.nodes.flatMap(({ settledBy = [] }) => settledBy.map(nameOf)));
  const settlers = told.flatMap(({ figure, key, side }): StateSide[] => {
    const of = facts.graph.series.get(key);
    return of && side !== null && settling.has(nameOf(figure))
      ? [{ facts: of, period: figure.period, side }]
      : [];
  });
  const places = [...graph.places, ...settlers];
  const wanted = new Set(places.map(nameOfPlace));
  const standings = new Map(
    places
      .flatMap((place) => graph.printedSide(place)?.prints ?? [])
      .map((one) => [nameOf(one.figure), one] as const),
  );
  const named = new Set([...settling, ...graph.nodes.flatMap(({ print }) => (print ? [nameOf(print)] : []))]);
  const found: FoundPrint[] = [];
  for (const { one, figure, key, side } of told) {
    await turns.next();
    const isOwn = key === own.key && figure.period === own.period;
    if (!isOwn && !wanted.has(`${key}/${figure.period}/${String(side)}`)) continue;
    const of = facts.graph.series.get(key);
    const correctedBy = of && correctionOf(of, figure);
    const judged = judge(one, known, standings.get(nameOf(figure)), correctedBy);
    found.push({ eventId: one.event_id, key, figure, ...judged });
  }
  const unweighed = new Map(
    places.map((place) => [nameOfPlace(place), graph.printedSide(place)?.unweighed ?? 0]),
  );
  const count = [...unweighed.values()].reduce((sum, one) => sum + one, 0);
  return {
    ...(await withEvents(db, pageOf(found, named, after), events)),
    ...(count > 0 && { unweighed: count }),
  };
}

const nameOfPlace = ({ facts, period, side }: StateSide): string => `${facts.key}/${period}/${side}`;

interface ToldPrint {
  readonly one: PrintedEvidence;
  readonly figure: Figure;
  readonly key: string;
  readonly side: string | null;
}

interface PrintsPage {
  readonly found: readonly FoundPrint[];
  readonly more?: ToldPrints['morePrints'];
}

/** The prints behind an event, in order of decision; on the first page those that numbers name, too. */
function pageOf(all: readonly FoundPrint[], named: ReadonlySet<string>, after: string | null): PrintsPage {
  const behind = after === null ? all : all.filter(({ eventId }) => BigInt(eventId) > BigInt(after));
  const [page, rest] = [behind.slice(0, MOST_PRINTS), behind.slice(MOST_PRINTS)];
  const last = page.at(-1);
  if (!last || rest.length === 0) return { found: page };
  const others = after === null ? rest.filter(({ figure }) => named.has(nameOf(figure))) : [];
  return {
    found: [...page, ...others],
    more: { count: rest.length - others.length, next: last.eventId },
  };
}

/** Known prints of the state's own series and period, for a state that cannot be recomputed. */
export async function ownPrints(
  db: Queryable,
  kept: KeptEvidence,
  own: { readonly key: string; readonly period: string },
  known: KnownBy,
  after: string | null,
): Promise<ToldPrints> {
  const series = kept.series.find(({ key }) => key === own.key);
  const found = kept.prints
    .filter(
      (one) => one.series_id === series?.series_id && one.print.period === own.period && known.knows(one),
    )
    .map((one): FoundPrint => ({
      ...{ eventId: one.event_id, key: own.key, figure: one.print },
      ...judge(one, known),
    }));
  return withEvents(db, pageOf(found, new Set(), after));
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
  { found, more }: PrintsPage,
  { unstored = [], stored }: KnownEvents = {},
): Promise<ToldPrints> {
  const figures = found.map(({ figure }) => figure);
  const events = stored ?? (await readPrintedBy(db, figures));
  const byName = new Map([...unstored, ...events].map((event) => [nameOf(event), event]));
  const prints = found.flatMap((one) => {
    const event = byName.get(nameOf(one.figure));
    return event ? [explained(one, event)] : [];
  });
  return { prints, ...(more && { morePrints: more }) };
}

function explained(
  { eventId: _, key, figure, withdrawn, ...judged }: FoundPrint,
  event: PrintedBy,
): ExplainedPrint {
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
