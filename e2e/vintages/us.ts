import type { Says, Vintages } from './check-releases.ts';
import { growthText, levelText, printed } from './exact.ts';
import { rowsOf } from './tables.ts';

type Table = Map<string, Map<string, string>>;

/**
 * The American releases R1 to R10: `takes` says which lines, by `counterpart/chapter`. Expected after a release is what its
 * table says of every month, once where a line stands in it twice, nothing where it is missing; and growth between
 * months of the same table. R10 was collected without the lines of all chapters: those stay as R9 had them.
 */
export function usVintages(takes: (line: string) => boolean): Vintages {
  const changes = Map.groupBy(rowsOf('us-census-hs2/releases-R1-R9.csv.gz'), (row) => row['release'] ?? '');
  const table: Table = new Map();
  const revised = new Set<string>();
  const apply = (row: Readonly<Record<string, string>>, isLast: boolean): void => {
    const { month = '', partner = '', hs2 = '', imports_usd: value = '', op } = row;
    const line = `${partner === 'CHINA' ? 'CN' : '_T'}/${hs2}`;
    if (!takes(line)) return;
    const months = table.get(line) ?? new Map<string, string>();
    table.set(line, months);
    if (isLast && months.get(month) !== value) revised.add(`${line}/${month}`);
    if (op === 'D') months.delete(month);
    else months.set(month, value);
  };
  return {
    set: 'us-census',
    reporter: 'USCENSUS',
    looksAt: ['reported', 'GY', 'G1'],
    takes: (id) => takes(id.split('/').slice(1, 3).join('/')),
    expected: (release) => {
      const isLast = release === 'R10';
      const rows = isLast ? rowsOf('us-census-hs2/release-R10-revised.csv.gz') : (changes.get(release) ?? []);
      for (const row of rows) apply(row, isLast);
      const expected = new Map<string, Says>();
      for (const [line, months] of table) {
        const [counterpart = '', chapter = ''] = line.split('/');
        const product = chapter === '00' ? '_T' : `HS${chapter}`;
        for (const [month, value] of months) {
          const growth = (base: string | undefined) =>
            base === undefined ? undefined : growthText(printed(value), printed(base));
          expected.set(`USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T.${product}.${counterpart}.USD/${month}`, {
            reported: `${levelText(printed(value), 1n)} ${revised.has(`${line}/${month}`) ? 'R' : '_U'}`,
            GY: growth(months.get(monthsBefore(month, 12))),
            G1: growth(months.get(monthsBefore(month, 1))),
          });
        }
      }
      return expected;
    },
  };
}

function monthsBefore(month: string, count: number): string {
  const [year = '', number = ''] = month.split('-');
  const at = Number(year) * 12 + Number(number) - 1 - count;
  return `${String(Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
}
