import { seriesKey, type StateFigures, type CellContext } from '@silkgauge/contract';
import { type Measurement, type Reading, publisherOf } from '@silkgauge/growth';
import {
  digitsAttributes,
  evidenceAttributes,
  measureAttributes,
  measurementAttributes,
  readingsAttribute,
  stateAttributes,
  type Attributes,
  type Digits,
} from './attributes.ts';
import { frequencyOf, isPrint, ITSELF, readingCode, UNDATED } from './dimension-codes.ts';
import { basisOf, measuredIn, type Basis } from './measured.ts';
import type { Observation } from './observation.ts';
import { byKeyAndPeriod } from './order.ts';
import { identitiesIn, type ObservationContext } from './prints.ts';

const NOTHING: Digits = { value: null, low: null, high: null };

/**
 * The observations of a state, in order: one for each number, and one for each reading of a number that can be
 * read in several ways, which itself has neither value nor ends. Digits are those of the state.
 */
export function observationsOf(state: StateFigures, known: ObservationContext): Observation[] {
  const context = cellContext(known);
  const place = placeOf(state);
  const found: Observation[] = [];
  let ofState: Attributes | null = null;
  for (const { transformation, figure, bases } of measuredIn(state)) {
    let ofMeasure: Attributes | null = null;
    for (const [side, measurement] of bases) {
      const row = { ...figure, state, side, reading: null, figure: measurement, measurement };
      ofState ??= stateAttributes(row, context);
      ofMeasure ??= { ...ofState, ...measureAttributes(row, context) };
      const observe = observer(place, transformation, basisOf(side));
      const common = { ...ofMeasure, ...measurementAttributes(row, context) };
      const attributesOf = (digits: Digits, more: Attributes) => ({
        ...common,
        ...digitsAttributes(digits, measurement, state),
        ...more,
      });
      const { readings } = measurement;
      const itself = readings ? NOTHING : measurement;
      found.push(observe(ITSELF, itself.value, attributesOf(itself, readingsAttribute(measurement))));
      for (const reading of readings ?? [])
        found.push(
          observe(
            readingCode(reading.reading),
            reading.value,
            attributesOf(reading, printAttributes(reading, known, context, state.key)),
          ),
        );
    }
  }
  return found.sort(byKeyAndPeriod);
}

/** The publisher by its English name, so that no filter depends on the language of an answer. */
const cellContext = ({ evidenceOf, publishers }: ObservationContext): CellContext => ({
  language: 'en',
  quoteOf: (print) => evidenceOf(print)?.quote ?? null,
  publisherOf: (print) => publisherOf(print, publishers),
  namesOf: () => undefined,
  chainOf: () => ({ en: '', zh: '' }),
});

/** The name of a print and where it was read; nothing for the reading of an ambiguous wording. */
function printAttributes(
  { reading }: Reading,
  { evidenceOf }: ObservationContext,
  context: CellContext,
  key: string,
): Attributes {
  if (!isPrint(reading)) return {};
  for (const identity of identitiesIn(reading)) {
    const evidence = evidenceOf(identity);
    if (evidence)
      return { PRINT: reading, ...evidenceAttributes({ ...evidence, ...identity }, context, key) };
  }
  return { PRINT: reading };
}

/** What all observations of a state have in common. */
interface Place {
  readonly flow: Observation['flow'];
  readonly codes: Omit<Observation['key'], 'TRANSFORMATION' | 'BASIS' | 'READING'>;
  readonly joined: string;
  readonly period: string | null;
}

function placeOf({ series, period }: StateFigures): Place {
  const frequency = frequencyOf(period);
  return {
    flow: period === UNDATED ? 'DF_UNDATED' : 'DF_GROWTH',
    codes: {
      REPORTER: series.reporter,
      REF_AREA: series.area,
      INDICATOR: series.indicator,
      COVERAGE: series.coverage,
      FLOW: series.flow,
      MODE: series.mode,
      PRODUCT: series.product,
      COUNTERPART: series.counterpart,
      CURRENCY: series.currency,
      FREQ: frequency,
    },
    joined: `${seriesKey(series)}.${frequency}`,
    period: period === UNDATED ? null : period,
  };
}

const observer =
  ({ flow, codes, joined, period }: Place, transformation: string, basis: Basis) =>
  (reading: string, value: Measurement['value'], attributes: Attributes): Observation => ({
    flow,
    key: { ...codes, TRANSFORMATION: transformation, BASIS: basis, READING: reading },
    seriesKey: `${joined}.${transformation}.${basis}.${reading}`,
    period,
    value,
    attributes,
  });
