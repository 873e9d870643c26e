import type { SeriesDimensions } from './figure.ts';

/** Keys of other series by what they are to this one; none of them need exist. */
export interface Links {
  /** The family by flow, the series itself among them; null for flows that are no part of a total. */
  readonly family: { readonly total: string; readonly exports: string; readonly imports: string } | null;
  /**
   * What this is a part of, by one dimension each: product, counterpart, mode, flow. The first is the whole that a share of
   * this series is a share of.
   */
  readonly wholes: readonly string[];
  /** Area, flow and currency: where CBEC and GOODS are compared whoever reports them. */
  readonly place: string;
}

const PARTED = ['product', 'counterpart', 'mode', 'flow'] as const;

/** What a series is to others, from its codes alone. */
export function linksOf(dimensions: SeriesDimensions): Links {
  const { area, flow, currency } = dimensions;
  const withFlow = (code: string): string => keyOf({ ...dimensions, flow: code });
  const isTraded = flow === '_T' || flow === 'X' || flow === 'M';
  return {
    family: isTraded ? { total: withFlow('_T'), exports: withFlow('X'), imports: withFlow('M') } : null,
    wholes: PARTED.filter((name) => isPart(name, dimensions[name])).map((name) =>
      keyOf({ ...dimensions, [name]: '_T' }),
    ),
    place: `${area}.${flow}.${currency}`,
  };
}

/** A code that is neither the total nor unknown nor without meaning. */
function isPart(name: (typeof PARTED)[number], code: string): boolean {
  return name === 'flow' ? code === 'X' || code === 'M' : code !== '_T' && code !== '_U' && code !== '_Z';
}

/** All goods trade of a place: what CBEC is a part of whoever reports it, and what growth gaps are measured against. */
export function isAllGoods({ indicator, mode, product, counterpart }: SeriesDimensions): boolean {
  return indicator === 'GOODS' && mode === '_T' && product === '_T' && counterpart === '_T';
}

/** The nine codes in key order, joined by dots. */
export function keyOf(dims: SeriesDimensions): string {
  return `${dims.reporter}.${dims.area}.${dims.indicator}.${dims.coverage}.${dims.flow}.${dims.mode}.${dims.product}.${dims.counterpart}.${dims.currency}`;
}
