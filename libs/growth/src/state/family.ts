import type { ObservationStatus } from '../observation/figure.ts';
import { choosePrint } from '../observation/choice.ts';
import { knownPrint, worked, type KnownQuantity } from './known.ts';
import { once } from './memo.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { yearBefore } from '../period/period.ts';
import type { FamilyRates, PartAnswer, Rates } from './part-answer.ts';
import { BASE_SHARE } from '../rules/base-share.ts';
import { CONTRIBUTION_OF_RATES } from '../rules/contribution-of-rates.ts';
import { partShares, type PartShares } from '../rules/part-shares.ts';
import { PRESENT_SHARE } from '../rules/present-share.ts';
import type { Rule } from '../rules/rule.ts';
import type { FlowSiblings, SeriesFacts } from './series-facts.ts';

/** Total, exports and imports of the same series otherwise: the one partition of a flow. */
export interface FlowTriple {
  readonly total: SeriesFacts;
  readonly exports: SeriesFacts;
  readonly imports: SeriesFacts;
}

/** The family of a series, where somebody spoke of all three. */
export function familyOf({ kin }: SeriesFacts): FlowTriple | undefined {
  return kin && isWhole(kin) ? kin : undefined;
}

const isWhole = (kin: Readonly<FlowSiblings>): kin is FlowTriple =>
  kin.total !== undefined && kin.exports !== undefined && kin.imports !== undefined;

/**
 * The three rates of a period, printed in one status where they can be: a revised total beside preliminary parts would be
 * a mixture of two vintages, which stands in only where there is nothing better. An ambiguous rate is none.
 */
export function familyRates(total: SeriesFacts, period: string): FamilyRates | undefined {
  return once('rates', total, period, workRates) ?? undefined;
}

function workRates(facts: SeriesFacts, period: string): FamilyRates | null {
  const family = familyOf(facts);
  const present = family && ratesOf(family, period, null);
  if (!present) return null;
  const [total, exports, imports] = inOneVintage(family, period, present);
  const answer = partShares({ whole: total, one: exports, other: imports });
  if (answer.kind !== 'determined') return { kind: answer.kind };
  return {
    kind: answer.kind,
    exports: answerFor(family.exports, period, [total, exports, imports], answer.one),
    imports: answerFor(family.imports, period, [total, imports, exports], answer.other),
  };
}

const STATUSES: readonly ObservationStatus[] = ['A', 'R', 'P', '_U'];

function inOneVintage(family: FlowTriple, period: string, present: Rates): Rates {
  if (present.every(({ status }) => status === present[0].status)) return present;
  for (const status of STATUSES) {
    const same = ratesOf(family, period, status);
    if (same) return same;
  }
  return present;
}

function ratesOf(
  { total, exports, imports }: FlowTriple,
  period: string,
  status: ObservationStatus | null,
): Rates | undefined {
  const whole = clearRate(total, period, status);
  const one = whole && clearRate(exports, period, status);
  const other = one && clearRate(imports, period, status);
  return other && [whole, one, other];
}

/** A printed rate whose wording needs no settling. */
function clearRate(
  facts: SeriesFacts,
  period: string,
  status: ObservationStatus | null,
): KnownQuantity | undefined {
  const reported = facts.periods.get(period)?.growth.get(OVER_YEAR)?.reported;
  if (!reported || reported.length === 0) return undefined;
  const choice = choosePrint(
    status === null ? reported : reported.filter((print) => print.status === status),
    null,
  );
  const [reading, another] = choice?.readings ?? [];
  return choice && reading && !another
    ? knownPrint(choice, reading, { series: facts.key, period, side: `growth.${OVER_YEAR}.reported` })
    : undefined;
}

/** Undefined where the family has no three rates, or they leave the shares undetermined or contradict each other. */
export function partAnswer(family: FlowTriple, part: SeriesFacts, period: string): PartAnswer | undefined {
  return familyRates(family.total, period)?.[part === family.exports ? 'exports' : 'imports'];
}

/** The rules that say something of a part by the three rates of its family, and what each gives. */
const OF_FAMILY = new Map<Rule, keyof PartShares>([
  [PRESENT_SHARE, 'presentShare'],
  [BASE_SHARE, 'baseShare'],
  [CONTRIBUTION_OF_RATES, 'contribution'],
]);

export const isOfFamily = (rule: Rule): boolean => OF_FAMILY.has(rule);

function answerFor(part: SeriesFacts, period: string, rates: Rates, shares: PartShares): PartAnswer {
  const answer = new Map<Rule, KnownQuantity>();
  for (const [rule, given] of OF_FAMILY) {
    const at = rule === BASE_SHARE ? yearBefore(period) : period;
    const quantity = shares[given];
    if (quantity && at !== null) answer.set(rule, worked(rule, quantity, rates, part.key, at, OVER_YEAR));
  }
  return answer;
}
