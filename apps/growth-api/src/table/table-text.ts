import {
  type MeasurementRow,
  measurementRows,
  type CellContext,
  type Column,
  type EventIdentity,
} from '@silkgauge/contract';
import type { Language } from '@silkgauge/codelists';
import { CELL_NAMES } from './cell-names.ts';
import { readFigures } from '../states/read-figures.ts';
import { CSV, csvLine, type RowForm } from './csv.ts';

type Lots = AsyncIterable<readonly string[]>;

export interface TableText {
  readonly columns: readonly Column[];
  readonly language: Language;
  /** Reads the quotes of prints, by the identities of their events. */
  readonly readQuotes: (prints: readonly EventIdentity[]) => Promise<CellContext['quoteOf']>;
}

/** Rows of a lot of states, and what their cells show beside the state. */
interface RowLot {
  readonly states: readonly (readonly MeasurementRow[])[];
  readonly context: CellContext;
}

/** Rows of states, which are JSON texts in lots. */
export async function* rowsInLots(
  lots: Lots,
  { columns, language, readQuotes }: TableText,
): AsyncGenerator<RowLot, void> {
  const isQuoted = columns.some((column) => column.isQuoted);
  for await (const lot of lots) {
    const states = lot.map((text) => measurementRows(readFigures(text)));
    const quoteOf = isQuoted ? await readQuotes(printsIn(states.flat())) : () => null;
    yield { states, context: { ...CELL_NAMES, language, quoteOf } };
  }
}

/** The table of states in parts: the header row, then the rows of each lot. */
export async function* tableText(lots: Lots, table: TableText): AsyncGenerator<string, void> {
  yield headerRow(table);
  const rowsOf = rowWriter(table.columns, CSV);
  for await (const { states, context } of rowsInLots(lots, table))
    yield states.map((rows) => rowsOf(rows, context)).join('');
}

export const headerRow = ({ columns }: Pick<TableText, 'columns'>): string =>
  csvLine(columns.map(({ name }) => name));

/** Identities of the events whose prints stand, each once. */
function printsIn(rows: readonly MeasurementRow[]): readonly EventIdentity[] {
  const prints = rows.flatMap(({ measurement: { from } }) => from ?? []);
  return [...new Map(prints.map((print) => [nameOf(print), print])).values()];
}

/** A text for each identity. */
export const nameOf = ({ source, id }: EventIdentity): string => `${source}\0${id}`;

/** The states a line each (NDJSON), in parts of a lot. */
export async function* linesText(
  lots: Lots,
  show = (state: string): string => state,
): AsyncGenerator<string, void> {
  for await (const lot of lots) if (lot.length > 0) yield `${lot.map(show).join('\n')}\n`;
}

/** Whether the cells of a column are the same in all rows of a state. */
const isOfState = ({ of }: Pick<Column, 'of'>): boolean => of === 'series' || of === 'state';

/** Neighbouring columns whose cells are the same in all rows of a state, or are not. */
interface Run {
  readonly isOfState: boolean;
  readonly columns: Column[];
}

function runsOf(columns: readonly Column[]): readonly Run[] {
  const runs: Run[] = [];
  for (const column of columns) {
    const isShared = isOfState(column);
    const last = runs.at(-1);
    if (last?.isOfState === isShared) last.columns.push(column);
    else runs.push({ isOfState: isShared, columns: [column] });
  }
  return runs;
}

/** Writes the rows of a state. Cells of a series and of a state are written once: states come in order of series. */
export function rowWriter(
  columns: readonly Column[],
  { cell, between, end }: RowForm,
): (rows: readonly MeasurementRow[], context: CellContext) => string {
  const runs = runsOf(columns);
  const ofSeries = columns.filter(({ of }) => of === 'series');
  let series = '';
  let seriesCells: ReadonlyMap<Column, string> = new Map();
  return (rows, context) => {
    const cellIn = (row: MeasurementRow, column: Column) => cell(column.cell(row, context) ?? '');
    const [first] = rows;
    if (!first) return '';
    const key = first.state.key.slice(0, -first.state.period.length);
    if (key !== series) {
      series = key;
      seriesCells = new Map(ofSeries.map((column) => [column, cellIn(first, column)]));
    }
    const ofState = runs.map(({ isOfState, columns: some }) =>
      isOfState ? some.map((column) => seriesCells.get(column) ?? cellIn(first, column)).join(between) : null,
    );
    const cellsOf = (row: MeasurementRow) =>
      runs.map((run, at) => ofState[at] ?? run.columns.map((column) => cellIn(row, column)).join(between));
    return rows.map((row) => `${cellsOf(row).join(between)}${end}`).join('');
  };
}
