import { weakerStatus, type Choice, type Print } from '../observation/choice.ts';
import type { SalesTotal, ObservationStatus } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import { workedMeasurement } from './measurement.ts';
import type { PrintReading } from '../observation/print.ts';
import type { Measurement } from './state-body.ts';

/** How a number is worked out, with a version: what is published under one name never changes its meaning. */
export type Formula =
  | 'ratio@1'
  | 'implied-base@1'
  | 'sum-of-parts@1'
  | 'sum-of-periods@1'
  | 'cumulative-difference@1'
  | 'weighted-growth@1'
  | 'base-share@1'
  | 'present-share@1'
  | 'contribution-of-rates@1'
  | 'level-share@1'
  | 'level-contribution@1'
  | 'share-back@1'
  | 'contribution-of-share@1'
  | 'gap-growth@1'
  | 'growth-difference@1'
  | 'share-difference@1';

/** Where a number stands: in the state of a series and period, on one of its sides (`growth.GY.reported`). */
export interface Standing {
  readonly series: string;
  readonly period: string;
  readonly side: string;
}

/** What a number was read from or worked out from. */
export type Origin =
  | { readonly kind: 'print'; readonly print: Print; readonly reading: PrintReading }
  | { readonly kind: 'total'; readonly total: SalesTotal }
  | { readonly kind: 'worked'; readonly formula: Formula; readonly inputs: readonly Input[] };

export interface Input {
  /** The symbol it has in the formula. */
  readonly name: string;
  readonly known: Known;
}

/** A number with its interval, its unit, and the way back to the prints it rests on. */
export interface Known extends Quantity {
  readonly unit: string;
  readonly status: ObservationStatus;
  /** Digits after the point that it is shown with. */
  readonly scale: number;
  readonly at: Standing;
  readonly from: Origin;
}

/** One reading of a chosen print. */
export function knownPrint({ print }: Choice, reading: PrintReading, at: Standing): Known {
  const { value, low, high } = reading;
  return {
    value,
    low,
    high,
    unit: print.figure.measure === 'growth' ? 'percent' : print.figure.unit,
    status: print.status,
    scale: value?.scale ?? Math.max(low.scale, high.scale),
    at,
    from: { kind: 'print', print, reading },
  };
}

/** A number that follows from others; its status is the weakest of theirs. */
export function worked(
  quantity: Quantity,
  formula: Formula,
  inputs: readonly Input[],
  { unit, scale, at }: Pick<Known, 'unit' | 'scale' | 'at'>,
): Known {
  let status: ObservationStatus = inputs[0]?.known.status ?? '_U';
  for (const { known } of inputs) status = weakerStatus(status, known.status);
  return {
    value: quantity.value,
    low: quantity.low,
    high: quantity.high,
    unit,
    status,
    scale,
    at,
    from: { kind: 'worked', formula, inputs },
  };
}

/** What was worked out, as a state shows it. */
export function measurementOf(known: Known): Measurement {
  const formula = known.from.kind === 'worked' ? known.from.formula : 'total@1';
  return workedMeasurement(known, known.unit, known.scale, known.status, formula);
}
