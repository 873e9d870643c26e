import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import type { Row } from '../read-csv.ts';

export const JAPAN_CUSTOMS_SOURCE = '/datasets/japan-customs';

const REPOSITORY = 'https://github.com/mitsuoxv/jp-trade';

const FLOWS: Readonly<Record<string, 'X' | 'M'>> = { export: 'X', import: 'M' };

/** A line of the file: one line of the Ministry's table in one release. */
export interface JapanLine {
  /** `A`: new in this release, `C`: changed since the release before. */
  readonly op: string;
  readonly flow: string;
  readonly area: string;
  readonly goods: string;
  /** The whole year if it has ended, else January to the last month of the release. */
  readonly year: string;
  /** Thousand yen. */
  readonly value: string;
}

export interface JapanTables {
  readonly releases: readonly Row[];
  readonly areas: readonly Row[];
  readonly goods: readonly Row[];
}

export interface JapanMapping {
  /**
   * Events of a release; releases in order.
   * @throws Error for a line that contradicts the lines before
   */
  release(name: string, lines: readonly JapanLine[]): Generator<CloudEvent>;
}

interface JapanCell {
  readonly flow: 'X' | 'M';
  readonly area: string;
  readonly goods: string;
  value: string;
  /** Last release that printed the value. */
  release: string;
}

/** A year of the table; all its lines have the period of the last release. */
interface TableYear {
  period: string;
  readonly cells: Map<string, JapanCell>;
}

/**
 * Maps releases in order; an id is `release/flow/area/goods/year`. The file leaves out unchanged lines, but a
 * release that reaches a month further prints the new period in every line, so unchanged values become events
 * too: otherwise a month without trade would look like a month without data. A change for a period that was
 * printed before is `revised`; first prints have no status.
 */
export function japanMapping({ releases, areas, goods }: JapanTables): JapanMapping {
  const areaCodes = new Map(areas.map((row) => [row['label'], row['code']]));
  const goodsRows = new Map(
    goods.flatMap((row) => (row['also'] ?? '').split(';').map((also) => [also, row])),
  );
  const releaseRows = new Map(releases.map((row) => [row['release'], row]));
  const years = new Map<string, TableYear>();

  const cellOf = (release: string, { flow, area, goods: label, value }: JapanLine): JapanCell => ({
    flow: known(FLOWS[flow], 'flow', flow),
    area: known(areaCodes.get(area), 'area', area),
    goods: known(goodsRows.get(label)?.['code'], 'goods', label),
    value,
    release,
  });
  const isLeftOut = ({ goods: label, year }: JapanLine, { flow }: JapanCell): boolean =>
    (goodsRows.get(label)?.['left_out'] ?? '').split(';').includes(`${flow} ${year}`);

  return {
    *release(name, lines) {
      const row = known(releaseRows.get(name), 'release', name);
      const further = reachFurther(years, row);
      for (const line of lines) {
        const cell = cellOf(name, line);
        if (isLeftOut(line, cell)) continue;
        const { year } = line;
        const table = years.get(year) ?? { period: periodOf(year, row), cells: new Map() };
        years.set(year, table);
        const before = replaceCell(table, cell, line);
        const status = before && !further.has(year) ? 'revised' : undefined;
        yield figureEvent(row, year, table.period, cell, status);
      }
      for (const year of further) yield* unchangedCells(row, year, known(years.get(year), 'year', year));
    },
  };
}

/** Years whose period this release takes further. */
function reachFurther(years: ReadonlyMap<string, TableYear>, row: Row): ReadonlySet<string> {
  const further = new Set<string>();
  for (const [year, table] of years) {
    const period = periodOf(year, row);
    if (table.period !== period) further.add(year);
    table.period = period;
  }
  return further;
}

/** Puts a cell into its table, and returns the one before. @throws Error where the line does not follow from it */
function replaceCell({ cells }: TableYear, cell: JapanCell, { op, year }: JapanLine): JapanCell | undefined {
  const name = `${cell.flow}/${cell.area}/${cell.goods}`;
  const before = cells.get(name);
  if ((before === undefined) !== (op === 'A') || before?.value === cell.value)
    throw new Error(
      `Release ${cell.release}: ${op} of ${name}/${year} does not follow from the lines before.`,
    );
  cells.set(name, cell);
  return before;
}

/** Events of the cells that a release prints unchanged for its further period. */
function* unchangedCells(row: Row, year: string, { period, cells }: TableYear): Generator<CloudEvent> {
  const { release = '' } = row;
  for (const cell of cells.values()) {
    if (cell.release === release) continue;
    cell.release = release;
    yield figureEvent(row, year, period, cell, undefined);
  }
}

/** Period of a year's values in a release. */
function periodOf(year: string, { release = '', year_to_date_through: through = '' }: Row): string {
  const [running = '', month = ''] = through.split('-');
  if (year > running) throw new Error(`Release ${release} reaches ${through} and cannot know ${year}.`);
  return year < running || month === '12' ? year : `${year}-01-01/P${String(Number(month))}M`;
}

function figureEvent(
  { release = '', published_at: publishedAt = '', source_commit: commit = '' }: Row,
  year: string,
  period: string,
  { flow, area, goods, value }: JapanCell,
  status: 'revised' | undefined,
): CloudEvent {
  return cloudEvent(
    'silkgauge.figure.reported.v1',
    JAPAN_CUSTOMS_SOURCE,
    `${release}/${flow}/${area}/${goods}/${year}`,
    {
      series: {
        reporter: 'MOFJP',
        area: 'JP',
        indicator: 'GOODS',
        coverage: 'CUSTOMS',
        flow,
        mode: '_T',
        product: goods,
        counterpart: area,
        currency: 'JPY',
      },
      period,
      measure: 'level',
      value,
      unit: 'JPY',
      multiplier: '1000',
      ...(status === undefined ? {} : { status }),
      publishedAt,
      evidence: { document: `${REPOSITORY}/commit/${commit}`, quote: value, kind: 'repost' },
    },
    publishedAt,
  );
}

function known<T>(found: T | undefined, what: string, name: string): T {
  if (found === undefined) throw new Error(`The tables of the set have no ${what} "${name}".`);
  return found;
}
