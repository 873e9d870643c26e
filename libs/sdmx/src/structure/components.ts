/** Dimensions of a key, in order: those of a series of ours first, so that its key begins an SDMX key. */
export const DIMENSIONS = [
  'REPORTER',
  'REF_AREA',
  'INDICATOR',
  'COVERAGE',
  'FLOW',
  'MODE',
  'PRODUCT',
  'COUNTERPART',
  'CURRENCY',
  'FREQ',
  'TRANSFORMATION',
  'BASIS',
  'READING',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** How many of the dimensions are those of a series of ours. */
export const SERIES_DIMENSIONS = 9;

export const TIME_DIMENSION = 'TIME_PERIOD';

/** The one measure, a decimal. */
export const MEASURE = 'OBS_VALUE';

/** Attributes of an observation, in order of columns; none has several values. */
export const ATTRIBUTES = [
  'OBS_STATUS',
  'CONF_STATUS',
  'UNIT_MEASURE',
  'UNIT_MULT',
  'DECIMALS',
  'FIGURE_STATUS',
  'VERDICT',
  'OBS_LOW',
  'OBS_HIGH',
  'GAP',
  'COMPARED_WITH',
  'FLAGS',
  'READINGS',
  'PRINT',
  'PRINTED_VALUE',
  'PRINTED_HIGH',
  'PRINTED_MULTIPLIER',
  'PRINTED_UNIT',
  'WORDING',
  'QUALIFIER',
  'FORMULA',
  'EVENTS',
  'UNITS',
  'LAST_ORDERED_AT',
  'PUBLISHED_AT',
  'EVIDENCE_DOCUMENT',
  'EVIDENCE_QUOTE',
  'EVIDENCE_KIND',
  'PUBLISHER',
  'VERSION',
  'SEQUENCE',
  'KNOWN_AT',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

export type Component = Dimension | typeof TIME_DIMENSION | typeof MEASURE | Attribute;

/** What an observation always has. */
export const MANDATORY: ReadonlySet<Attribute> = new Set([
  'OBS_STATUS',
  'CONF_STATUS',
  'UNIT_MEASURE',
  'UNIT_MULT',
  'FIGURE_STATUS',
  'VERDICT',
]);

/** Attributes whose values are numbers; those of others are text. */
export const NUMBERS: Readonly<Partial<Record<Attribute, 'Decimal' | 'BigInteger'>>> = {
  OBS_LOW: 'Decimal',
  OBS_HIGH: 'Decimal',
  GAP: 'Decimal',
  PRINTED_VALUE: 'Decimal',
  PRINTED_HIGH: 'Decimal',
  PRINTED_MULTIPLIER: 'Decimal',
  EVENTS: 'BigInteger',
  UNITS: 'Decimal',
  VERSION: 'BigInteger',
  SEQUENCE: 'BigInteger',
};
