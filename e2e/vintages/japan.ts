import type { Says, Vintages } from './check-releases.ts';
import { growthText, levelText, printed } from './exact.ts';
import { rowsOf } from './tables.ts';

const UNIT = 1000n; // the table is in thousand yen

interface Line {
  readonly series: string;
  /** Thousand yen by year. */
  readonly values: Map<string, bigint>;
  /** Years whose value was changed after they had ended. */
  readonly revised: Set<string>;
}

/**
 * The Japanese customs releases: `takes` says which lines, by `flow/area/goods`. Expected after a release is what its table
 * says of every year, and growth over the year before in the same table; of the running year to date the growth over
 * the same months in the release of a year before, for that is the only one to say them.
 */
export function japanVintages(takes: (line: string) => boolean): Vintages {
  const lineOf = lineNames();
  const changes = Map.groupBy(rowsOf('japan-customs/events.csv.gz'), (row) => row['release'] ?? '');
  const reaches = new Map(
    [...rowsOf('japan-customs/releases.csv')].map((row) => [
      row['release'],
      row['year_to_date_through'] ?? '',
    ]),
  );
  const lines = new Map<string, Line>();
  const toDate = new Map<string, bigint>();
  return {
    set: 'japan-customs',
    reporter: 'MOFJP',
    looksAt: ['reported', 'GY'],
    takes: (id) => takes(id.split('/').slice(1, 4).join('/')),
    expected: (release) => {
      const [running = '', month = ''] = (reaches.get(release) ?? '').split('-');
      for (const row of changes.get(release) ?? []) {
        const { year = '', value_thousand_jpy: value = '' } = row;
        const name = lineOf(row);
        if (name === null || !takes(name)) continue;
        const line = lines.get(name) ?? newLine(name);
        lines.set(name, line);
        line.values.set(year, BigInt(value));
        if (row['op'] === 'C' && year < running) line.revised.add(year);
      }
      const expected = new Map<string, Says>();
      for (const { series, values, revised } of lines.values()) {
        for (const [year, value] of values) {
          const yearBefore = String(Number(year) - 1);
          const ended = year < running || month === '12';
          if (year === running) toDate.set(`${series}/${year}-${month}`, value);
          const base = ended ? values.get(yearBefore) : toDate.get(`${series}/${yearBefore}-${month}`);
          expected.set(`${series}/${ended ? year : periodToDate(year, Number(month))}`, {
            reported: `${levelText(printed(value), UNIT)} ${revised.has(year) ? 'R' : '_U'}`,
            GY: base === undefined ? undefined : growthText(printed(value), printed(base)),
          });
        }
      }
      return expected;
    },
  };
}

function newLine(name: string): Line {
  const [flow = '', area = '', goods = ''] = name.split('/');
  return {
    series: `MOFJP.JP.GOODS.CUSTOMS.${flow}._T.${goods}.${area}.JPY`,
    values: new Map(),
    revised: new Set(),
  };
}

/** `flow/area/goods` in codes; null for what the set leaves out. */
function lineNames(): (row: Readonly<Record<string, string>>) => string | null {
  const areas = new Map([...rowsOf('japan-customs/areas.csv')].map((row) => [row['label'], row['code']]));
  const goods = new Map(
    [...rowsOf('japan-customs/goods.csv')].flatMap((row) =>
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

/** January to a month that is not the last, by its own name where it has one. */
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
