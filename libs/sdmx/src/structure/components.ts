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
  'VERSION',
  'SEQUENCE',
  'KNOWN_AT',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];
