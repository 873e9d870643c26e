import { DIMENSIONS, type ServedState } from '@silkgauge/contract';
import type { Column, Language } from './column.ts';
import { csvCell, csvLine, csvRow } from './csv.ts';
import { measurementRows, type MeasurementRow } from './measurement-rows.ts';

type Lots = AsyncIterable<readonly string[]>;

/** The table of states, which are JSON texts in lots, in parts: the header row, then the rows of each lot. */
export async function* tableText(
  lots: Lots,
  columns: readonly Column[],
  language: Language,
): AsyncGenerator<string, void> {
  yield csvLine(columns.map(({ name }) => name));
  const rowsOf = rowWriter(columns, language);
  for await (const lot of lots) yield lot.map((text) => rowsOf(JSON.parse(text) as ServedState)).join('');
}

/** The states a line each (NDJSON), in parts of a lot. */
export async function* linesText(lots: Lots): AsyncGenerator<string, void> {
  for await (const lot of lots) if (lot.length > 0) yield `${lot.join('\n')}\n`;
}

/** Columns whose cells are the same in all rows of a series, and of a state. */
export const OF_THE_SERIES: ReadonlySet<string> = new Set([
  ...DIMENSIONS,
  ...DIMENSIONS.map((name) => `${name}Name`),
]);
export const OF_THE_STATE: ReadonlySet<string> = new Set([
  ...['key', 'period', 'periodStart', 'periodEnd', 'flags', 'notices', 'events', 'units', 'last'],
  ...['version', 'sequence', 'knownAt', 'publishedBy'],
]);

/**
 * Writes the rows of a state. Cells of a series and of a state are written once: half of all cells, as states
 * come in order of their series.
 */
function rowWriter(columns: readonly Column[], language: Language): (state: ServedState) => string {
  const cellIn = (row: MeasurementRow) => (column: Column) => csvCell(column.cell(row, language) ?? '');
  const ofSeries = columns.filter(({ name }) => OF_THE_SERIES.has(name));
  const ofState = columns.filter(({ name }) => OF_THE_STATE.has(name));
  const known = new Map([...ofSeries, ...ofState].map((column, at) => [column, at]));
  const places = columns.map((column) => known.get(column) ?? -1);
  let series = '';
  let seriesCells: readonly string[] = [];
  return (state) => {
    const rows = measurementRows(state);
    const [first] = rows;
    if (!first) return '';
    const key = state.key.slice(0, -state.period.length);
    if (key !== series) {
      series = key;
      seriesCells = ofSeries.map(cellIn(first));
    }
    const cells = [...seriesCells, ...ofState.map(cellIn(first))];
    return rows
      .map((row) => {
        const write = cellIn(row);
        return csvRow(columns.map((column, at) => cells[places[at] ?? -1] ?? write(column)));
      })
      .join('');
  };
}
