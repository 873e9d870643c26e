import { fraction, write } from '../../fraction.ts';
import { monthsFrom } from '../../months.ts';

/** Expected month of a series; decimals as text, growth as a ratio with 6 digits or null. */
export interface ExpectedRow {
  readonly series: string;
  readonly month: string;
  readonly total: string;
  readonly orders: string;
  readonly mom: string | null;
  readonly yoy: string | null;
}

interface Month {
  cents: bigint;
  orders: number;
}

const KEY = /^[A-Za-z0-9_$@-]+(\.[A-Za-z0-9_$@-]+){8}$/;
const AMOUNT = /^\d+\.\d\d$/;

/**
 * Computes the table from the produced lines (key, tab, value) alone: whole cents, a set of all ids, one
 * pass. Shares no code with the product or the generator.
 */
export class ExpectedTable {
  readonly #seen = new Set<string>();
  readonly #series = new Map<string, Map<string, Month>>();
  lines = 0;

  /** @throws Error for a line that is not a record of the workload */
  add(line: string): void {
    this.lines += 1;
    const tab = line.indexOf('\t');
    const key = line.slice(0, tab);
    const sale = JSON.parse(line.slice(tab + 1)) as Record<string, string | undefined>;
    if (key !== seriesOf(sale) || !KEY.test(key))
      throw new Error(`the key is not the value's series: ${line}`);
    const { orderId, orderedAt, amount } = sale;
    if (orderId === undefined || orderedAt === undefined || amount === undefined || !AMOUNT.test(amount))
      throw new Error(`no record of the workload: ${line}`);
    if (this.#seen.has(orderId)) return;
    this.#seen.add(orderId);
    let months = this.#series.get(key);
    if (!months) this.#series.set(key, (months = new Map()));
    const period = orderedAt.slice(0, 7);
    const month = months.get(period);
    const cents = BigInt(amount.replace('.', ''));
    if (!month) months.set(period, { cents, orders: 1 });
    else {
      month.cents += cents;
      month.orders += 1;
    }
  }

  get distinct(): number {
    return this.#seen.size;
  }

  /** Rows by series, then month. */
  rows(): ExpectedRow[] {
    return [...this.#series.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([series, months]) =>
        [...months.entries()]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([month, { cents, orders }]) => ({
            series,
            month,
            total: `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`,
            orders: String(orders),
            mom: growth(cents, months.get(monthsFrom(month, -1))?.cents),
            yoy: growth(cents, months.get(monthsFrom(month, -12))?.cents),
          })),
      );
  }
}

function seriesOf(sale: Record<string, string | undefined>): string {
  const direction = { export: 'X', import: 'M' }[sale['flow'] ?? ''];
  const { platform, sellerCountry, category, buyerCountry, currency } = sale;
  return [platform, sellerCountry, 'SALES', 'OWN', direction, '_T', category, buyerCountry, currency].join(
    '.',
  );
}

/** (now - before) / before, rounded half away from zero to 6 digits. */
const growth = (now: bigint, before: bigint | undefined): string | null =>
  before === undefined || before === 0n ? null : write(fraction(now - before, before), 6, 'near');

/** The rows as lines of `COPY ... TO STDOUT`, for comparison. */
export function rowLines(rows: readonly ExpectedRow[]): string[] {
  return rows.map(({ series, month, total, orders, mom, yoy }) =>
    [series, month, total, orders, mom ?? '\\N', yoy ?? '\\N'].join('\t'),
  );
}
