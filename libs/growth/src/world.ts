import { forgetRead, newFacts, type SeriesFacts } from './facts.ts';
import type { SeriesDimensions } from './figure.ts';
import { forgetAll } from './memo.ts';

/**
 * Figures of several series that bear on one another. A state rests on its own series, on the family it belongs to
 * (exports + imports = total), on the wholes it is a part of, and on all goods trade of its place.
 */
export interface World {
  /** By series key. */
  readonly series: Map<string, SeriesFacts>;
  /** Growth is withheld from a base below this, by indicator: decimal strings in plain units. */
  readonly smallBases: Readonly<Record<string, string>>;
  /** By the key of the total. */
  readonly kin: Map<string, Kin>;
  /** The series whose whole this key is, by the key of the whole. */
  readonly parts: Map<string, SeriesFacts[]>;
  /** By area, flow and currency: all goods trade, and what is held against it. */
  readonly places: Map<string, Place>;
  /** Periods of interest by year, of a family by the key of its total. */
  readonly ofInterest: Map<string, Map<string, Set<string>>>;
  /** How much was worked out of the series and is kept, until `forgetWorked`. */
  worked: number;
}

/**
 * Lets go of what was worked out of the series, which can be worked out again: a world that is kept for long would otherwise
 * hold twice what it is told.
 */
export function forgetWorked(world: World): void {
  for (const facts of world.series.values()) {
    forgetAll(facts.memo);
    forgetRead(facts);
  }
  world.worked = 0;
}

/** One area, flow and currency. */
export interface Place {
  readonly goods: SeriesFacts[];
  /** CBEC, and series that are no part of a whole by their codes. */
  readonly against: SeriesFacts[];
  readonly all: SeriesFacts[];
}

/** A world without figures. */
export function newWorld(smallBases: Readonly<Record<string, string>> = {}): World {
  return {
    series: new Map(),
    kin: new Map(),
    smallBases,
    parts: new Map(),
    places: new Map(),
    ofInterest: new Map(),
    worked: 0,
  };
}

/** The facts of a series, empty ones where nobody spoke of it before. */
export function seriesIn(world: World, dimensions: SeriesDimensions): SeriesFacts {
  const key = keyOf(dimensions);
  const known = world.series.get(key);
  if (known) return known;
  const facts = newFacts(world, key, dimensions);
  world.series.set(key, facts);
  changeKin(facts, facts);
  for (const whole of facts.links.wholes) addTo(world.parts, whole, facts);
  const place = placeOf(world, facts);
  for (const list of listsAt(place, facts)) list.push(facts);
  return facts;
}

/** Takes a series out again, as if nobody had spoken of it. */
export function removeSeries(facts: SeriesFacts): void {
  const { world, key, links } = facts;
  world.series.delete(key);
  changeKin(facts, undefined);
  for (const whole of links.wholes) takeFrom(world.parts, whole, facts);
  for (const list of listsAt(placeOf(world, facts), facts)) list.splice(list.indexOf(facts), 1);
}

/** The members of a family that are there. */
export interface Kin {
  total: SeriesFacts | undefined;
  exports: SeriesFacts | undefined;
  imports: SeriesFacts | undefined;
}

/** One for all members, so that each finds the others without looking them up. */
export function kinOf({ kin }: World, { family }: Links): Kin | null {
  if (!family) return null;
  let known = kin.get(family.total);
  if (!known) kin.set(family.total, (known = { total: undefined, exports: undefined, imports: undefined }));
  return known;
}

/** Notes that a series is there, or is no longer: a total is told otherwise then. */
function changeKin({ world, key, links }: SeriesFacts, present: SeriesFacts | undefined): void {
  const kin = kinOf(world, links);
  if (!kin) return;
  for (const flow of ['total', 'exports', 'imports'] as const)
    if (links.family?.[flow] === key) kin[flow] = present;
  if (kin.total) forgetAll(kin.total.memo);
  if (links.family && !kin.total && !kin.exports && !kin.imports) world.kin.delete(links.family.total);
}

function placeOf({ places }: World, { links }: SeriesFacts): Place {
  let place = places.get(links.place);
  if (!place) places.set(links.place, (place = { goods: [], against: [], all: [] }));
  return place;
}

function listsAt(place: Place, { dimensions, links }: SeriesFacts): readonly SeriesFacts[][] {
  const isAgainst = dimensions.indicator === 'CBEC' || links.wholes.length === 0;
  return [place.all, ...(isAllGoods(dimensions) ? [place.goods] : []), ...(isAgainst ? [place.against] : [])];
}

/** Keys of other series by what they are to this one; none of them need exist. */
export interface Links {
  /** The family by flow, the series itself among them; null for flows that are no part of a total. */
  readonly family: { readonly total: string; readonly exports: string; readonly imports: string } | null;
  /**
   * What this is a part of, by one dimension each: product, counterpart, mode, flow. The first is the whole that a share of
   * this series is a share of.
   */
  readonly wholes: readonly string[];
  /** Area, flow and currency: where CBEC and GOODS are compared whoever reports them. */
  readonly place: string;
}

const PARTED = ['product', 'counterpart', 'mode', 'flow'] as const;

/** What a series is to others, from its codes alone. */
export function linksOf(dimensions: SeriesDimensions): Links {
  const { area, flow, currency } = dimensions;
  const withFlow = (code: string): string => keyOf({ ...dimensions, flow: code });
  const isTraded = flow === '_T' || flow === 'X' || flow === 'M';
  return {
    family: isTraded ? { total: withFlow('_T'), exports: withFlow('X'), imports: withFlow('M') } : null,
    wholes: PARTED.filter((name) => isPart(name, dimensions[name])).map((name) =>
      keyOf({ ...dimensions, [name]: '_T' }),
    ),
    place: `${area}.${flow}.${currency}`,
  };
}

/** A code that is neither the total nor unknown nor without meaning. */
function isPart(name: (typeof PARTED)[number], code: string): boolean {
  return name === 'flow' ? code === 'X' || code === 'M' : code !== '_T' && code !== '_U' && code !== '_Z';
}

/** All goods trade of a place: what CBEC is a part of whoever reports it, and what growth gaps are measured against. */
export function isAllGoods({ indicator, mode, product, counterpart }: SeriesDimensions): boolean {
  return indicator === 'GOODS' && mode === '_T' && product === '_T' && counterpart === '_T';
}

/** The nine codes in key order, joined by dots. */
export function keyOf(dims: SeriesDimensions): string {
  return `${dims.reporter}.${dims.area}.${dims.indicator}.${dims.coverage}.${dims.flow}.${dims.mode}.${dims.product}.${dims.counterpart}.${dims.currency}`;
}

function addTo(lists: Map<string, SeriesFacts[]>, key: string, facts: SeriesFacts): void {
  const list = lists.get(key);
  if (list) list.push(facts);
  else lists.set(key, [facts]);
}

function takeFrom(lists: Map<string, SeriesFacts[]>, key: string, facts: SeriesFacts): void {
  const rest = (lists.get(key) ?? []).filter((other) => other !== facts);
  if (rest.length > 0) lists.set(key, rest);
  else lists.delete(key);
}
