import type { SeriesFacts } from './series-facts.ts';
import { isAllGoods } from '../observation/links.ts';
import type { Relation } from '../rules/rule.ts';

/** The series that an input may be of, in order of preference. */
export function seriesAt(facts: SeriesFacts, of: Relation): readonly SeriesFacts[] {
  const { kin } = facts;
  switch (of) {
    case 'own':
      return [facts];
    case 'share-whole':
      return shareWholes(facts);
    case 'gap-reference':
      return gapReferences(facts);
    case 'exports':
    case 'imports':
      return kin?.total === facts && kin[of] ? [kin[of]] : [];
    // `workOut` finds the declared parts, several for one input.
    case 'declared-parts':
    // Only rules of a family read these; `ofFamily` finds their inputs.
    case 'total':
    case 'rest':
      return [];
  }
}

/** The inverse of `seriesAt`: the series that may read this one. */
export function seriesReading(facts: SeriesFacts, of: Relation): readonly SeriesFacts[] {
  const { kin } = facts;
  switch (of) {
    case 'own':
      return [facts];
    case 'share-whole':
      return partsOf(facts);
    case 'gap-reference':
      return measuredFrom(facts);
    case 'exports':
    case 'imports':
      return kin?.total && kin[of] === facts ? [kin.total] : [];
    case 'declared-parts':
      return facts.partOf.flatMap(({ whole }) => whole ?? []);
    // `affectedKeys` adds the states of a whole family.
    case 'total':
    case 'rest':
      return [];
  }
}

/** The series of all goods trade of a place, the same reporter's first, then by key. */
function goodsOf(facts: SeriesFacts): readonly SeriesFacts[] {
  const { coverage, reporter } = facts.dimensions;
  const goods = facts.graph.places.get(facts.links.place)?.goods ?? [];
  const there = goods.filter(
    (other) =>
      other !== facts && (other.dimensions.coverage === 'GOODS' || other.dimensions.coverage === coverage),
  );
  if (there.length < 2) return there;
  const strangeness = (other: SeriesFacts): number => (other.dimensions.reporter === reporter ? 0 : 1);
  return there.sort((a, b) => strangeness(a) - strangeness(b) || (a.key < b.key ? -1 : 1));
}

/** Whether a series is all goods trade in the coverage `GOODS`. */
function isTop({ dimensions }: SeriesFacts): boolean {
  return isAllGoods(dimensions) && dimensions.coverage === 'GOODS';
}

/**
 * The wholes of a share of a series: the series with the total product, else counterpart, mode or flow; for a
 * series that has all four totals, the goods trade of its place.
 */
function shareWholes(facts: SeriesFacts): readonly SeriesFacts[] {
  const [whole] = facts.links.wholes;
  if (whole !== undefined) return inGraph(facts, [whole]);
  return isTop(facts) ? [] : goodsOf(facts);
}

/** The references of a growth gap: the goods trade of the place; for a part of goods trade, its whole. */
function gapReferences(facts: SeriesFacts): readonly SeriesFacts[] {
  const { indicator, coverage } = facts.dimensions;
  if (indicator === 'GOODS' && coverage === 'GOODS') return inGraph(facts, facts.links.wholes.slice(0, 1));
  return goodsOf(facts);
}

/** The series that limit the level: its wholes, and for CBEC the goods trade of its place by any reporter. */
export function wholesOf(facts: SeriesFacts): readonly SeriesFacts[] {
  if (facts.wholes) return facts.wholes;
  const wholes = inGraph(facts, facts.links.wholes);
  facts.wholes = facts.dimensions.indicator === 'CBEC' ? [...wholes, ...goodsOf(facts)] : wholes;
  facts.graph.withWholes.add(facts);
  return facts.wholes;
}

/** The series that have this one among their wholes. */
function partsOf(facts: SeriesFacts): readonly SeriesFacts[] {
  const parts = facts.graph.parts.get(facts.key) ?? [];
  if (!isAllGoods(facts.dimensions)) return parts;
  const there = facts.graph.places.get(facts.links.place)?.against ?? [];
  return [...new Set([...parts, ...there])].filter((other) => other !== facts);
}

/** As `partsOf`, and the series that may have this one as the reference of a growth gap. */
function measuredFrom(facts: SeriesFacts): readonly SeriesFacts[] {
  const parts = facts.graph.parts.get(facts.key) ?? [];
  if (!isAllGoods(facts.dimensions)) return parts;
  const there = facts.graph.places.get(facts.links.place)?.all ?? [];
  return [...new Set([...parts, ...there])].filter((other) => other !== facts);
}

/**
 * The series that a state rests on: its own, its family, its declared parts and its wholes with their flows, and
 * the goods trade of its place.
 */
export function seriesBehind(facts: SeriesFacts): readonly SeriesFacts[] {
  const wholes = [...inGraph(facts, facts.links.wholes), ...goodsOf(facts)];
  const parts = facts.partitions.flatMap((set) => [...set.parts.values()].flatMap(withFlows));
  return [...new Set([...membersOf(facts), ...parts, ...wholes.flatMap(withFlows)])];
}

/** A series with the members of its family. */
function membersOf(facts: SeriesFacts): readonly SeriesFacts[] {
  const { family } = facts.links;
  return family ? [facts, ...inGraph(facts, [family.total, family.exports, family.imports])] : [facts];
}

/** A series, and for a total its exports and imports, which may give its level. */
function withFlows(facts: SeriesFacts): readonly SeriesFacts[] {
  const { family } = facts.links;
  return family?.total === facts.key ? [facts, ...inGraph(facts, [family.exports, family.imports])] : [facts];
}

/** The series behind every state that a figure of this series may change. */
export function seriesAround(facts: SeriesFacts): ReadonlySet<SeriesFacts> {
  const moved = new Set(membersOf(facts).flatMap((member) => [member, ...measuredFrom(member)]));
  for (const member of membersOf(facts))
    for (const whole of seriesReading(member, 'declared-parts')) moved.add(whole);
  return new Set([...moved].flatMap(seriesBehind));
}

function inGraph(facts: SeriesFacts, keys: readonly string[]): readonly SeriesFacts[] {
  return keys.flatMap((key) => facts.graph.series.get(key) ?? []);
}
