import type { ObservationStatus } from '@silkgauge/codelists';
import { weakerStatus } from '../observation/print-order.ts';
import type { Choice } from '../observation/choice.ts';
import type { Print } from '../observation/parsed-print.ts';
import type { SalesTotal } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import { workedMeasurement } from './measurement.ts';
import type { PrintReading } from '../observation/print.ts';
import type { Formula, Read, Rule } from '../rules/rule.ts';
import { REPORTED, TOTAL } from '../rules/stated.ts';
import type { Measurement } from './state-body.ts';

/** The place of a number: series, period and side of a state (`growth.GY.reported`). */
export interface ValueLocation {
  readonly series: string;
  readonly period: string;
  readonly side: string;
}

/** The source of a number: a print, a sales total, or a rule with its inputs. */
export type Origin =
  | { readonly kind: 'print'; readonly print: Print; readonly reading: PrintReading }
  | { readonly kind: 'total'; readonly total: SalesTotal }
  | { readonly kind: 'worked'; readonly rule: Rule; readonly inputs: readonly Input[] };

export interface Input {
  /** The symbol in the formula. */
  readonly name: string;
  readonly known: KnownQuantity;
}

/** A number with its interval, its unit and its origin. */
export interface KnownQuantity extends Quantity {
  readonly unit: string;
  readonly status: ObservationStatus;
  /** Digits shown after the point. */
  readonly scale: number;
  readonly at: ValueLocation;
  readonly from: Origin;
}

/** One reading of a chosen print. */
export function knownPrint({ print }: Choice, reading: PrintReading, at: ValueLocation): KnownQuantity {
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

/**
 * The result of a rule in the state of a series and period; `key` is the comparison of growth, `names` are of
 * inputs that the rule does not name. Its status is the weakest status of the inputs.
 */
export function worked(
  rule: Rule,
  { value, low, high }: Quantity,
  known: readonly KnownQuantity[],
  series: string,
  period: string,
  key: string,
  names?: readonly string[],
): KnownQuantity {
  const { measure, side } = rule.gives;
  const isLevel = measure === 'level';
  const inputs: Input[] = [];
  let status: ObservationStatus = known[0]?.status ?? '_U';
  let scale = isLevel ? 0 : WORKED_SCALE;
  for (const one of known) {
    const read = rule.reads[inputs.length];
    inputs.push({
      name: names?.[inputs.length] ?? (read && !isOpen(read) ? read.name : one.at.period),
      known: one,
    });
    status = weakerStatus(status, one.status);
    if (isLevel && side === 'computed' && one.scale > scale) ({ scale } = one);
  }
  return {
    value,
    low,
    high,
    unit: isLevel ? (known[0]?.unit ?? '') : UNITS[measure],
    status,
    scale,
    at: {
      series,
      period,
      side: `${isLevel ? measure : measure === 'growth' ? `growth.${key}` : `other.${measure}`}.${side}`,
    },
    from: { kind: 'worked', rule, inputs },
  };
}

/** Whether an input stands for any number of parts. */
export function isOpen({ of, at }: Read): boolean {
  return at === 'parts' || of === 'declared-parts';
}

/** Decimals of worked-out percent and points. */
export const WORKED_SCALE = 4;

const UNITS = {
  growth: 'percent',
  share: 'percent',
  contribution: 'points',
  'growth-gap': 'points',
  'growth-change': 'points',
  'share-change': 'points',
} as const;

export function formulaOf({ from }: KnownQuantity): Formula {
  if (from.kind === 'worked') return from.rule;
  return from.kind === 'print' ? REPORTED : TOTAL;
}

/** A worked-out number as a state shows it. */
export function measurementOf(known: KnownQuantity): Measurement {
  return workedMeasurement(known, known.unit, known.scale, known.status, formulaOf(known).name);
}
