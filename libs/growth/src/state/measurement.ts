import type { ObservationStatus } from '@silkgauge/codelists';
import { unitOf, type AlikePrints } from '../observation/alike-prints.ts';
import { differingPrints } from '../observation/repeats.ts';
import { weakerStatus } from '../observation/print-order.ts';
import type { Choice } from '../observation/choice.ts';
import { formatDecimal } from '../number/decimal.ts';
import type { Figure, SalesTotal } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import type { Print } from '../observation/parsed-print.ts';
import type { PrintReading } from '../observation/print.ts';
import { showRational } from '../number/rational.ts';
import { publisherOf, type PublisherOf } from '../observation/publisher.ts';
import type { Measurement, PrintSource, Reading, SalesCounts } from './state-body.ts';

/** Limit of readings and of settling events in a state, to keep states small; `/explain` gives all. */
const MOST_TOLD = 8;

/** The chosen print as a state shows it: its digits in plain units, or both readings and no value. */
export function reportedMeasurement(
  { print, readings, settledBy, contradictedBy }: Choice,
  byDocument: PublisherOf,
): Measurement {
  const { value, low, high, printed, from, ...said } = saidBy(print, readings, byDocument);
  return {
    ...{ value, unit: unitOf(print), low, high, status: print.status },
    ...(printed && { printed }),
    from,
    ...(contradictedBy && {
      contradictedBy: {
        ...saidBy(contradictedBy.print, contradictedBy.readings, byDocument),
        excluded: contradictedBy.isExcluded,
      },
    }),
    ...said,
    ...(settledBy.length > 0 && { settledBy: settledBy.slice(0, MOST_TOLD) }),
    formula: 'reported@1',
  };
}

/** What a print says: a number in plain units, or both readings and no value. */
function saidBy(print: Print, readings: readonly PrintReading[], byDocument: PublisherOf) {
  const { absence } = print.figure;
  const [only, another] = readings;
  const one = another ? undefined : only;
  const printed = printedDigits(print.figure);
  return {
    value: one?.value ? formatDecimal(one.value) : null,
    low: one ? formatDecimal(one.low) : null,
    high: one ? formatDecimal(one.high) : null,
    ...(printed && { printed }),
    from: sourceOf(print.figure, byDocument),
    ...(absence && { absence }),
    ...(another && { readings: readings.map((reading) => shownReading(reading.name ?? '', reading)) }),
  };
}

function sourceOf(figure: Figure, byDocument: PublisherOf): PrintSource {
  const { source, id, document, publishedAt, kind } = figure;
  return {
    ...{ source, id, document, publishedAt },
    ...(kind !== null && { kind }),
    publisher: publisherOf(figure, byDocument),
  };
}

/** The digits of a print as printed; undefined where the reporter says that there is no number. */
export function printedDigits(figure: Figure): Measurement['printed'] {
  const { value, valueHigh, multiplier, unit, wording, qualifier } = figure;
  if (value === null) return undefined;
  return { value, ...(valueHigh === null ? {} : { valueHigh }), multiplier, unit, wording, qualifier };
}

/**
 * The weighed prints of a `_U` period. Prints with different digits are readings named `source#id`; the newest
 * are shown, with the number of the others among all `readings`. An absence is shown where no print has a number.
 */
export function unplacedMeasurement(
  weighed: readonly AlikePrints[],
  readings: number,
  byDocument: PublisherOf,
): Measurement | undefined {
  const differing = differingPrints(weighed);
  const [best, another] = differing;
  if (!best) return undefined;
  if (!another)
    return reportedMeasurement(
      { print: best, readings: best.readings, settledBy: [], conflicting: false },
      byDocument,
    );
  const all = differing.flatMap(({ figure, readings }) => readings.map((reading) => ({ figure, reading })));
  const told = all.slice(0, MOST_TOLD);
  return {
    value: null,
    unit: unitOf(best),
    low: null,
    high: null,
    status: differing.reduce<ObservationStatus>(
      (status, print) => weakerStatus(status, print.status),
      best.status,
    ),
    readings: told.map(({ figure: { source, id }, reading }) =>
      shownReading(`${source}#${id}${reading.name ? ` ${reading.name}` : ''}`, reading),
    ),
    ...(readings > told.length && { more: readings - told.length }),
    formula: 'reported@1',
  };
}

function shownReading(reading: string, { value, low, high }: PrintReading): Reading {
  return {
    reading,
    value: value ? formatDecimal(value) : null,
    low: formatDecimal(low),
    high: formatDecimal(high),
  };
}

/** A worked-out quantity at `scale` decimals: the value rounded half away from zero, its interval outward. */
export function workedMeasurement(
  quantity: Quantity,
  unit: string,
  scale: number,
  status: ObservationStatus,
  formula: string,
): Measurement {
  return {
    value: quantity.value ? showRational(quantity.value, scale, 'half-away') : null,
    unit,
    low: showRational(quantity.low, scale, 'down'),
    high: showRational(quantity.high, scale, 'up'),
    status,
    formula,
  };
}

export function countsOf({ events, units, last }: SalesTotal): SalesCounts {
  return last === null ? { events, units } : { events, units, last };
}

/** An exact sales total in its own digits: low = value = high. A count is always final. */
export function totalMeasurement({ total }: SalesTotal, unit: string): Measurement {
  return { value: total, unit, low: total, high: total, status: 'A', formula: 'total@1' };
}
