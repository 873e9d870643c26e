import type { Language, BothNames } from '@silkgauge/codelists';
import type { PrintSource, Publisher } from '@silkgauge/growth';
import type { Dimension } from '../series-key.ts';
import type { MeasurementRow } from './measurement-rows.ts';

export interface EventIdentity {
  readonly source: string;
  readonly id: string;
}

/** What cells show beside the state. */
export interface CellContext {
  readonly language: Language;
  /** Quote of a print, by the identity of its event. */
  readonly quoteOf: (print: EventIdentity) => string | null;
  /** Names of a code; nothing where no register knows it. */
  readonly namesOf: (
    dimension: Dimension,
    code: string,
  ) => Readonly<Record<Language, string | null>> | undefined;
  readonly publisherOf: (print: PrintSource) => Publisher;
  /** Who says a number of the series or state of a key. */
  readonly chainOf: (key: string, print: PrintSource) => BothNames;
}

/** An attribute of SDMX. */
export interface SdmxAttribute<Id extends string = string> {
  readonly id: Id;
  /** Its place among the attributes, which it keeps for ever. */
  readonly place: number;
  readonly names: BothNames;
  /** Whether every observation has it. */
  readonly isMandatory?: true;
}

/** A column of `api.growth`, the view for clients of SQL. */
export interface SqlColumn {
  readonly name: string;
  /** Its place among those of measurements, which it keeps for ever: new ones stand behind all others. */
  readonly place: number;
  /** Its text, of `growth_state g`, the sides `m` of a figure, the side `b` and the reading `r`. */
  readonly from: string;
  /** The comment on it, and on columns of its name in other views. */
  readonly comment: string;
}

/** What the cells of a column are the same in all rows of. */
type Of = 'series' | 'state' | 'figure' | 'number' | 'row';

/** What a column is beside its cells in a table. */
interface More<Id extends string> {
  /** Absent: `row`. */
  readonly of?: Of;
  /** Separator of several values in a cell. */
  readonly separator?: string;
  /** Whether the cells are text of the language that is asked for. */
  readonly isNamed?: true;
  /** Whether the cells are quotes, which are read for them alone. */
  readonly isQuoted?: true;
  /** The cell of a print that a number was read from. */
  readonly ofPrint?: (print: PrintSource, context: CellContext, key: string) => string | null;
  /** The member of a figure whose digits it has. */
  readonly digits?: 'value' | 'low' | 'high';
  /** Parquet: `isFiltered` where readers filter by the text, `isText` where its files have it as text for ever. */
  readonly parquet?: { readonly isFiltered?: true; readonly isText?: true };
  readonly sdmx?: SdmxAttribute<Id>;
  /** SDMX: whether observations of levels alone have it. */
  readonly isOfLevels?: true;
  readonly sql?: readonly SqlColumn[];
}

/** A column of the table of states. */
export interface Column<Id extends string = string> extends More<Id> {
  readonly name: string;
  readonly titles: BothNames;
  /** A datatype of CSV on the Web. */
  readonly datatype: 'string' | 'decimal' | 'integer' | 'date' | 'dateTime';
  readonly description: BothNames;
  readonly cell: (row: MeasurementRow, context: CellContext) => string | null;
}

export const words = (en: string, zh: string): BothNames => ({ en, zh });

export const column = <const Id extends string = never>(
  name: string,
  titles: BothNames,
  datatype: Column['datatype'],
  description: BothNames,
  cell: Column['cell'],
  more: More<Id> = {},
): Column<Id> => ({ name, titles, datatype, description, cell, ...more });

/** A column of the print that a number was read from. */
export const printColumn = <const Id extends string = never>(
  name: string,
  titles: BothNames,
  description: BothNames,
  ofPrint: NonNullable<Column['ofPrint']>,
  more: More<Id> = {},
): Column<Id> =>
  column(
    name,
    titles,
    'string',
    description,
    ({ state, measurement: { from } }, context) => (from ? ofPrint(from, context, state.key) : null),
    { ...more, of: 'number', ofPrint },
  );

export const attribute = <const Id extends string>(
  place: number,
  id: Id,
  en: string,
  zh: string,
): SdmxAttribute<Id> => ({ id, place, names: words(en, zh) });

export const mandatory = <const Id extends string>(
  place: number,
  id: Id,
  en: string,
  zh: string,
): SdmxAttribute<Id> => ({ ...attribute(place, id, en, zh), isMandatory: true });

export const inSql = (place: number, name: string, from: string, comment: string): SqlColumn => ({
  ...{ name, place, from, comment },
});

export const text = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
