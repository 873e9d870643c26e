import { formatDecimal } from '../number/decimal.ts';
import type { FigureIdentity } from '../observation/figure.ts';
import type { PrintReading } from '../observation/print.ts';
import { reportedExpression } from '../rules/stated.ts';
import { formulaOf, measurementOf, type KnownQuantity } from './known.ts';

/** The decimals that a number is shown with: those of its print, of its total, or as many as its formula gives. */
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

/** Which reading of an ambiguous wording a number is, or rests on; null where there is but one. */
export function readingNameOf({ from }: KnownQuantity): PrintReading['name'] {
  if (from.kind === 'print') return from.reading.name;
  return from.kind === 'total'
    ? null
    : from.inputs.reduce<PrintReading['name']>((name, { known }) => name ?? readingNameOf(known), null);
}

/** The events whose prints a number rests on, each as often as it is used. */
export function eventsBehind(known: KnownQuantity): readonly FigureIdentity[] {
  const { from } = known;
  if (from.kind === 'print') return [from.print.figure];
  if (from.kind === 'total') return [];
  return from.inputs.flatMap((input) => eventsBehind(input.known));
}

/**
 * A number as an expression over its named inputs, each in brackets; of a print over the members of its digits. `low` and
 * `high` are the least and the greatest that it comes to over the ends of the inputs' intervals.
 */
export function expressionOf(known: KnownQuantity): string {
  const { from } = known;
  if (from.kind === 'print') {
    const { measure, wording } = from.print.figure;
    return reportedExpression(measure === 'growth' ? (from.reading.name ?? wording) : null);
  }
  return from.kind === 'worked' && from.rule.reads.some(({ at }) => at === 'parts')
    ? from.inputs.map(({ name }) => `[${name}]`).join(' + ')
    : formulaOf(known).expression;
}
