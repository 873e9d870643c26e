import { cumulativesAround } from '../period/months.ts';
import { yearAfter, yearBefore } from '../period/period.ts';
import type { Distance, Read, Relation, Rule } from '../rules/rule.ts';
import { worked, type KnownQuantity } from './known.ts';
import { gapReferences, shareWholes } from './references.ts';
import type { SeriesFacts } from './series-facts.ts';

/** A number that a rule reads, of one series and period; growth by its comparison. */
export type Find = (read: Read, facts: SeriesFacts, period: string, key: string) => KnownQuantity | undefined;

/**
 * What a rule gives for a period of a series; undefined where an input is missing, levels differ in their unit, or the
 * rule has no answer. Of several series that one input may be of, the first that leads to an answer counts.
 */
export function workOut(
  rule: Rule,
  facts: SeriesFacts,
  period: string,
  key: string,
  find: Find,
): KnownQuantity | undefined {
  let inputs: KnownQuantity[] | undefined;
  let open: Read | undefined;
  for (const read of rule.reads) {
    if (read.of === 'share-whole' || read.of === 'gap-reference') {
      open = read;
      continue;
    }
    const series = read.of === 'own' ? facts : memberOf(facts, read.of);
    const known = series && readOf(read, series, period, key, find);
    if (!known) return undefined;
    if (inputs) inputs.push(known);
    else inputs = [known];
  }
  if (!inputs || !open) return inputs && answer(rule, inputs, facts, period, key);
  for (const series of open.of === 'share-whole' ? shareWholes(facts) : gapReferences(facts)) {
    const known = readOf(open, series, period, key, find);
    if (!known) continue;
    const found = answer(rule, inputs.toSpliced(rule.reads.indexOf(open), 0, known), facts, period, key);
    if (found) return found;
  }
  return undefined;
}

function readOf(
  read: Read,
  series: SeriesFacts,
  period: string,
  key: string,
  find: Find,
): KnownQuantity | undefined {
  const at = periodAt(period, read.at);
  return at === null ? undefined : find(read, series, at, key);
}

function answer(
  rule: Rule,
  inputs: readonly KnownQuantity[],
  facts: SeriesFacts,
  period: string,
  key: string,
): KnownQuantity | undefined {
  let unit: string | undefined;
  for (const [at, read] of rule.reads.entries()) {
    const known = inputs[at];
    if (read.measure !== 'level' || !known) continue;
    if (unit !== undefined && unit !== known.unit) return undefined;
    ({ unit } = known);
  }
  const quantity = rule.compute(inputs, facts.smallBase);
  return quantity ? worked(rule, quantity, inputs, facts.key, period, key) : undefined;
}

/** Exports or imports of a total. */
function memberOf(facts: SeriesFacts, of: Relation): SeriesFacts | undefined {
  const { kin } = facts;
  return kin?.total === facts && (of === 'exports' || of === 'imports') ? kin[of] : undefined;
}

/** The period of an input, where it hangs on that of the result alone. */
export function periodAt(period: string, at: Distance): string | null {
  switch (at) {
    case 'same':
      return period;
    case 'year-before':
      return yearBefore(period);
    case 'year-after':
      return yearAfter(period);
    case 'longer':
    case 'shorter':
      return cumulativesAround(period)?.[at] ?? null;
    default:
      return null;
  }
}
