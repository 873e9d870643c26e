import type { Language } from '@silkgauge/codelists';
import type { BothLanguages } from '@silkgauge/contract';
import type { MeasurementRow } from './measurement-rows.ts';

/** What cells show beside the state. */
export interface CellContext {
  readonly language: Language;
  /** Quote of a print, by the identity of its event. */
  readonly quoteOf: (print: EventIdentity) => string | null;
}

export interface EventIdentity {
  readonly source: string;
  readonly id: string;
}

/** A column of the table, with its cell for a row. */
export interface Column {
  readonly name: string;
  readonly titles: BothLanguages;
  /** A datatype of CSV on the Web. */
  readonly datatype: 'string' | 'decimal' | 'integer' | 'date' | 'dateTime';
  /** Separator of several values in a cell. */
  readonly separator?: string;
  readonly description: BothLanguages;
  readonly cell: (row: MeasurementRow, context: CellContext) => string | null;
  /** Whether the cells are text of the language that is asked for. */
  readonly isNamed?: true;
  /** Whether the cells are quotes, which are read for them alone. */
  readonly isQuoted?: true;
}

/** Title and description of a column. */
export type ColumnWords = readonly [title: BothLanguages, description: BothLanguages];

export const words = (en: string, zh: string): BothLanguages => ({ en, zh });

export const column = (
  name: string,
  titles: BothLanguages,
  datatype: Column['datatype'],
  description: BothLanguages,
  cell: Column['cell'],
  separator?: string,
): Column => ({ name, titles, datatype, description, cell, ...(separator !== undefined && { separator }) });

export const text = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
