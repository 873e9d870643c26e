import type { StateFigures } from '@silkgauge/contract';
import { publisherOf, scaleOf, type Measurement } from '@silkgauge/growth';
import type { Attribute } from '../structure/components.ts';
import { LEVEL, readingCode } from './dimension-codes.ts';
import type { Measured } from './measured.ts';
import type { ObservationContext, PrintEvidence } from './prints.ts';

export type Attributes = Partial<Record<Attribute, string>>;

/** Codes of `SDMX:CL_OBS_STATUS` for a number that the reporter says is not there. */
const ABSENT = {
  'not-collected': 'L',
  'not-applicable': 'M',
  confidential: 'Q',
  suppressed: 'Q',
} as const satisfies Readonly<Record<NonNullable<Measurement['absence']>, string>>;

const WITHOUT_VALUE = 'O';
const BREAK = 'B';

/** Longest scale that `SDMX:CL_DECIMALS` has. */
const MOST_DECIMALS = 15;

/** What all numbers of a state have. */
export function stateAttributes({ flags, version, sequence, knownAt }: StateFigures): Attributes {
  return {
    ...(flags.length > 0 && { FLAGS: flags.join(' ') }),
    ...(version !== null && { VERSION: String(version) }),
    ...(sequence !== null && { SEQUENCE: sequence }),
    ...(knownAt !== null && { KNOWN_AT: knownAt }),
  };
}

/** What all bases of a measure have. */
export function measureAttributes(
  { transformation, comparedWith, sides }: Measured,
  { counts }: StateFigures,
): Attributes {
  return {
    VERDICT: sides.verdict,
    ...(sides.gap !== null && { GAP: sides.gap }),
    ...(comparedWith !== null && { COMPARED_WITH: comparedWith }),
    ...(transformation === LEVEL &&
      counts && {
        EVENTS: counts.events,
        UNITS: counts.units,
        ...(counts.last !== undefined && { LAST_ORDERED_AT: counts.last }),
      }),
  };
}

/** What a number and each of its readings have. */
export function measurementAttributes(measurement: Measurement, context: ObservationContext): Attributes {
  const { unit, status, absence, printed, from, formula } = measurement;
  const attributes: Attributes = {
    CONF_STATUS: absence === 'confidential' ? 'C' : 'F',
    UNIT_MEASURE: unit,
    UNIT_MULT: '0',
    FIGURE_STATUS: status,
    FORMULA: formula,
  };
  if (printed) Object.assign(attributes, printedAttributes(printed));
  if (from) {
    const quote = context.evidenceOf(from)?.quote ?? null;
    Object.assign(attributes, evidenceAttributes({ ...from, quote }, context));
  }
  return attributes;
}

function printedAttributes(printed: NonNullable<Measurement['printed']>): Attributes {
  const { value, valueHigh, multiplier, unit, wording, qualifier } = printed;
  return {
    PRINTED_VALUE: value,
    ...(valueHigh !== undefined && { PRINTED_HIGH: valueHigh }),
    PRINTED_MULTIPLIER: multiplier,
    PRINTED_UNIT: unit,
    ...(wording !== null && { WORDING: wording }),
    QUALIFIER: qualifier,
  };
}

/** The publisher by its English name, so that no filter depends on the language of an answer. */
export function evidenceAttributes(
  { document, publishedAt, quote, kind, publisher }: PrintEvidence,
  { publishers }: ObservationContext,
): Attributes {
  return {
    PUBLISHED_AT: publishedAt,
    EVIDENCE_DOCUMENT: document,
    ...(quote !== null && { EVIDENCE_QUOTE: quote }),
    ...(kind && { EVIDENCE_KIND: kind }),
    PUBLISHER: publisherOf({ publisher, document }, publishers).name.en,
  };
}

/** Value and ends, as they stand in the state. */
export interface Digits {
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

export function digitsAttributes(
  { value, low, high }: Digits,
  { absence, status }: Measurement,
  { flags }: StateFigures,
): Attributes {
  const decimals = value === null ? MOST_DECIMALS + 1 : scaleOf(value);
  return {
    OBS_STATUS:
      value === null
        ? absence === undefined
          ? WITHOUT_VALUE
          : ABSENT[absence]
        : flags.includes('coverage-break')
          ? BREAK
          : status,
    ...(decimals <= MOST_DECIMALS && { DECIMALS: String(decimals) }),
    ...(low !== null && { OBS_LOW: low }),
    ...(high !== null && { OBS_HIGH: high }),
  };
}

/** The codes of the readings of a number, and how many others there are. */
export function readingsAttribute({ readings, more }: Measurement): Attributes {
  if (!readings) return {};
  const codes = readings.map(({ reading }) => readingCode(reading));
  return { READINGS: [...codes, ...(more === undefined ? [] : [`+${String(more)}`])].join(' ') };
}
