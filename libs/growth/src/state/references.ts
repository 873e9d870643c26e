import type { SeriesFacts } from './series-facts.ts';
import { isAllGoods } from '../observation/links.ts';
import type { Relation } from '../rules/rule.ts';

/** The series that an input may be of, those to be asked first before others. */
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
      return kin?.total === facts ? present(kin[of]) : [];
    case 'total':
      return present(kin?.total);
    case 'rest':
      return present(kin?.exports === facts ? kin.imports : kin?.exports);
  }
}

const present = (...series: readonly (SeriesFacts | undefined)[]): readonly SeriesFacts[] =>
  series.filter((one) => one !== undefined);

/** The inverse: the series that may read this one. */
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
    case 'total':
      return kin?.total === facts ? present(kin.exports, kin.imports) : [];
    case 'rest':
      return seriesAt(facts, of);
  }
}

/** All goods trade of the place of a series, its own reporter's first, then by key. */
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

/** Whether a series is all goods trade itself, in the coverage of all goods. */
function isTop({ dimensions }: SeriesFacts): boolean {
  return isAllGoods(dimensions) && dimensions.coverage === 'GOODS';
}

/**
 * The series whose share a share of this one is: that with the total in its product, else its counterpart, mode or flow; of
 * a series that is all of these, the goods trade of its place.
 */
function shareWholes(facts: SeriesFacts): readonly SeriesFacts[] {
  const [whole] = facts.links.wholes;
  if (whole !== undefined) return inGraph(facts, [whole]);
  return isTop(facts) ? [] : goodsOf(facts);
}

/** The series whose growth a growth gap is measured from: the goods trade of the place, of parts of that their whole. */
function gapReferences(facts: SeriesFacts): readonly SeriesFacts[] {
  const { indicator, coverage } = facts.dimensions;
  if (indicator === 'GOODS' && coverage === 'GOODS') return inGraph(facts, facts.links.wholes.slice(0, 1));
  return goodsOf(facts);
}

/** Everything this series may not exceed: its wholes, and for CBEC the goods trade of its place, whoever reports that. */
export function wholesOf(facts: SeriesFacts): readonly SeriesFacts[] {
  const wholes = facts.links.wholes.length > 0 ? inGraph(facts, facts.links.wholes) : [];
  return facts.dimensions.indicator === 'CBEC' ? [...wholes, ...goodsOf(facts)] : wholes;
}

/** The series whose level is held against that of this one: those that have it among the wholes above. */
function partsOf(facts: SeriesFacts): readonly SeriesFacts[] {
  const parts = facts.graph.parts.get(facts.key) ?? [];
  if (!isAllGoods(facts.dimensions)) return parts;
  const there = facts.graph.places.get(facts.links.place)?.against ?? [];
  return [...new Set([...parts, ...there])].filter((other) => other !== facts);
}

/** As `partsOf`, and all whose growth a gap may have been measured from this one. */
function measuredFrom(facts: SeriesFacts): readonly SeriesFacts[] {
  const parts = facts.graph.parts.get(facts.key) ?? [];
  if (!isAllGoods(facts.dimensions)) return parts;
  const there = facts.graph.places.get(facts.links.place)?.all ?? [];
  return [...new Set([...parts, ...there])].filter((other) => other !== facts);
}

/** A series, its family, and all it is compared with: what must be known to work out a state of it. */
export function seriesBehind(facts: SeriesFacts): readonly SeriesFacts[] {
  const { family } = facts.links;
  const members = family ? [family.total, family.exports, family.imports] : [];
  const wholes = [...inGraph(facts, facts.links.wholes), ...goodsOf(facts)];
  return [...new Set([facts, ...inGraph(facts, members), ...wholes.flatMap(withFlows)])];
}

/** A series, and exports and imports where it is their total: its level may be worked out from theirs. */
function withFlows(facts: SeriesFacts): readonly SeriesFacts[] {
  const { family } = facts.links;
  return family?.total === facts.key ? [facts, ...inGraph(facts, [family.exports, family.imports])] : [facts];
}

/** All that must be known to work out anew every state that a figure of this series can move. */
export function seriesAround(facts: SeriesFacts): ReadonlySet<SeriesFacts> {
  const { family } = facts.links;
  const members = family ? inGraph(facts, [family.total, family.exports, family.imports]) : [];
  const moved = new Set([facts, ...members].flatMap((member) => [member, ...measuredFrom(member)]));
  return new Set([...moved].flatMap(seriesBehind));
}

function inGraph(facts: SeriesFacts, keys: readonly string[]): readonly SeriesFacts[] {
  return keys.flatMap((key) => facts.graph.series.get(key) ?? []);
}
