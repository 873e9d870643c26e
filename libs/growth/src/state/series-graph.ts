import { parseDecimal } from '../number/decimal.ts';
import { forgetRare } from './corrections.ts';
import { NOTHING_DECLARED, type Declarations } from '../observation/declared.ts';
import type { SeriesDimensions } from '../observation/figure.ts';
import { keyOf, isAllGoods, linksOf, type Links } from '../observation/links.ts';
import { getOrAdd } from '../period/memoized.ts';
import { clearMemo, forgetAll, newMemo } from './memo.ts';
import { forgetRead } from './print-sets.ts';
import { joinPartSets, leavePartSets, partSetsOf } from './part-sets.ts';
import { isInChina } from './state-flags.ts';
import type { FlowSiblings, SeriesOfPlace, SeriesFacts, SeriesGraph } from './series-facts.ts';

/** Drops the cached readings, choices and results of a graph, which double its memory. */
export function forgetWorked(graph: SeriesGraph): void {
  const { cached } = graph;
  for (const memo of cached.memos) clearMemo(memo);
  cached.memos.clear();
  cached.results = 0;
  forgetRead(graph);
}

/** A series graph without figures. */
export function newSeriesGraph(
  smallBases: Readonly<Record<string, string>> = {},
  declared: Declarations = NOTHING_DECLARED,
): SeriesGraph {
  return {
    series: new Map(),
    kin: new Map(),
    smallBases,
    declared,
    parts: new Map(),
    partSets: new Map(),
    places: new Map(),
    ofInterest: new Map(),
    corrections: new Map(),
    breaks: new Map(),
    overStated: new Map(),
    cached: { results: 0, memos: new Set(), read: new Set() },
    withWholes: new Set(),
  };
}

/** The facts of a series; adds the series, without figures, where it is new. */
export function seriesIn(graph: SeriesGraph, dimensions: SeriesDimensions): SeriesFacts {
  const key = keyOf(dimensions);
  const known = graph.series.get(key);
  if (known) return known;
  const facts = newFacts(graph, key, dimensions);
  graph.series.set(key, facts);
  forgetRelations(graph);
  changeKin(facts, facts);
  joinPartSets(facts);
  for (const whole of facts.links.wholes) addTo(graph.parts, whole, facts);
  const place = placeOf(graph, facts);
  for (const list of listsAt(place, facts)) list.push(facts);
  return facts;
}

/** Empty facts of a series; a graph has one `SeriesFacts` per key. */
function newFacts(graph: SeriesGraph, key: string, dimensions: SeriesDimensions): SeriesFacts {
  const smallBase = graph.smallBases[dimensions.indicator];
  const links = linksOf(dimensions);
  return {
    graph,
    key,
    dimensions,
    links,
    kin: kinOf(graph, links),
    ...partSetsOf(graph, key, dimensions),
    isInChina: isInChina(dimensions, graph.declared.homes),
    smallBase: smallBase === undefined ? undefined : parseDecimal(smallBase),
    periods: new Map(),
    comparedBy: new Map(),
    byYear: new Map(),
    ofInterest: getOrAdd(graph.ofInterest, links.family?.total ?? key, () => new Map()),
    memo: newMemo(),
    wholes: undefined,
  };
}

/** Removes a series from the graph. */
export function removeSeries(facts: SeriesFacts): void {
  const { graph, key, links } = facts;
  graph.series.delete(key);
  forgetRare(graph, key);
  forgetRelations(graph);
  changeKin(facts, undefined);
  leavePartSets(facts);
  for (const whole of links.wholes) takeFrom(graph.parts, whole, facts);
  for (const list of listsAt(placeOf(graph, facts), facts)) list.splice(list.indexOf(facts), 1);
}

/** Drops what was cached of the relations of series. */
function forgetRelations(graph: SeriesGraph): void {
  const { withWholes } = graph;
  for (const facts of withWholes) facts.wholes = undefined;
  withWholes.clear();
}

/** The siblings object that all members of a family share. */
function kinOf({ kin }: SeriesGraph, { family }: Links): FlowSiblings | null {
  const create = (): FlowSiblings => ({ total: undefined, exports: undefined, imports: undefined });
  return family && getOrAdd(kin, family.total, create);
}

/** Adds or removes a member of a family; cached results of the total no longer hold. */
function changeKin({ graph, key, links }: SeriesFacts, present: SeriesFacts | undefined): void {
  const kin = kinOf(graph, links);
  if (!kin) return;
  for (const flow of ['total', 'exports', 'imports'] as const)
    if (links.family?.[flow] === key) kin[flow] = present;
  if (kin.total) forgetAll(kin.total);
  if (links.family && !kin.total && !kin.exports && !kin.imports) graph.kin.delete(links.family.total);
}

function placeOf({ places }: SeriesGraph, { links }: SeriesFacts): SeriesOfPlace {
  return getOrAdd(places, links.place, () => ({ goods: [], against: [], all: [] }));
}

function listsAt(place: SeriesOfPlace, { dimensions, links }: SeriesFacts): readonly SeriesFacts[][] {
  const isAgainst = dimensions.indicator === 'CBEC' || links.wholes.length === 0;
  return [place.all, ...(isAllGoods(dimensions) ? [place.goods] : []), ...(isAgainst ? [place.against] : [])];
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
