import type { Says, Vintages } from './check-releases.ts';
import { growthText, levelText, plus, printed, workedText, type Printed } from './exact.ts';
import { monthsFrom } from '../../months.ts';
import { rowsOf } from '../tables.ts';

/**
 * The American releases R1 to R10; `takes` selects lines by `counterpart/chapter`. A release determines each
 * month (duplicate lines count once, missing lines are empty), growth within its table, and sums of complete
 * years. R10 lacks the totals over all chapters (`00`), which stay as in R9.
 */
export function usVintages(takes: (line: string) => boolean): Vintages {
  const changes = Map.groupBy(rowsOf('us-census-hs2/releases-R1-R9.csv.gz'), (row) => row['release'] ?? '');
  const table: Table = new Map();
  const revised = new Set<string>();
  const apply = (row: Readonly<Record<string, string>>, isLast: boolean): void => {
    const { month = '', partner = '', hs2 = '', imports_usd: value = '', op } = row;
    const line = `${partner === 'CHINA' ? 'CN' : '_T'}/${hs2}`;
    if (!takes(line)) return;
    const months = table.get(line) ?? new Map<string, Printed | null>();
    table.set(line, months);
    const now = op === 'D' ? null : printed(value);
    if (isLast && months.get(month)?.value.n !== now?.value.n) revised.add(`${line}/${month}`);
    months.set(month, now);
  };
  return {
    set: 'us-census',
    reporter: 'USCENSUS',
    looksAt: ['reported', 'computed', 'GY', 'G1'],
    takes: (id) => takes(id.split('/').slice(1, 3).join('/')),
    expected: (release) => {
      const isLast = release === 'R10';
      const rows = isLast ? rowsOf('us-census-hs2/release-R10-revised.csv.gz') : (changes.get(release) ?? []);
      for (const row of rows) apply(row, isLast);
      const expected = new Map<string, Says>();
      for (const [line, months] of table) {
        const [counterpart = '', chapter = ''] = line.split('/');
        const product = chapter === '00' ? '_T' : `HS${chapter}`;
        const series = `USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T.${product}.${counterpart}.USD`;
        for (const [month, level] of months) {
          const status = revised.has(`${line}/${month}`) ? 'R' : '_U';
          expected.set(`${series}/${month}`, {
            reported: level ? `${levelText(level, 1n)} ${status}` : undefined,
            GY: growth(level, months.get(monthsFrom(month, -12))),
            G1: growth(level, months.get(monthsFrom(month, -1))),
          });
        }
        for (const month of months.keys()) {
          if (!month.endsWith('-01')) continue;
          const [year, before] = [sumOfYear(months, month), sumOfYear(months, monthsFrom(month, -12))];
          expected.set(`${series}/${month.slice(0, 4)}`, {
            computed: year ? workedText(year, 1n) : undefined,
            GY: growth(year, before),
          });
        }
      }
      return expected;
    },
  };
}

type Table = Map<string, Map<string, Printed | null>>;

function growth(level: Printed | null | undefined, base: Printed | null | undefined): string | undefined {
  return level && base ? growthText(level, base) : undefined;
}

/** The sum of twelve months, if all are present. */
function sumOfYear(months: ReadonlyMap<string, Printed | null>, january: string): Printed | null {
  const parts = Array.from({ length: 12 }, (_, at) => months.get(monthsFrom(january, at)));
  const there = parts.filter((part) => part !== null && part !== undefined);
  return there.length === 12 ? plus(...there) : null;
}
