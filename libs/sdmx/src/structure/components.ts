import type { BothNames } from '@silkgauge/codelists';
import {
  COLUMNS,
  DIMENSIONS as OUR_DIMENSIONS,
  DIMENSION_WORDS,
  words,
  type ColumnAttribute,
} from '@silkgauge/contract';

/** Dimensions of a key, in order: those of a series of ours first, so that its key begins an SDMX key. */
export const DIMENSIONS = [
  ...OUR_DIMENSIONS.map((name) => DIMENSION_WORDS[name].sdmx.id),
  'FREQ',
  'TRANSFORMATION',
  'BASIS',
  'READING',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** How many of the dimensions are those of a series of ours. */
export const SERIES_DIMENSIONS = OUR_DIMENSIONS.length;

export const TIME_DIMENSION = 'TIME_PERIOD';

/** The one measure, a decimal. */
export const MEASURE = 'OBS_VALUE';

type NumberType = 'Decimal' | 'BigInteger';

/** An attribute of an observation, with its place among them. */
interface Declared<Id extends string> {
  readonly id: Id;
  readonly place: number;
  readonly names: BothNames;
  readonly isMandatory: boolean;
  /** The type of numbers; null for text. */
  readonly number: NumberType | null;
}

const own = <const Id extends string>(
  place: number,
  id: Id,
  names: BothNames,
  { isMandatory = false, number = null }: { isMandatory?: boolean; number?: NumberType | null } = {},
): Declared<Id> => ({ id, place, names, isMandatory, number });

/** Those that are no column of the table of states. */
const OWN_ATTRIBUTES = [
  own(0, 'OBS_STATUS', words('Observation status', '观测状态'), { isMandatory: true }),
  own(1, 'CONF_STATUS', words('Confidentiality status', '保密状态'), { isMandatory: true }),
  own(3, 'UNIT_MULT', words('Unit multiplier', '单位乘数'), { isMandatory: true }),
  own(4, 'DECIMALS', words('Decimals', '小数位数')),
  own(12, 'READINGS', words('Readings of the figure', '该数据的读法')),
  own(13, 'PRINT', words('Print', '发布版本')),
  own(14, 'PRINTED_VALUE', words('Digits as printed', '原文数字'), { number: 'Decimal' }),
  own(15, 'PRINTED_HIGH', words('Upper end as printed', '原文上限'), { number: 'Decimal' }),
  own(16, 'PRINTED_MULTIPLIER', words('Multiplier as printed', '原文乘数'), { number: 'Decimal' }),
  own(17, 'PRINTED_UNIT', words('Unit as printed', '原文单位')),
  own(18, 'WORDING', words('Wording', '表述方式')),
  own(19, 'QUALIFIER', words('Qualifier', '限定词')),
];

export type Attribute = ColumnAttribute | (typeof OWN_ATTRIBUTES)[number]['id'];

/** Instants and days are text: pysdmx refuses a `DateTime` that names its offset. */
const NUMBER_OF: Readonly<Record<string, NumberType>> = { decimal: 'Decimal', integer: 'BigInteger' };

/** All attributes by their places: own ones, and columns of the table. */
export const DECLARED: readonly Declared<Attribute>[] = [
  ...OWN_ATTRIBUTES,
  ...COLUMNS.flatMap(({ sdmx, datatype }) =>
    sdmx ? [own(sdmx.place, sdmx.id, sdmx.names, { ...sdmx, number: NUMBER_OF[datatype] ?? null })] : [],
  ),
].sort((a, b) => a.place - b.place);

/** Attributes of an observation, in order of columns; none has several values. */
export const ATTRIBUTES: readonly Attribute[] = DECLARED.map(({ id }) => id);

export const ATTRIBUTE_NAMES = Object.fromEntries(DECLARED.map(({ id, names }) => [id, names])) as Readonly<
  Record<Attribute, BothNames>
>;

/** What an observation always has. */
export const MANDATORY: ReadonlySet<Attribute> = new Set(
  DECLARED.flatMap(({ id, isMandatory }) => (isMandatory ? [id] : [])),
);

/** Attributes whose values are numbers; those of others are text. */
export const NUMBERS: Readonly<Partial<Record<Attribute, NumberType>>> = Object.fromEntries(
  DECLARED.flatMap(({ id, number }) => (number ? [[id, number]] : [])),
);

export type Component = Dimension | typeof TIME_DIMENSION | typeof MEASURE | Attribute;
