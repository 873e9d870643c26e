import type { Random } from '../../random.ts';
import { binaryRecord, structuredRecord } from './cloud-events.ts';
import type { Produced } from './produced.ts';

const TYPE = 'silkgauge.sale.recorded.v1';
const BUYERS = ['ES', 'FR', 'DE', 'PL'];
const CATEGORIES = ['toys', 'food', 'books'];
const SELLERS = ['CN', 'GB'];
/** Three years from January 2018. */
export const MONTHS = Array.from(
  { length: 36 },
  (_, i) => `${String(2018 + Math.floor(i / 12))}-${String(1 + (i % 12)).padStart(2, '0')}`,
);

export interface SaleSeries {
  readonly key: string;
  readonly sellerCountry: string;
  readonly buyerCountry: string;
  readonly category: string;
}

function saleSeries(sellerCountry: string, category: string, buyerCountry: string): SaleSeries {
  const key = `SHOP.${sellerCountry}.SALES.OWN.X._T.${category}.${buyerCountry}.EUR`;
  return { key, sellerCountry, buyerCountry, category };
}

export const SALE_SERIES: readonly SaleSeries[] = CATEGORIES.flatMap((category, c) =>
  BUYERS.map((buyer, b) => saleSeries(SELLERS[(b + c) % SELLERS.length] ?? '', category, buyer)),
);

/** Sales and returns with amounts of any scale, some as structured events. */
export class SaleSource {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Produced {
    const random = this.#random;
    this.#count += 1;
    // Months advance with the run; one in ten is late by any number of months.
    const newest = Math.min(MONTHS.length, 3 + Math.floor(this.#count / 150));
    const month = random.unit() < 0.9 ? newest - 1 - random.below(3) : random.below(newest);
    // Rarely the first sale of a new series.
    const series =
      random.unit() < 0.004
        ? saleSeries('CN', `rare-${String(this.#count)}`, 'ES')
        : random.pick(SALE_SERIES);
    return this.#sale(`s${String(this.#count)}`, series, month);
  }

  /** Another sale under the same identity: the first stands. */
  conflictWith({ expected }: Produced): Produced | null {
    if (expected.kind !== 'sale') return null;
    const [, seller = '', , , , , category = '', buyer = ''] = expected.series.split('.');
    const series = saleSeries(seller, category, buyer);
    const id = expected.identity.slice(expected.identity.indexOf(' ') + 1);
    return this.#sale(id, series, this.#random.below(MONTHS.length));
  }

  #sale(id: string, series: SaleSeries, monthIndex: number): Produced {
    const random = this.#random;
    const month = MONTHS[monthIndex] ?? '';
    const { key, sellerCountry, buyerCountry, category } = series;
    const sign = random.unit() < 0.1 ? '-' : '';
    const data = {
      platform: 'SHOP',
      sellerCountry,
      buyerCountry,
      category,
      flow: 'export',
      currency: 'EUR',
      amount: sign + this.#amount(),
      quantity: sign + String(1 + random.below(5)),
      // A day that lies in another month in the sender's zone.
      orderedAt: random.unit() < 0.02 ? `${month}-01T01:30:00+01:00` : `${month}-15T10:00:00Z`,
    };
    const attributes = { type: TYPE, source: '/chaos/shop', id };
    const record = binaryRecord('platform.sales', key, attributes, data, {
      kind: 'sale',
      identity: `${attributes.source} ${id}`,
      series: key,
      month,
      amount: data.amount,
      quantity: data.quantity,
    });
    return random.unit() < 0.02 ? structuredRecord(record, attributes, data) : record;
  }

  #amount(): string {
    const random = this.#random;
    if (random.unit() < 0.002) return '98765432109876543210.123456789012345678';
    const scale = random.below(5);
    const whole = String(random.below(100_000));
    return scale === 0 ? whole : `${whole}.${String(random.below(10 ** scale)).padStart(scale, '0')}`;
  }
}
