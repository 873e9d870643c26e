import { ACTUAL_SIDES, type ActualSide, type Flag } from '@silkgauge/codelists';
import { parseDecimal } from '../number/decimal.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { periodBounds } from '../period/period.ts';
import type { SeriesDimensions } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import type { Calculation } from '../rules/rule.ts';
import { WORKED_SCALE } from './known.ts';
import { workedMeasurement } from './measurement.ts';
import { hasCalendarEffect, inFlagOrder } from './state-flags.ts';
import type { Measurement, Sides, StateBody } from './state-body.ts';
import type {
  Transform,
  Transformation,
  TransformationFormula,
  TransformationInput,
} from './transformation.ts';

/** A series with its states at one moment, by period. */
export interface SeriesStates {
  readonly key: string;
  readonly dimensions: SeriesDimensions;
  /** As in `SeriesFacts`. */
  readonly isInChina: boolean;
  readonly states: ReadonlyMap<string, StateBody>;
}

/** A number of a state as an input of a transformation. */
export interface TransformationSide extends TransformationInput {
  /** Null for an ambiguous wording. */
  readonly quantity: Quantity | null;
  readonly unit: string;
  /** Digits shown after the point. */
  readonly scale: number;
  readonly flags: readonly Flag[];
}

/** The level of a period: reported, else computed. Growth over an implied level only returns its rate. */
export function levelIn(series: SeriesStates, period: string): TransformationSide | undefined {
  return sideIn(series, period, 'level', LEVEL_SIDES, ({ level }) => level);
}

/** The growth of a period over the year before: reported, else computed, else implied. */
export function growthIn(series: SeriesStates, period: string): TransformationSide | undefined {
  return sideIn(series, period, `growth.${OVER_YEAR}`, ACTUAL_SIDES.codes, ({ growth }) => growth[OVER_YEAR]);
}

const LEVEL_SIDES: readonly ActualSide[] = ['reported', 'computed'];

/** The first side with one number, else the first side with readings. */
function sideIn(
  { key, states }: SeriesStates,
  period: string,
  name: string,
  order: readonly ActualSide[],
  sidesOf: (state: StateBody) => Sides | undefined,
): TransformationSide | undefined {
  const state = period === '_U' ? undefined : states.get(period);
  const sides = state && sidesOf(state);
  if (!sides) return undefined;
  const found = order.flatMap((side) => {
    const measured = sides[side];
    return measured && measured.absence === undefined
      ? [{ key, period, side: `${name}.${side}`, ...measuredBy(measured), flags: state.flags }]
      : [];
  });
  return found.find(({ quantity }) => quantity !== null) ?? found[0];
}

function measuredBy({
  value,
  low,
  high,
  unit,
}: Measurement): Pick<TransformationSide, 'quantity' | 'unit' | 'scale'> {
  if (low === null || high === null) return { quantity: null, unit, scale: 0 };
  const [from, to] = [parseDecimal(low), parseDecimal(high)];
  const point = value === null ? null : parseDecimal(value);
  return {
    quantity: { value: point, low: from, high: to },
    unit,
    scale: Math.max(from.scale, to.scale, point?.scale ?? 0),
  };
}

/** First days of the periods whose states tell a coverage break. */
export const breaksOf = ({ states }: SeriesStates): readonly string[] =>
  [...states].flatMap(([period, { flags }]) => (flags.includes('coverage-break') ? [startOf(period)] : []));

/** The flag of levels on both sides of a coverage break; `breaks` as of `breaksOf`. */
export function breakFlag(breaks: readonly string[], one: string, other: string): readonly Flag[] {
  if (breaks.length === 0) return [];
  const [from = '', to = ''] = [startOf(one), startOf(other)].sort();
  return breaks.some((at) => from <= at && at <= to) ? ['coverage-break'] : [];
}

const startOf = (period: string): string => periodBounds(period)?.start ?? '';

/** The flag of growth that the Chinese New Year distorts. */
export function calendarFlag(
  { isInChina }: SeriesStates,
  period: string,
  isOverPeriod = false,
): readonly Flag[] {
  return isInChina && hasCalendarEffect(period, isOverPeriod) ? ['calendar-effect'] : [];
}

/** Flags that a result takes over from its inputs. */
const CARRIED: ReadonlySet<Flag> = new Set<Flag>([
  'coverage-break',
  'partial-period',
  'implied-base-differs',
  'part-above-whole',
  'infeasible-parts',
  'conflicting-prints',
]);

export type SideList = readonly [TransformationSide, ...TransformationSide[]];

/** A transformation before its calculation. */
export interface Draft {
  readonly transform: Transform;
  readonly series: SeriesStates;
  readonly period: string;
  readonly measure: Transformation['measure'];
  readonly rule: Calculation & { readonly name: TransformationFormula };
  /** In the order of the rule's inputs. */
  readonly inputs: SideList;
  readonly flags?: readonly Flag[];
  /** Whether the state withholds this growth; its flags give the reasons. */
  readonly isWithheld?: boolean;
  /** Whether the rule compares levels of two periods, which a coverage break forbids. */
  readonly isOverTime?: boolean;
}

/** Calculates a transformation; a flag gives the reason for a missing number. */
export function workOut(draft: Draft): Transformation {
  const { transform, series, period, measure, rule, inputs } = draft;
  const flags = new Set<Flag>(draft.flags);
  for (const input of inputs) for (const flag of input.flags) if (CARRIED.has(flag)) flags.add(flag);
  if (inputs.some(({ quantity }) => quantity === null)) flags.add('ambiguous-wording');
  const isBroken = draft.isOverTime === true && flags.has('coverage-break');
  const isWithheld = draft.isWithheld === true || isBroken || flags.has('ambiguous-wording');
  const result = isWithheld ? null : rule.compute(inputs.map(numberOf));
  if (!result && !isWithheld) flags.add('small-base');
  const unit = UNITS[measure] ?? inputs[0].unit;
  const scale = measure === 'level' ? Math.max(...inputs.map((input) => input.scale)) : WORKED_SCALE;
  const shown = result && workedMeasurement(result, unit, scale, '_U', rule.name);
  return {
    series: series.key,
    period,
    transform,
    measure,
    value: shown?.value ?? null,
    low: shown?.low ?? null,
    high: shown?.high ?? null,
    unit,
    formula: rule.name,
    flags: inFlagOrder(flags),
    inputs: inputs.map(({ key, period: at, side }) => ({ key, period: at, side })),
  };
}

function numberOf({ key, period, side, quantity }: TransformationSide): Quantity {
  if (!quantity) throw new RangeError(`${side} of ${key}/${period} is ambiguous`);
  return quantity;
}

const UNITS: Readonly<Partial<Record<Transformation['measure'], string>>> = {
  growth: 'percent',
  index: 'index',
  contribution: 'points',
  'growth-gap': 'points',
};
