import {
  COLUMNS,
  type CellContext,
  type Column,
  type ColumnAttribute,
  type MeasurementRow,
  type StateFigures,
} from '@silkgauge/contract';
import { scaleOf, type Measurement, type PrintSource } from '@silkgauge/growth';
import type { Attribute } from '../structure/components.ts';
import { readingCode } from './dimension-codes.ts';

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

type AttributeColumn = Column<ColumnAttribute> & Required<Pick<Column<ColumnAttribute>, 'sdmx'>>;

/** The columns of the table that are attributes, by what they are the same of; digits and prints aside. */
const columnsOf = (...of: readonly Column['of'][]): readonly AttributeColumn[] =>
  COLUMNS.flatMap((column) =>
    column.sdmx && of.includes(column.of) && !column.ofPrint ? [{ ...column, sdmx: column.sdmx }] : [],
  );

const OF_STATES = columnsOf('series', 'state').filter(({ isOfLevels }) => !isOfLevels);
const OF_LEVELS = columnsOf('state').filter(({ isOfLevels }) => isOfLevels);
const OF_FIGURES = columnsOf('figure');
const OF_NUMBERS = columnsOf('number');
const OF_PRINTS = COLUMNS.flatMap(({ sdmx, ofPrint }) => (sdmx && ofPrint ? [{ sdmx, ofPrint }] : []));

/** The cells of some columns as attributes; an empty one is left out. */
function cellsOf(columns: readonly AttributeColumn[], row: MeasurementRow, context: CellContext): Attributes {
  const found: Attributes = {};
  for (const { sdmx, cell } of columns) {
    const value = cell(row, context);
    if (value !== null && value !== '') found[sdmx.id] = value;
  }
  return found;
}

/** What all numbers of a state have. */
export const stateAttributes = (row: MeasurementRow, context: CellContext): Attributes =>
  cellsOf(OF_STATES, row, context);

/** What all bases of a measure have. */
export const measureAttributes = (row: MeasurementRow, context: CellContext): Attributes => ({
  ...cellsOf(OF_FIGURES, row, context),
  ...(row.measure === 'level' && cellsOf(OF_LEVELS, row, context)),
});

/** What a number and each of its readings have. */
export function measurementAttributes(row: MeasurementRow, context: CellContext): Attributes {
  const { absence, printed, from } = row.measurement;
  return {
    CONF_STATUS: absence === 'confidential' ? 'C' : 'F',
    UNIT_MULT: '0',
    ...cellsOf(OF_NUMBERS, row, context),
    ...(printed && printedAttributes(printed)),
    ...(from && evidenceAttributes(from, context, row.state.key)),
  };
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

export function evidenceAttributes(print: PrintSource, context: CellContext, key: string): Attributes {
  const found: Attributes = {};
  for (const { sdmx, ofPrint } of OF_PRINTS) {
    const value = ofPrint(print, context, key);
    if (value !== null) found[sdmx.id] = value;
  }
  return found;
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
