import { Type, type Static } from 'typebox';
import { utcMonth } from '../instant.ts';
import {
  Reference,
  areaCode,
  code,
  currencyCode,
  decimal,
  instant,
  object,
  oneOf,
  text,
} from '../vocabulary.ts';
import { family, type EventOf, type DataRule } from './family.ts';
import { areaRule, currencyRule, instantRule, notItselfRule } from './rules.ts';

export const SaleData = object(
  {
    platform: code('The platform, reporter of the series.', 'ALIEXPRESS'),
    sellerCountry: areaCode('Where the seller is.'),
    buyerCountry: areaCode('Where the buyer is.'),
    category: code('Category of the platform, or _T.', 'TOYS'),
    flow: oneOf(
      ['export', 'import'],
      'Seen from the seller: export, from the platform of the buyer: import.',
    ),
    currency: currencyCode('ISO 4217 code of the amount.'),
    amount: decimal('In the currency; negative for a return or cancellation.'),
    quantity: decimal('Units sold; negative for a return or cancellation.'),
    orderedAt: instant('When it was ordered; the month in UTC is the period.'),
    orderId: Type.Optional(text(256, 'The order it belongs to.', '536365')),
    line: Type.Optional(text(256, 'The line of the order.', '1')),
    corrects: Type.Optional(Reference),
  },
  'One line of an order; a return or cancellation is a new event with negative amount and quantity.',
  'SaleRecordedData',
);

export type SaleData = Static<typeof SaleData>;

export interface SaleRecorded extends EventOf<'silkgauge.sale.recorded.v1', SaleData> {
  readonly seriesKey: string;
  /** Month of the order in UTC, `YYYY-MM`. */
  readonly period: string;
  readonly amount: string;
  readonly quantity: string;
}

const hasCurrency: DataRule<SaleData> = {
  needs: ['/data/currency'],
  check({ currency }, report) {
    if (currency !== '_Z') return;
    report(
      '/data/currency',
      'currency-code',
      'A sale has a currency.',
      'Write the ISO 4217 code of the amount.',
    );
  },
};

/** `PLATFORM.SELLER.SALES.OWN.X|M._T.CATEGORY.BUYER.CURRENCY` */
const saleSeriesKey = (sale: SaleData): string =>
  `${sale.platform}.${sale.sellerCountry}.SALES.OWN.${sale.flow === 'export' ? 'X' : 'M'}._T.${sale.category}.${sale.buyerCountry}.${sale.currency}`;

export const saleRecorded = family({
  type: 'silkgauge.sale.recorded.v1',
  title: 'A sale was recorded',
  schema: SaleData,
  rules: [
    areaRule<SaleData>('/data/sellerCountry', (data) => data.sellerCountry),
    areaRule<SaleData>('/data/buyerCountry', (data) => data.buyerCountry),
    currencyRule<SaleData>('/data/currency', (data) => data.currency),
    hasCurrency,
    instantRule<SaleData>('/data/orderedAt', (data) => data.orderedAt),
    notItselfRule<SaleData>('/data/corrects', (data) => data.corrects),
  ],
  parse: (attributes, data): SaleRecorded => ({
    ...attributes,
    type: 'silkgauge.sale.recorded.v1',
    data,
    seriesKey: saleSeriesKey(data),
    period: utcMonth(data.orderedAt),
    amount: data.amount,
    quantity: data.quantity,
  }),
  recordKey: (event) => event.seriesKey,
  example: {
    platform: 'ALIEXPRESS',
    sellerCountry: 'CN',
    buyerCountry: 'ES',
    category: 'TOYS',
    flow: 'export',
    currency: 'EUR',
    amount: '24.90',
    quantity: '2',
    orderedAt: '2020-03-01T09:30:00+08:00',
    orderId: '8012345678',
    line: '1',
  },
});
