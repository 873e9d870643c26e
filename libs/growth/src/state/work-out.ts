import { partitionsOf } from '../period/months.ts';
import { yearOf } from '../period/period.ts';
import type { Read, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/table.ts';
import { periodAt } from './distances.ts';
import { ofFamily } from './family.ts';
import { isOpen, worked, type KnownQuantity } from './known.ts';
import { isComplete } from './part-sets.ts';
import { seriesAt } from './references.ts';
import type { SeriesFacts } from './series-facts.ts';

/** An input of a rule, or a level and a rate read in one vintage. */
interface Place extends Pick<Read, 'of' | 'at'> {
  readonly reads: readonly [Read, ...Read[]];
  /** Whether the input may be of several series or partitions. */
  readonly isOpen: boolean;
}

/** Adds the inputs of one series and period; `key`: comparison of growth. False where an input is missing. */
export type Find = (
  inputs: KnownQuantity[],
  reads: Place['reads'],
  facts: SeriesFacts,
  period: string,
  key: string,
) => boolean;

const PLACES = new Map(RULES.map((rule: Rule) => [rule, placesOf(rule)]));

function placesOf({ reads }: Rule): readonly Place[] {
  const places: (Place & { reads: [Read, ...Read[]] })[] = [];
  for (const read of reads) {
    const { from, of, at } = read;
    const last = places.at(-1);
    if (from === 'one-vintage' && last?.reads[0].from === from && last.of === of && last.at === at)
      last.reads.push(read);
    else {
      const isOfSeveral = of === 'share-whole' || of === 'gap-reference' || isOpen(read);
      places.push({ of, at, reads: [read], isOpen: isOfSeveral });
    }
  }
  return places;
}

/**
 * The result of a rule for a period of a series; undefined for a missing input, levels of different units, or
 * no answer. Of several series or partitions, the first with an answer counts.
 */
export function workOut(
  rule: Rule,
  facts: SeriesFacts,
  period: string,
  key: string,
  find: Find,
): KnownQuantity | undefined {
  return workOutEach(rule, facts, period, key, find, 1)[0];
}

const NOTHING: readonly KnownQuantity[] = [];

/**
 * The results of a rule over each of several series or partitions, `most` at most; over the declared partitions
 * that `isThere` accepts.
 */
export function workOutEach(
  rule: Rule,
  facts: SeriesFacts,
  period: string,
  key: string,
  find: Find,
  most = Number.POSITIVE_INFINITY,
  isThere = isComplete,
): readonly KnownQuantity[] {
  if (rule.ofFamily) return inList(ofFamily(rule, rule.ofFamily, facts, period));
  if (rule.reads[0]?.of === 'declared-parts') return declaredSums(rule, facts, period, find, isThere);
  const inputs: KnownQuantity[] = [];
  let open: { readonly place: Place; readonly from: number } | undefined;
  for (const place of PLACES.get(rule) ?? []) {
    // Other inputs are looked up first, because most often one of them is missing.
    if (place.isOpen) {
      open = { place, from: inputs.length };
      continue;
    }
    const series = place.of === 'own' ? facts : seriesAt(facts, place.of)[0];
    const at = periodAt(period, place.at);
    if (!series || at === null || !find(inputs, place.reads, series, at, key)) return NOTHING;
  }
  if (!open) return inList(answer(rule, inputs, facts, period, key));
  const { of, at, reads } = open.place;
  let results = NOTHING;
  for (const periods of at === 'parts' ? partitionsIn(facts, period) : [[periodAt(period, at)]])
    for (const series of seriesAt(facts, of)) {
      const found: KnownQuantity[] = [];
      if (!findAll(found, reads, series, periods, key, find)) continue;
      const known = answer(rule, inputs.toSpliced(open.from, 0, ...found), facts, period, key);
      if (known) results = [...results, known];
      if (results.length === most) return results;
    }
  return results;
}

/** Adds the inputs of several periods of a series. False where one is missing. */
function findAll(
  inputs: KnownQuantity[],
  reads: Place['reads'],
  facts: SeriesFacts,
  periods: readonly (string | null)[],
  key: string,
  find: Find,
): boolean {
  for (const period of periods) if (period === null || !find(inputs, reads, facts, period, key)) return false;
  return true;
}

const inList = (known: KnownQuantity | null | undefined): readonly KnownQuantity[] =>
  known ? [known] : NOTHING;

/** The sum of each declared partition that has all of its parts, which are named by their codes. */
function declaredSums(
  rule: Rule,
  facts: SeriesFacts,
  period: string,
  find: Find,
  isThere: typeof isComplete,
): readonly KnownQuantity[] {
  let sums = NOTHING;
  for (const set of facts.partitions) {
    const reads = PLACES.get(rule)?.[0]?.reads;
    if (!reads || !isThere(set, period)) continue;
    const found: KnownQuantity[] = [];
    const isWhole = set.codes.every((code) => {
      const part = set.parts.get(code);
      return part !== undefined && find(found, reads, part, period, '');
    });
    const known = isWhole ? answer(rule, found, facts, period, '', set.codes) : undefined;
    if (known) sums = [...sums, known];
  }
  return sums;
}

/** The partitions of a period; none with fewer than two periods of its year, as in most series. */
function partitionsIn({ byYear }: SeriesFacts, period: string): readonly (readonly string[])[] {
  return (byYear.get(yearOf(period))?.length ?? 0) < 2 ? [] : partitionsOf(period);
}

/** The result of a rule for inputs in the order of its reads; `names` as in `worked`. */
export function answer(
  rule: Rule,
  inputs: readonly KnownQuantity[],
  facts: SeriesFacts,
  period: string,
  key: string,
  names?: readonly string[],
): KnownQuantity | null | undefined {
  let unit: string | undefined;
  let at = 0;
  for (const known of inputs) {
    const read = rule.reads[at] ?? rule.reads.at(-1);
    at += 1;
    if (read?.measure !== 'level') continue;
    if (unit !== undefined && unit !== known.unit) return undefined;
    ({ unit } = known);
  }
  const quantity = rule.compute(inputs, facts.smallBase);
  return quantity && worked(rule, quantity, inputs, facts.key, period, key, names);
}

export function taken(inputs: KnownQuantity[], known: KnownQuantity | undefined): boolean {
  if (known) inputs.push(known);
  return known !== undefined;
}
