import { formatDecimal } from '../number/decimal.ts';
import type { FigureIdentity } from '../observation/figure.ts';
import type { PrintReading } from '../observation/print.ts';
import { reportedExpression } from '../rules/stated.ts';
import { formulaOf, isOpen, measurementOf, type KnownQuantity } from './known.ts';

/** A number in its shown decimals: those of its print, of its sales total, or of its formula. */
export function asShown(known: KnownQuantity): {
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
} {
  const { from } = known;
  if (from.kind === 'total')
    return { value: from.total.total, low: from.total.total, high: from.total.total };
  if (from.kind === 'worked') {
    const { value, low, high } = measurementOf(known);
    return { value, low: low ?? '', high: high ?? '' };
  }
  const { value, low, high } = from.reading;
  return { value: value && formatDecimal(value), low: formatDecimal(low), high: formatDecimal(high) };
}

/** The reading of an ambiguous wording that a number rests on; null without an ambiguous wording. */
export function readingNameOf({ from }: KnownQuantity): PrintReading['name'] {
  if (from.kind === 'print') return from.reading.name;
  return from.kind === 'total'
    ? null
    : from.inputs.reduce<PrintReading['name']>((name, { known }) => name ?? readingNameOf(known), null);
}

/** The events whose prints a number rests on, repeated for each use. */
export function eventsBehind(known: KnownQuantity): readonly FigureIdentity[] {
  const { from } = known;
  if (from.kind === 'print') return [from.print.figure];
  if (from.kind === 'total') return [];
  return from.inputs.flatMap((input) => eventsBehind(input.known));
}

/** The keys of the series whose prints and totals a number rests on, repeated for each use. */
export function seriesOfNumber({ from, at }: KnownQuantity): readonly string[] {
  return from.kind === 'worked' ? from.inputs.flatMap(({ known }) => seriesOfNumber(known)) : [at.series];
}

/**
 * A number as an expression over its named inputs in brackets; for a print, over members of the figure event.
 * `low` and `high` are the extremes of the expression over the ends of the inputs' intervals.
 */
export function expressionOf(known: KnownQuantity): string {
  const { from } = known;
  if (from.kind === 'print') {
    const { measure, wording } = from.print.figure;
    return reportedExpression(measure === 'growth' ? (from.reading.name ?? wording) : null);
  }
  return from.kind === 'worked' && from.rule.reads.some(isOpen)
    ? from.inputs.map(({ name }) => `[${name}]`).join(' + ')
    : formulaOf(known).expression;
}
