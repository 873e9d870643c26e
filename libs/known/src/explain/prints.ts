import type { ExplainedPrint, Explanation } from '@silkgauge/contract';
import {
  correctionOf,
  firstWhere,
  printedDigits,
  printedSides,
  publisherOf,
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
import { chainOfPrint, DECLARATIONS } from '../codes.ts';
import type { Graph, StateSide } from './graph.ts';
import type { KeptEvidence, KnownBy, Recomputed } from './known-by.ts';
import { nameOf, PlacedPrints, type PlacedPrint } from './placed-prints.ts';

type PrintStanding = Pick<ExplainedPrint, 'standing' | 'step' | 'correctedBy' | 'excluded'>;

/** Prints that one explanation lists, and those that its numbers name beside them. */
const MOST_PRINTS = 500;

/** `next` of `morePrints` is the event id of the last print in order. */
export type ToldPrints = Pick<Explanation, 'prints' | 'morePrints' | 'unweighed'>;

/** A print without the data of its event. */
interface FoundPrint extends PrintStanding, PlacedPrint {
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
  const placed = kept.placed ?? (await placedOf(kept, known, turns));
  const settling = named(
    placed,
    graph.nodes.flatMap(({ settledBy = [] }) => settledBy),
  );
  const settlers = settling.flatMap(({ figure: { period }, key, side }): StateSide[] => {
    const of = facts.graph.series.get(key);
    return of && side !== null ? [{ facts: of, period, side }] : [];
  });
  const places = new Map([...graph.places, ...settlers].map((place) => [nameOfPlace(place), place]));
  const sides = [...places.values()].map(({ side, ...place }) => ({ side, state: stateOf(place) }));
  const lists = placed.listsOf(sides, `${own.key}/${own.period}`);
  const behind = named(
    placed,
    graph.nodes.flatMap(({ print }) => print ?? []),
  );
  const others = new Set([...settling, ...behind].filter((one) => lists.has(placed.beside(one))));
  const page = pageOf(lists, others, after);
  const told = new Set(page.found.map(({ figure }) => nameOf(figure)));
  const standings = new Map<string, StandingPrint>();
  let unweighed = 0;
  for (const place of places.values()) {
    const side = graph.printedSide(place);
    unweighed += side?.unweighed ?? 0;
    for (const one of side?.prints ?? []) {
      const name = nameOf(one.figure);
      if (told.has(name)) standings.set(name, one);
    }
  }
  const found = page.found.map((one): FoundPrint => {
    const of = facts.graph.series.get(one.key);
    const correctedBy = of && correctionOf(of, one.figure);
    return { ...one, ...judge(one.one, known, standings.get(nameOf(one.figure)), correctedBy) };
  });
  return {
    ...(await withEvents(db, { ...page, found }, events)),
    ...(unweighed > 0 && { unweighed }),
  };
}

/** The known prints by their places. */
export async function placedOf(
  { series, prints }: KeptEvidence,
  known: KnownBy,
  turns: Turns,
): Promise<PlacedPrints> {
  const keys = new Map(series.map(({ series_id, key }) => [series_id, key]));
  const placed = new PlacedPrints();
  for (const one of prints) {
    await turns.next();
    if (known.knows(one)) placed.set(keys.get(one.series_id) ?? '', one);
  }
  return placed;
}

const named = (placed: PlacedPrints, identities: readonly FigureIdentity[]): readonly PlacedPrint[] =>
  identities.flatMap((identity) => placed.named(identity) ?? []);

const stateOf = ({ facts, period }: Pick<StateSide, 'facts' | 'period'>): string => `${facts.key}/${period}`;
const nameOfPlace = ({ side, ...place }: StateSide): string => `${stateOf(place)}/${side}`;

interface PrintsPage<Found> {
  readonly found: readonly Found[];
  readonly more?: ToldPrints['morePrints'];
}

/** The prints behind an event, in order of decision; on the first page those that numbers name, too. */
function pageOf(
  lists: ReadonlySet<readonly PlacedPrint[]>,
  named: ReadonlySet<PlacedPrint>,
  after: string | null,
): PrintsPage<PlacedPrint> {
  const behind = [...lists].map((list) => list.slice(after === null ? 0 : placeBehind(list, after)));
  const first = behind.flatMap((list) => list.slice(0, MOST_PRINTS)).sort(inOrder);
  const page = first.slice(0, MOST_PRINTS);
  const last = page.at(-1);
  const rest = behind.reduce((sum, { length }) => sum + length, 0) - page.length;
  if (!last || rest === 0) return { found: page };
  const later = [...named].filter((one) => inOrder(one, last) > 0).sort(inOrder);
  const others = after === null ? later : [];
  return {
    found: [...page, ...others],
    more: { count: rest - others.length, next: last.one.event_id },
  };
}

const inOrder = ({ one: a }: PlacedPrint, { one: b }: PlacedPrint): number =>
  Number(BigInt(a.event_id) - BigInt(b.event_id));

/** Index of the first print that was decided after an event. */
const placeBehind = (list: readonly PlacedPrint[], event: string): number =>
  firstWhere(list, ({ one }) => BigInt(one.event_id) > BigInt(event));

/** Known prints of the state's own series and period; without facts, as it cannot be recomputed, they have no standing. */
export async function ownPrints(
  db: Queryable,
  kept: KeptEvidence,
  own: { readonly key: string; readonly period: string },
  { known, facts }: Pick<Recomputed, 'known'> & Partial<Recomputed>,
  { after = null, turns = new Turns() }: Pick<TellPrints, 'after' | 'turns'> = {},
): Promise<ToldPrints> {
  const placed = kept.placed ?? (await placedOf(kept, known, turns));
  const { found, ...more } = pageOf(placed.listsOf([], `${own.key}/${own.period}`), new Set(), after);
  const standings = new Map(
    (facts ? printedSides(facts, own.period) : []).flatMap(({ prints }) =>
      prints.map((one) => [nameOf(one.figure), one] as const),
    ),
  );
  const judged = found.map((one): FoundPrint => {
    const correctedBy = facts && correctionOf(facts, one.figure);
    return { ...one, ...judge(one.one, known, standings.get(nameOf(one.figure)), correctedBy) };
  });
  return withEvents(db, { ...more, found: judged });
}

function judge(
  print: PrintedEvidence,
  known: KnownBy,
  standing?: StandingPrint,
  correctedBy?: FigureIdentity,
): PrintStanding & { readonly withdrawn: boolean } {
  if (known.isWithdrawn(print)) return { standing: 'withdrawn', step: null, withdrawn: true };
  if (correctedBy) return { standing: 'corrected', step: null, correctedBy, withdrawn: false };
  return {
    ...{ standing: standing?.standing ?? null, step: standing?.step ?? null },
    ...(standing?.excluded && { excluded: standing.excluded }),
    withdrawn: false,
  };
}

async function withEvents(
  db: Queryable,
  { found, more }: PrintsPage<FoundPrint>,
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
  { key, figure, side, standing, step, correctedBy, excluded, withdrawn }: FoundPrint,
  event: PrintedBy,
): ExplainedPrint {
  const { absence, corrects, kind, document, publishedAt } = figure;
  const printed = printedDigits(figure);
  const publisher = publisherOf(figure, DECLARATIONS.publishers);
  return {
    source: figure.source,
    id: figure.id,
    key: `${key}/${figure.period}`,
    side,
    measure: figure.measure,
    comparison: figure.comparison,
    ...(printed && { printed }),
    ...(absence && { absence }),
    ...(figure.break !== undefined && { break: figure.break }),
    ...(corrects && { corrects }),
    status: figure.status,
    ...{ kind, publishedAt, publisher },
    chain: chainOfPrint(key, { kind, document, publishedAt, publisher }),
    ...{ standing, step },
    ...(correctedBy && { correctedBy }),
    ...(excluded && { excluded }),
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
