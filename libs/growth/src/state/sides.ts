import type { Flag, WorkedSide } from '@silkgauge/codelists';
import type { Choice } from '../observation/choice.ts';
import { chosenIn, countedIn, weighedIn } from './corrections.ts';
import type { KnownQuantity } from './known.ts';
import type { Side } from './print-sets.ts';
import { reportedMeasurement, unplacedMeasurement } from './measurement.ts';
import type { JudgedPair, Judgement } from './verdict.ts';
import type { PrintSet, SeriesFacts } from './series-facts.ts';
import type { Measurement, Sides } from './state-body.ts';

/** The reported side of a figure. Adds `ambiguous-wording` and `conflicting-prints` to `flags`. */
export function reportedSide(
  facts: SeriesFacts,
  period: string,
  prints: PrintSet,
  choice: Choice | undefined,
  flags: Set<Flag>,
): Measurement | undefined {
  if (!choice) return undefined;
  if (period === '_U') return unplacedSide(facts, prints, 'reported', flags);
  if (choice.readings.length > 1) flags.add('ambiguous-wording');
  if (choice.conflicting) flags.add('conflicting-prints');
  return reportedMeasurement(choice, facts.graph.declared.publishers);
}

/** The forecast side: chosen like the reported side, but differing forecasts are no conflict. */
export function forecastSide(
  facts: SeriesFacts,
  period: string,
  prints: PrintSet,
  flags: Set<Flag>,
): Measurement | undefined {
  if (prints.forecast.length === 0) return undefined;
  if (period === '_U') return unplacedSide(facts, prints, 'forecast', flags);
  const chosen = chosenIn(facts, prints, 'forecast');
  if (!chosen) return undefined;
  const { print, readings, settledBy } = chosen;
  return reportedSide(facts, period, prints, { print, readings, settledBy, conflicting: false }, flags);
}

/** A side of a `_U` period, of which no print is chosen. */
function unplacedSide(
  facts: SeriesFacts,
  prints: PrintSet,
  side: Side,
  flags: Set<Flag>,
): Measurement | undefined {
  const weighed = weighedIn(facts, prints, side);
  if (weighed.some(({ first }) => first.readings.length > 1)) flags.add('ambiguous-wording');
  const { readings } = countedIn(facts, prints, side);
  return unplacedMeasurement(weighed, readings, facts.graph.declared.publishers);
}

export interface SideMembers {
  readonly reported?: Measurement | undefined;
  readonly computed?: Measurement | undefined;
  readonly implied?: Measurement | undefined;
  readonly forecast?: Measurement | undefined;
}

/** Sides in fixed order, without absent ones: equal states must be equal bytes. */
export function sidesOf(
  { reported, computed, implied, forecast }: SideMembers,
  { verdict, gap }: Judgement,
): Sides {
  const sides: { -readonly [Side in keyof SideMembers]: Measurement } = {};
  if (reported) sides.reported = reported;
  if (computed) sides.computed = computed;
  if (implied) sides.implied = implied;
  if (forecast) sides.forecast = forecast;
  return Object.assign(sides, { verdict, gap });
}

/** The sides of a figure as a state shows them, with the derivations of worked-out numbers. */
export interface WorkedSides<Shown extends Sides = Sides> {
  readonly sides: Shown;
  /** The numbers of `computed` and `implied`; two where a wording has two readings. */
  readonly worked: readonly WorkedNumbers[];
  /** The print beside every number that it is judged against. */
  readonly pairs: readonly JudgedPair[];
}

export interface WorkedNumbers {
  readonly side: WorkedSide;
  readonly known: readonly KnownQuantity[];
}

/** The worked-out numbers of a figure by their side, without absent ones. */
export const workedNumbers = (
  computed: KnownQuantity | undefined,
  implied: readonly KnownQuantity[] | undefined,
): readonly WorkedNumbers[] => [
  ...(computed ? [{ side: 'computed', known: [computed] } as const] : []),
  ...(implied ? [{ side: 'implied', known: implied } as const] : []),
];
