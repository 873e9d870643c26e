import { ACTUAL_STATUSES, type ObservationStatus } from '@silkgauge/codelists';
import { chooseAmong } from '../observation/choice.ts';
import { periodAt } from './distances.ts';
import { chosenIn, weighedIn } from './corrections.ts';
import { knownPrint, worked, type KnownQuantity } from './known.ts';
import { once, type FamilyRates, type Rates } from './memo.ts';
import { placedChoice, placesOfGrowth } from './place.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { yearAfter } from '../period/period.ts';
import { partShares } from '../rules/part-shares.ts';
import type { PartShares, Rule } from '../rules/rule.ts';
import type { FlowSiblings, SeriesFacts } from './series-facts.ts';

/** Total, exports and imports, equal in the other dimensions: the one partition of a flow. */
export interface FlowTriple {
  readonly total: SeriesFacts;
  readonly exports: SeriesFacts;
  readonly imports: SeriesFacts;
}

/** The family of a series, where all three members are in the graph. */
export function familyOf({ kin }: SeriesFacts): FlowTriple | undefined {
  return kin && isWhole(kin) ? kin : undefined;
}

const isWhole = (kin: Readonly<FlowSiblings>): kin is FlowTriple =>
  kin.total !== undefined && kin.exports !== undefined && kin.imports !== undefined;

/**
 * The three rates of a period, in one status where possible: rates of mixed vintages (a revised total beside
 * preliminary parts) are used only without such a status. Undefined where a rate is missing or ambiguous.
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
    exports: { rates: [total, exports, imports], shares: answer.one },
    imports: { rates: [total, imports, exports], shares: answer.other },
  };
}

function inOneVintage(family: FlowTriple, period: string, present: Rates): Rates {
  if (present.every(({ status }) => status === present[0].status)) return present;
  for (const status of ACTUAL_STATUSES) {
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

/** The chosen rate, of one status unless null; undefined for an ambiguous wording. */
function clearRate(
  facts: SeriesFacts,
  period: string,
  status: ObservationStatus | null,
): KnownQuantity | undefined {
  const prints = facts.periods.get(period)?.growth.get(OVER_YEAR);
  if (!prints || prints.reported.length === 0) return undefined;
  const choice =
    status === null
      ? placedChoice(facts, prints, chosenIn(facts, prints, 'reported'), () =>
          placesOfGrowth(facts, period, OVER_YEAR),
        )
      : chooseAmong(
          weighedIn(facts, prints, 'reported').filter(({ first }) => first.status === status),
          null,
        );
  const [reading, another] = choice?.readings ?? [];
  return choice && reading && !another
    ? knownPrint(choice, reading, { series: facts.key, period, side: `growth.${OVER_YEAR}.reported` })
    : undefined;
}

/** Whether a series is exports or imports and its share is of the family's total. */
export function isShareOfFlows({ links, key }: SeriesFacts): boolean {
  const { family, wholes } = links;
  return family !== null && family.total !== key && wholes[0] === family.total;
}

/** Whether equal rates of exports and imports leave a share open: those of the period or of the next year. */
export function isShareLeftOpen(facts: SeriesFacts, period: string): boolean {
  const family = facts.comparedBy.size > 0 && isShareOfFlows(facts) ? familyOf(facts) : undefined;
  if (!family || period === '_U') return false;
  const next = yearAfter(period);
  return [period, ...(next === null ? [] : [next])].some(
    (at) => familyRates(family.total, at)?.kind === 'undetermined',
  );
}

/** The members of a family whose printed rates of a period contradict each other; empty for all others. */
export function contradictingMembers(facts: SeriesFacts, period: string): readonly SeriesFacts[] {
  const family = familyOf(facts);
  return family && familyRates(family.total, period)?.kind === 'infeasible'
    ? [family.total, family.exports, family.imports]
    : [];
}

/** The result of a family rule; undefined where the three rates are undetermined or contradict each other. */
export function ofFamily(
  rule: Rule,
  given: keyof PartShares,
  facts: SeriesFacts,
  period: string,
): KnownQuantity | undefined {
  const family = facts.comparedBy.size > 0 && isShareOfFlows(facts) ? familyOf(facts) : undefined;
  if (!family) return undefined;
  const at = periodAt(period, rule.reads[0]?.at ?? 'same');
  if (at === null) return undefined;
  const said = familyRates(family.total, at)?.[facts === family.exports ? 'exports' : 'imports'];
  const quantity = said?.shares[given];
  return said && quantity ? worked(rule, quantity, said.rates, facts.key, period, OVER_YEAR) : undefined;
}
