/** One number of a mark, or one end of a range. Numbers are for geometry alone; what is written is the text. */
export interface Point {
  /** Which reading of an ambiguous wording this is, in words; null where there is one. */
  readonly reading: string | null;
  /** Null for a range, which has ends only. */
  readonly at: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The value as it is written, every digit: `+26.2%`. */
  readonly text: string;
  /** The interval as it is written; null where value and ends are one. */
  readonly between: string | null;
}

export type Side = 'reported' | 'computed' | 'implied' | 'forecast';

/** One figure in a chart. */
export interface Mark {
  /** Its name within the chart. */
  readonly id: string;
  /** `<series key>/<period>`: the state that a click explains. */
  readonly state: string;
  /** What or who it is of: the row of a bar, the line of a point. */
  readonly name: string;
  /** What sets it apart from its neighbours, such as reporter and coverage; null where nothing does. */
  readonly note: string | null;
  /** SDMX code of the period. */
  readonly period: string;
  readonly side: Side;
  /** One, or one for each reading: they are drawn as marks of their own, joined. Never empty. */
  readonly points: readonly Point[];
  /** Preliminary or forecast: hatched; in one half only where it is of a part of a period as well. */
  readonly provisional: boolean;
  /** Last day of a period that is a part of the ones beside it, as it is written; null for whole ones: hollow. */
  readonly partUntil: string | null;
  /** What is counted changed at this period: no line leads to it from the one before. */
  readonly breaks: boolean;
  /** What was first printed, where that was something else: a whisker from there to the point. */
  readonly first: Point | null;
  /** All of it in one sentence: name, period, value, interval, status, verdict. */
  readonly says: string;
}

/** A notice's day in force, drawn as a labelled rule where the series is in its scope. */
export interface RuleLine {
  /** ISO date. */
  readonly day: string;
  readonly label: string;
  /** The series contains the notice's scope and is not all of it. */
  readonly inPart: boolean;
}

/** Marks of one series, in order of time. */
export interface Line {
  readonly name: string;
  /** Which of the series colours it has, from 0. */
  readonly colour: number;
  readonly marks: readonly Mark[];
}

/** What stands behind a chart, as a table and as a file. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly title: string; readonly numeric: boolean }[];
  /** As many cells as columns: `text` as it is shown, `raw` as it goes into a file, every digit. */
  readonly rows: readonly (readonly { readonly text: string; readonly raw: string }[])[];
}

/** How sure a figure is and how much of its period it is of: `both` is provisional, of a part of a period. */
export type MarkStyle = 'final' | 'provisional' | 'part' | 'both';

export function standingOf({ provisional, partUntil }: Pick<Mark, 'provisional' | 'partUntil'>): MarkStyle {
  if (provisional) return partUntil === null ? 'provisional' : 'both';
  return partUntil === null ? 'final' : 'part';
}
