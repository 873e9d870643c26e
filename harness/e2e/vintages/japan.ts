import type { Says, Vintages } from './check-releases.ts';
import { growthText, levelText, minus, printed, workedText, type Printed } from './exact.ts';
import { rowsOf } from '../tables.ts';

const UNIT = 1000n; // the table is in thousand yen

interface Line {
  readonly series: string;
  /** Values by year in the last release: whole years, and the running year to date. */
  readonly years: Map<string, Printed>;
  /** Years revised after their end. */
  readonly revised: Set<string>;
  /** Year to date by its last month (`2021-08`), as first printed. */
  readonly toDate: Map<string, Printed>;
}

/**
 * The Japanese customs releases; `takes` selects lines by `flow/area/goods`. A release determines each year
 * and its growth in one table. Year-to-date growth compares with last year's release of the same months, a
 * month is the difference of consecutive releases, December the year less January to November.
 */
export function japanVintages(takes: (line: string) => boolean): Vintages {
  const lineOf = lineNames();
  const changes = Map.groupBy(rowsOf('japan-customs/events.csv.gz'), (row) => row['release'] ?? '');
  const reaches = new Map(
    rowsOf('japan-customs/releases.csv').map((row) => [row['release'], row['year_to_date_through'] ?? '']),
  );
  const lines = new Map<string, Line>();
  return {
    set: 'japan-customs',
    reporter: 'MOFJP',
    looksAt: ['reported', 'computed', 'GY'],
    takes: (id) => takes(id.split('/').slice(1, 4).join('/')),
    expected: (release) => {
      const through = reaches.get(release) ?? '';
      const [running = '', month = ''] = through.split('-');
      for (const row of changes.get(release) ?? []) {
        const { year = '', value_thousand_jpy: value = '' } = row;
        const name = lineOf(row);
        if (name === null || !takes(name)) continue;
        const line = lines.get(name) ?? newLine(name);
        lines.set(name, line);
        line.years.set(year, printed(value));
        if (row['op'] === 'C' && year < running) line.revised.add(year);
      }
      const expected = new Map<string, Says>();
      for (const line of lines.values()) {
        const { series, years, revised, toDate } = line;
        for (const [year, level] of years) {
          const before = String(Number(year) - 1);
          const ended = year < running || month === '12';
          if (!ended) toDate.set(through, level);
          expected.set(`${series}/${ended ? year : periodToDate(year, Number(month))}`, {
            reported: `${levelText(level, UNIT)} ${revised.has(year) ? 'R' : '_U'}`,
            GY: growth(level, ended ? years.get(before) : toDate.get(`${before}-${month}`)),
          });
          const last = ended ? '12' : month;
          const difference = monthOf(line, year, last);
          if (difference && last !== '01') {
            expected.set(`${series}/${year}-${last}`, {
              computed: workedText(difference, UNIT),
              GY: growth(difference, monthOf(line, before, last)),
            });
          }
        }
      }
      return expected;
    },
  };
}

/** A month as the difference of two cumulative numbers; January stands alone. */
function monthOf({ years, toDate }: Line, year: string, month: string): Printed | undefined {
  if (month === '01') return toDate.get(`${year}-01`);
  const longer = month === '12' ? years.get(year) : toDate.get(`${year}-${month}`);
  const shorter = toDate.get(`${year}-${String(Number(month) - 1).padStart(2, '0')}`);
  return longer && shorter && minus(longer, shorter);
}

const growth = (level: Printed, base: Printed | undefined): string | undefined =>
  base && growthText(level, base);

function newLine(name: string): Line {
  const [flow = '', area = '', goods = ''] = name.split('/');
  return {
    series: `MOFJP.JP.GOODS.CUSTOMS.${flow}._T.${goods}.${area}.JPY`,
    years: new Map(),
    revised: new Set(),
    toDate: new Map(),
  };
}

/** `flow/area/goods` in codes; null for lines outside the set. */
function lineNames(): (row: Readonly<Record<string, string>>) => string | null {
  const areas = new Map(rowsOf('japan-customs/areas.csv').map((row) => [row['label'], row['code']]));
  const goods = new Map(
    rowsOf('japan-customs/goods.csv').flatMap((row) =>
      (row['also'] ?? '').split(';').map((label) => [label, row] as const),
    ),
  );
  return (row) => {
    const flow = row['flow'] === 'export' ? 'X' : 'M';
    const group = goods.get(row['goods'] ?? '');
    if (group?.['left_out'] === `${flow} ${row['year'] ?? ''}`) return null;
    return `${flow}/${areas.get(row['area']) ?? ''}/${group?.['code'] ?? ''}`;
  };
}

/** January to a month before December, as a named period if one exists. */
function periodToDate(year: string, months: number): string {
  switch (months) {
    case 1:
      return `${year}-01`;
    case 3:
      return `${year}-Q1`;
    case 6:
      return `${year}-S1`;
    default:
      return `${year}-01-01/P${String(months)}M`;
  }
}
