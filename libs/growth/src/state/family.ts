import type { ObservationStatus } from '../observation/figure.ts';
import { choosePrint } from '../observation/choice.ts';
import type { Quantity } from '../number/interval.ts';
import { knownPrint, worked, type Formula, type Input, type Known } from './known.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { yearBefore } from '../period/period.ts';
import type { FamilyRates, PartAnswer } from './part-answer.ts';
import { partShares, type PartShares } from '../rules/index.ts';
import type { Kin, SeriesFacts } from './series-facts.ts';

/** Total, exports and imports of the same series otherwise: the one partition of a flow. */
export interface Family {
  readonly total: SeriesFacts;
  readonly exports: SeriesFacts;
  readonly imports: SeriesFacts;
}

/** The family of a series, where somebody spoke of all three. */
export function familyOf({ kin }: SeriesFacts): Family | undefined {
  return kin && isWhole(kin) ? kin : undefined;
}

const isWhole = (kin: Readonly<Kin>): kin is Family =>
  kin.total !== undefined && kin.exports !== undefined && kin.imports !== undefined;

/**
 * The three rates of a period, printed in one status where they can be: a revised total beside preliminary parts would be
 * a mixture of two vintages, which stands in only where there is nothing better. An ambiguous rate is none.
 */
export function familyRates(family: Family, period: string): FamilyRates | undefined {
  const { rates } = family.total.memo;
  let known = rates.get(period);
  if (known === undefined) {
    rates.set(period, (known = workRates(family, period) ?? null));
    family.total.world.worked += 1;
  }
  return known ?? undefined;
}

function workRates(family: Family, period: string): FamilyRates | undefined {
  const present = ratesOf(family, period, null);
  if (!present) return undefined;
  const [total, exports, imports] = inOneVintage(family, period, present);
  const inputs = [
    { name: 'total', known: total },
    { name: 'exports', known: exports },
    { name: 'imports', known: imports },
  ];
  return { inputs, answer: partShares({ whole: total, one: exports, other: imports }) };
}

type Rates = readonly [Known, Known, Known];

const STATUSES: readonly ObservationStatus[] = ['A', 'R', 'P', '_U'];

function inOneVintage(family: Family, period: string, present: Rates): Rates {
  if (present.every(({ status }) => status === present[0].status)) return present;
  for (const status of STATUSES) {
    const same = ratesOf(family, period, status);
    if (same) return same;
  }
  return present;
}

function ratesOf(
  { total, exports, imports }: Family,
  period: string,
  status: ObservationStatus | null,
): Rates | undefined {
  const whole = clearRate(total, period, status);
  const one = whole && clearRate(exports, period, status);
  const other = one && clearRate(imports, period, status);
  return other && [whole, one, other];
}

/** A printed rate whose wording needs no settling. */
function clearRate(facts: SeriesFacts, period: string, status: ObservationStatus | null): Known | undefined {
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
export function partAnswer(family: Family, part: SeriesFacts, period: string): PartAnswer | undefined {
  const rates = familyRates(family, period);
  if (rates?.answer.kind !== 'determined') return undefined;
  const { one, other } = rates.answer;
  if (part === family.exports) return (rates.exports ??= answerFor(family, part, period, rates.inputs, one));
  return (rates.imports ??= answerFor(family, part, period, rates.inputs, other));
}

function answerFor(
  family: Family,
  part: SeriesFacts,
  period: string,
  rates: readonly Input[],
  shares: PartShares,
): PartAnswer {
  const base = yearBefore(period);
  const inputs = inputsFor(part, family, rates);
  const known = (quantity: Quantity, formula: Formula, at: string, side: string): Known =>
    worked(quantity, formula, inputs, {
      unit: side === 'share' ? 'percent' : 'points',
      scale: 4,
      at: { series: part.key, period: at, side: `other.${side}.implied` },
    });
  return {
    presentShare: shares.presentShare
      ? known(shares.presentShare, 'present-share@1', period, 'share')
      : undefined,
    baseShare: base === null ? undefined : known(shares.baseShare, 'base-share@1', base, 'share'),
    contribution: known(shares.contribution, 'contribution-of-rates@1', period, 'contribution'),
  };
}

/** The rates by the names they have in the formulas: g of the whole, x of the part itself, m of the rest. */
function inputsFor(part: SeriesFacts, family: Family, inputs: readonly Input[]): readonly Input[] {
  const [total, exports, imports] = inputs;
  if (!total || !exports || !imports) return inputs;
  const [own, rest] = part === family.exports ? [exports, imports] : [imports, exports];
  return [
    { name: 'whole', known: total.known },
    { name: 'part', known: own.known },
    { name: 'rest', known: rest.known },
  ];
}
