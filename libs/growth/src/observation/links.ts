import type { SeriesDimensions } from './figure.ts';

/** Keys of other series by their relation to this one; a named series need not exist. */
export interface Links {
  /** Total, exports and imports, the series itself included; null for flows other than `_T`, `X`, `M`. */
  readonly family: { readonly total: string; readonly exports: string; readonly imports: string } | null;
  /**
   * The series that this one is a part of, by one dimension each: product, counterpart, mode, flow. The first
   * is the whole of a share of this series.
   */
  readonly wholes: readonly string[];
  /** Area, flow and currency: CBEC and GOODS of one place are compared across reporters. */
  readonly place: string;
}

const PARTED = ['product', 'counterpart', 'mode', 'flow'] as const;

/** The relations of a series to others, from its codes alone. */
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

/** Whether a code is neither the total (`_T`) nor unknown (`_U`) nor not applicable (`_Z`). */
function isPart(name: (typeof PARTED)[number], code: string): boolean {
  return name === 'flow' ? code === 'X' || code === 'M' : code !== '_T' && code !== '_U' && code !== '_Z';
}

/** Whether a series is all goods trade of a place: the whole of CBEC and the reference of growth gaps. */
export function isAllGoods({ indicator, mode, product, counterpart }: SeriesDimensions): boolean {
  return indicator === 'GOODS' && mode === '_T' && product === '_T' && counterpart === '_T';
}

/** The nine codes in key order, joined by dots. */
export function keyOf(dims: SeriesDimensions): string {
  return `${dims.reporter}.${dims.area}.${dims.indicator}.${dims.coverage}.${dims.flow}.${dims.mode}.${dims.product}.${dims.counterpart}.${dims.currency}`;
}
