import type { Side } from '@silkgauge/codelists';

/** A number or a range of a mark. Numbers are for geometry; texts have all digits. */
export interface Point {
  /** The reading of an ambiguous wording; null for a plain one. */
  readonly reading: string | null;
  /** Null for a range. */
  readonly at: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The value or range, every digit: `+26.2%`. */
  readonly text: string;
  /** The interval in words; null for a range or an exact value. */
  readonly between: string | null;
}

/** One figure in a chart. */
export interface Mark {
  /** Unique within a chart. */
  readonly id: string;
  /** `<series key>/<period>`; a click explains that state. */
  readonly state: string;
  /** The row of a bar, or the line of a point. */
  readonly name: string;
  /** Difference from neighbours, such as reporter and coverage. */
  readonly note: string | null;
  /** SDMX TIME_PERIOD, or `_U`. */
  readonly period: string;
  readonly side: Side;
  /** One, or one per reading. Never empty. */
  readonly points: readonly Point[];
  /** Preliminary or forecast; striped. */
  readonly provisional: boolean;
  /** Last day in words of a part of a period; hollow. Null for a whole one. */
  readonly partUntil: string | null;
  /** Coverage changed at the period: no line joins the mark to the one before. */
  readonly breaks: boolean;
  /** The earliest print held of a revised figure, where it reads otherwise; a line joins both. */
  readonly first: Point | null;
  /** The accessible name: name, period, sides, verdict. */
  readonly says: string;
}

/** The first day in force of a notice whose scope has the series. */
export interface RuleLine {
  readonly notice: string;
  readonly day: string;
  readonly label: string;
  /** Whether the scope is only a part of the series. */
  readonly inPart: boolean;
}

/** Marks of one series, in order of time. */
export interface Line {
  readonly name: string;
  /** Index of a series colour. */
  readonly colour: number;
  readonly marks: readonly Mark[];
}

/** The figures of a chart for table and CSV. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly title: string; readonly numeric: boolean }[];
  /** One cell per column: `text` for the page, `raw` with every digit for the file. */
  readonly rows: readonly (readonly { readonly text: string; readonly raw: string }[])[];
}

/** `part`: of a part of a period; `both`: provisional, of a part of a period. */
export type MarkStyle = 'final' | 'provisional' | 'part' | 'both';

export function markStyleOf({ provisional, partUntil }: Pick<Mark, 'provisional' | 'partUntil'>): MarkStyle {
  if (provisional) return partUntil === null ? 'provisional' : 'both';
  return partUntil === null ? 'final' : 'part';
}

/** Pixels from which on the ring of an earlier print is told apart from the present value. */
export const LEAST_REVISION = 5;
