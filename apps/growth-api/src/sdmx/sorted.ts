import {
  byKeyAndPeriod,
  byPeriod,
  DIMENSIONS,
  tooLarge,
  type DataQuery,
  type Observation,
  type SortTerm,
} from '@silkgauge/sdmx';
import type { Lot, Lots } from './observations.ts';

/** Observations that are put in another order than their own at most. */
export const MOST_SORTED = 100_000;
const LOT = 1_000;

/** Observations in the order of some terms, then in their own. @throws SdmxFault 413 above 100,000 observations */
export async function* sorted(lots: Lots, terms: readonly SortTerm[]): AsyncGenerator<Lot, void> {
  const all: Observation[] = [];
  for await (const lot of lots) {
    if (all.length + lot.length > MOST_SORTED) throw tooManyToSort();
    for (const one of lot) all.push(one);
  }
  all.sort(orderBy(terms));
  for (let from = 0; from < all.length; from += LOT) yield all.slice(from, from + LOT);
}

/** Whether terms ask for the order that observations are read in. */
export const isOwnOrder = (terms: DataQuery['sort']): terms is null =>
  terms === null ||
  (terms.length === 1 &&
    terms.every(({ by, descending }) => !descending && (by === '*' || by === 'series_key')));

type Order = (a: Observation, b: Observation) => number;

/** The order of some terms; observations that are equal in all of them are in their own. */
export function orderBy(terms: readonly SortTerm[]): Order {
  const orders = [...terms.map(orderOf), byKeyAndPeriod];
  return (a, b) => {
    for (const order of orders) {
      const found = order(a, b);
      if (found !== 0) return found;
    }
    return 0;
  };
}

function orderOf({ by, descending }: SortTerm): Order {
  const order = ascending(by);
  return descending ? (a, b) => order(b, a) : order;
}

function ascending(by: SortTerm['by']): Order {
  const dimension = DIMENSIONS.find((one) => one === by);
  if (dimension) return (a, b) => byCode(a.key[dimension], b.key[dimension]);
  switch (by) {
    case 'TIME_PERIOD':
      return (a, b) => byPeriod(a.period, b.period);
    case 'series_key':
      return (a, b) => byCode(a.seriesKey, b.seriesKey);
    default:
      return byKeyAndPeriod;
  }
}

/** Codes are ASCII. */
const byCode = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const tooManyToSort = () =>
  tooLarge(
    MOST_SORTED,
    { en: 'observations to sort', zh: '条待排序观测值' },
    { en: 'leave sort out, or ask for fewer', zh: '请省略 sort，或减少查询范围' },
  );
