import type { PublishedState, PublishedVintage, VintagePrint } from '@silkgauge/contract';
import {
  addFigure,
  affectedByTotal,
  affectedKeys,
  partialAsOf,
  publishedUntil,
  setTotal,
  type Figure,
  type SeriesFacts,
} from '@silkgauge/growth';
import { chainOfPrint, publisherOfPrint } from '@silkgauge/known';
import {
  readPrintedBy,
  type Candidate,
  type PrintedBy,
  type PublishedFigures,
  type Turns,
} from '@silkgauge/read-model';
import { ALWAYS, SpokenOf, type Publications, type PublishedSeries } from './published-figures.ts';
import {
  bodyBy,
  clockAt,
  isEmpty,
  publishedJoins,
  showPublished,
  type PublishedJoins,
} from './published-state.ts';

/** Prints that one vintage lists: those of one day may be many. */
const MOST_PRINTS = 500;
/** Prints that the vintages of one page list, and one vintage more. */
const MOST_OF_A_PAGE = 5_000;

export interface VintagesPage {
  readonly vintages: readonly PublishedVintage[];
  /** Instant (ISO) after which the next page begins; null on the last page. A short page may have a next one. */
  readonly next: string | null;
}

/** Vintages of one key after the instant `after` (ISO), oldest first, at most `limit`. */
export async function readVintages(
  publications: Publications,
  { key, period }: Candidate,
  after: string | null,
  limit: number,
): Promise<VintagesPage> {
  const { db } = publications;
  const published = await publications.around([key], ALWAYS);
  const spokenOf = new SpokenOf(published.series, publications.smallBases);
  const joins = await publishedJoins(publications, [key]);
  const asked = { published, spokenOf, joins, own: { key, period }, turns: publications.turns() };
  const { steps, next } = await vintagesOf(asked, after, limit);
  const events = await readPrintedBy(
    db,
    steps.flatMap(({ prints }) => prints.slice(0, MOST_PRINTS).map(({ figure }) => figure)),
  );
  const byIdentity = new Map(events.map((event) => [identityOf(event), event]));
  const vintages = steps.map(({ state, prints, totals, publishedAt }) => ({
    ...state,
    publishedAt,
    prints: prints.slice(0, MOST_PRINTS).flatMap((one) => {
      const event = byIdentity.get(identityOf(one.figure));
      return event ? [showPrint(one, event)] : [];
    }),
    ...(prints.length > MOST_PRINTS && { morePrints: prints.length - MOST_PRINTS }),
    ...(totals.length > 0 && { totals }),
  }));
  return { vintages, next };
}

interface VintageStep {
  readonly state: PublishedState;
  readonly prints: readonly { readonly key: string; readonly figure: Figure }[];
  readonly totals: readonly string[];
  /** The date of the publication as its source gave it, the finest of several. */
  readonly publishedAt: string;
}

/** Prints and totals that became public at one instant. */
interface Arrivals {
  readonly prints: PublishedFigures['prints'][number][];
  readonly totals: PublishedFigures['totals'][number][];
}

/** What vintages are worked out from. */
interface VintagesOf {
  readonly published: PublishedSeries;
  readonly spokenOf: SpokenOf;
  readonly joins: PublishedJoins;
  readonly own: Candidate;
  readonly turns: Turns;
}

/**
 * Replays publications in order, and keeps each state after `after` that differs from the state before. Work that
 * takes long ends with a short page.
 */
async function vintagesOf(
  { published, spokenOf, joins, own: { key, period }, turns }: VintagesOf,
  after: string | null,
  limit: number,
): Promise<{ readonly steps: VintageStep[]; readonly next: string | null }> {
  const steps: VintageStep[] = [];
  const announced = joins.notices.announcements(key, period);
  const arrivals = arrivalsOf(published, announced.keys());
  const instants = [...arrivals.keys()].sort();
  const isSeen = (until: string): boolean => after !== null && until <= after;
  for (const until of instants.filter(isSeen)) await arrive(arrivals.get(until), spokenOf, turns);
  const seen = after === null ? undefined : spokenOf.byKey.get(key);
  let last = seen && after !== null ? vintageAt(undefined, seen, period, after, joins) : null;
  let before: string | null = null;
  let listed = 0;
  for (const until of instants) {
    if (isSeen(until)) continue;
    if (before !== null && (turns.areLate || listed >= MOST_OF_A_PAGE)) return { steps, next: before };
    const { prints = [], totals = [] } = arrivals.get(until) ?? {};
    await arrive({ prints, totals }, spokenOf, turns);
    const facts = spokenOf.byKey.get(key);
    const state = facts && vintageAt(last ?? undefined, facts, period, until, joins);
    if (state && steps.length === limit) return { steps, next: before };
    before = until;
    if (!state) continue;
    last = state;
    const behind = prints
      .map(({ series_id, print }) => ({ facts: spokenOf.facts(series_id), print }))
      .filter((one) =>
        affectedKeys(one.facts, one.print).some((to) => to.facts === facts && to.period === period),
      )
      .map((one) => ({ key: `${one.facts.key}/${one.print.period}`, figure: one.print }));
    listed += Math.min(behind.length, MOST_PRINTS);
    const given = behind.map(({ figure }) => figure.publishedAt);
    const others = [announced.get(until) ?? '', ...totals.map((one) => one.period)].filter(Boolean);
    steps.push({
      state,
      publishedAt: finestOf(given.length > 0 ? given : others, until),
      prints: behind.sort((a, b) => (identityOf(a.figure) < identityOf(b.figure) ? -1 : 1)),
      totals: totals
        .filter((one) => spokenOf.facts(one.series_id) === facts)
        .filter((one) => affectedByTotal(facts, one.period).includes(period))
        .map((one) => `${key}/${one.period}`),
    });
  }
  return { steps, next: null };
}

/** Adds what became public at one instant. */
async function arrive(arrivals: Arrivals | undefined, spokenOf: SpokenOf, turns: Turns): Promise<void> {
  const { prints = [], totals = [] } = arrivals ?? {};
  for (const { series_id, print } of prints) {
    await turns.next();
    addFigure(spokenOf.facts(series_id), print);
  }
  for (const { series_id, period, ...total } of totals) setTotal(spokenOf.facts(series_id), period, total);
}

/** The finest of dates that all end at one instant: a day goes before its month, a month before its year. */
function finestOf(given: readonly string[], instant: string): string {
  const [finest = instant] = [...given].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return finest;
}

/** The state at an instant; null if nothing is published yet, or the state is the one before. */
export function vintageAt(
  before: PublishedState | undefined,
  facts: SeriesFacts,
  period: string,
  until: string,
  joins: PublishedJoins,
): PublishedState | null {
  const body = bodyBy(facts, period, until);
  if (!before && isEmpty(body)) return null;
  const state = showPublished(facts, period, until, body, joins);
  return before && isSame(before, state) ? null : state;
}

/** Prints, totals and announcements by the instant at which they became public. */
export function arrivalsOf(
  { prints, totals }: PublishedFigures,
  announcements: Iterable<string>,
): ReadonlyMap<string, Arrivals> {
  const arrivals = new Map<string, Arrivals>();
  const at = (until: string): Arrivals => {
    const known = arrivals.get(until) ?? { prints: [], totals: [] };
    arrivals.set(until, known);
    return known;
  };
  for (const one of prints) at(one.published_until.toISOString()).prints.push(one);
  for (const one of totals) at(publishedUntil(one.period)).totals.push(one);
  for (const until of announcements) at(until);
  return arrivals;
}

/** True if two states of one key differ only by elapsed time. */
function isSame(before: PublishedState, after: PublishedState): boolean {
  const clock = clockAt(after.publishedBy);
  const said = (state: PublishedState) =>
    JSON.stringify({ ...state, publishedBy: null, flags: partialAsOf(state, state.period, clock).flags });
  return said(before) === said(after);
}

function showPrint({ key, figure }: VintageStep['prints'][number], event: PrintedBy): VintagePrint {
  const { kind, publishedAt } = figure;
  const publisher = publisherOfPrint(figure);
  return {
    source: figure.source,
    id: figure.id,
    key,
    measure: figure.measure,
    comparison: figure.comparison,
    publishedAt,
    document: event.document,
    ...{ kind, publisher },
    chain: chainOfPrint(key, { kind, publisher, publishedAt, document: figure.document }),
    topic: event.topic,
    partition: event.partition,
    offset: event.offset,
    knownAt: event.known_at.toISOString(),
  };
}

const identityOf = ({ source, id }: { readonly source: string; readonly id: string }) => `${source}\0${id}`;
