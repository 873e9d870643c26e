import type { Figure } from '@silkgauge/growth';

/** Figures of constructed places that together need every formula. */

interface Place {
  readonly area: string;
  readonly indicator?: 'CBEC' | 'GOODS';
  readonly flow?: '_T' | 'X' | 'M';
  readonly product?: string;
}

interface Event {
  readonly id: string;
  readonly [member: string]: unknown;
}

type Members = Partial<
  Pick<Figure, 'comparison' | 'unit' | 'multiplier' | 'wording' | 'qualifier' | 'status'>
> & {
  readonly valueHigh?: string;
  readonly publishedAt?: string;
  readonly kind?: string;
};

const SOURCE = '/spec/explain';
let count = 0;

/** A figure of a place; a level in yuan by default. */
function figure(place: Place, measure: string, period: string, value: string, members: Members = {}): Event {
  count += 1;
  const { area, indicator = 'CBEC', flow = '_T', product = '_T' } = place;
  const coverage = indicator === 'GOODS' ? 'GOODS' : 'FULL';
  const { publishedAt = '2022-03-01', kind = 'official', ...said } = members;
  const worded = { comparison: 'GY', unit: 'percent', wording: 'percent' };
  const pointed = { comparison: 'GY', unit: 'points', wording: 'points' };
  const usual = measure === 'level' ? { unit: 'CNY' } : /growth$|^share$/.test(measure) ? worded : pointed;
  return {
    specversion: '1.0',
    id: `figure-${String(count)}`,
    source: SOURCE,
    type: 'silkgauge.figure.reported.v1',
    datacontenttype: 'application/json',
    data: {
      series: {
        reporter: 'SPEC',
        area,
        indicator,
        coverage,
        flow,
        mode: '_T',
        product,
        counterpart: '_T',
        currency: 'CNY',
      },
      ...{ period, measure, value, ...usual, publishedAt, ...said },
      evidence: { document: 'https://example.org/constructed', quote: value, kind },
    },
  };
}

const BILLION = { multiplier: '1000000000' };

/** Exports, imports and total by rates alone; and by levels and rates, with months and cumulative periods. */
function flows(): Event[] {
  const rated = (flow: '_T' | 'X' | 'M') => ({ area: 'CN-HA', flow });
  const levels = (flow: '_T' | 'X' | 'M') => ({ area: 'CN-GD', flow });
  return [
    figure(rated('_T'), 'growth', '2020-S1', '26.2'),
    figure(rated('X'), 'growth', '2020-S1', '28.7'),
    figure(rated('M'), 'growth', '2020-S1', '24.4'),
    figure(levels('X'), 'level', '2020', '62.14', BILLION),
    figure(levels('X'), 'growth', '2020', '27.4'),
    figure(levels('M'), 'level', '2020', '24.19', BILLION),
    figure(levels('M'), 'growth', '2020', '35.4'),
    figure(levels('X'), 'level', '2019', '48.8', BILLION),
    figure(levels('M'), 'level', '2019', '18', { ...BILLION, qualifier: 'about' }),
    figure(levels('_T'), 'level', '2019', '66.6', { ...BILLION, qualifier: 'over' }),
    figure(levels('_T'), 'level', '2021-01', '7.1', BILLION),
    figure(levels('_T'), 'level', '2021-02', '5.20', { ...BILLION, qualifier: 'under' }),
    figure(levels('_T'), 'level', '2021-03', '6', { ...BILLION, qualifier: 'range', valueHigh: '6.5' }),
    figure(levels('_T'), 'growth', '2021-Q1', '-3.5', { qualifier: 'under' }),
    figure(levels('_T'), 'level', '2021-01-01/P7M', '117.66', BILLION),
    figure(levels('_T'), 'growth', '2021-01-01/P7M', '31.3'),
    figure(levels('_T'), 'level', '2021-S1', '101.43', BILLION),
    figure(levels('_T'), 'growth', '2021-S1', '33.4'),
  ];
}

/** A part of all goods: its share, its growth gap, its contribution, and their changes. */
function shares(): Event[] {
  const goods: Place = { area: 'CN-JS', indicator: 'GOODS' };
  const part: Place = { area: 'CN-JS', indicator: 'CBEC' };
  return [
    figure(goods, 'growth', '2023-S1', '2.1'),
    figure(part, 'growth-gap', '2023-S1', '6.8'),
    figure(part, 'share', '2023-S1', '52.7'),
    figure(part, 'contribution', '2023-S1', '4.4'),
    figure(goods, 'growth', '2021', '10.5'),
    figure(part, 'growth', '2021', '12'),
    figure(part, 'growth-gap', '2021', '1.5'),
    figure(part, 'growth', '2020', '8.25'),
    figure(part, 'growth-change', '2021', '3.8'),
    figure(part, 'share', '2021', '40.1'),
    figure(part, 'share', '2020', '39'),
    figure(part, 'share-change', '2021', '1.0'),
    figure(part, 'share-change', '2020', '0.5'),
  ];
}

/** Wordings with two readings, one settled by levels, others revised, repeated and contradicted. */
function wordings(): Event[] {
  const place: Place = { area: 'CN-SH' };
  const times = { unit: 'times', wording: 'ambiguous-times' } as const;
  const million = { multiplier: '1000000' };
  return [
    figure(place, 'level', '2019', '135', million),
    figure(place, 'growth', '2019', '4.5', times),
    figure(place, 'level', '2021', '110', million),
    figure(place, 'level', '2020', '20.0', million),
    figure(place, 'growth', '2021', '4.5', times),
    figure(place, 'growth', '2022', '2.5', { unit: 'times', wording: 'up-by-times' }),
    figure(place, 'growth', '2023', '3', { unit: 'times', wording: 'fold', qualifier: 'about' }),
    figure(place, 'growth', '2024', '1.25', {
      unit: 'times',
      wording: 'to-times',
      qualifier: 'range',
      valueHigh: '1.4',
    }),
    figure(place, 'level', '2022', '3', million),
    figure(place, 'level', '2022', '3.1', { ...million, publishedAt: '2023-01-10' }),
    figure(place, 'level', '2022', '3.10', { ...million, publishedAt: '2023-02-01', kind: 'repost' }),
    figure(place, 'level', '2022', '4.4', { ...million, publishedAt: '2023-03-01', kind: 'agency' }),
    figure(place, 'level', '2030', '9.9', { ...million, status: 'forecast' }),
    figure(place, 'level', '_U', '7', million),
    figure(place, 'level', '_U', '8.0', million),
    figure(place, 'growth', '2018', '12.5', { comparison: '_U' }),
  ];
}

/** Every constructed figure, as CloudEvents. */
export const constructedFigures = (): Event[] => [...flows(), ...shares(), ...wordings()];

/** Withdraws a constructed figure. */
export function withdrawalOf(id: string): Event {
  return {
    specversion: '1.0',
    id: `withdraws-${id}`,
    source: SOURCE,
    type: 'silkgauge.figure.withdrawn.v1',
    datacontenttype: 'application/json',
    data: { ref: { source: SOURCE, id }, reason: 'withdrawn by the publisher' },
  };
}

/** Sales `from` to `to` of a shop to a country, over three months. */
export function constructedSales(buyerCountry: string, from: number, to: number): Event[] {
  return Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    return {
      specversion: '1.0',
      id: `sale-${buyerCountry}-${String(n)}`,
      source: SOURCE,
      type: 'silkgauge.sale.recorded.v1',
      datacontenttype: 'application/json',
      data: {
        ...{
          platform: 'SPEC',
          sellerCountry: 'GB',
          buyerCountry,
          category: 'TOYS',
          flow: 'export',
          currency: 'GBP',
        },
        amount: n % 11 === 0 ? '-1.5' : `${String(n % 90)}.${String(10 + (n % 83))}`,
        quantity: n % 11 === 0 ? '-1' : String(1 + (n % 3)),
        orderedAt: `2024-0${String(1 + (n % 3))}-1${String(n % 9)}T08:00:00Z`,
      },
    };
  });
}
