import type { SeriesDimensions } from '@silkgauge/growth';

/** Dimensions of a series in key order, by JSON name. */
export const DIMENSIONS = [
  'reporter',
  'area',
  'indicator',
  'coverage',
  'flow',
  'mode',
  'product',
  'counterpart',
  'currency',
] as const satisfies readonly (keyof SeriesDimensions)[];

export type Dimension = (typeof DIMENSIONS)[number];

/** Code characters: without dots, which join codes to a key, and slashes, which join key and period. */
export const CODE_PATTERN = '[A-Za-z0-9_$@-]{1,64}';

const CODE = new RegExp(`^${CODE_PATTERN}$`);

/** The nine codes in key order, joined by dots: `ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY`. */
export function seriesKey(dims: SeriesDimensions): string {
  return `${dims.reporter}.${dims.area}.${dims.indicator}.${dims.coverage}.${dims.flow}.${dims.mode}.${dims.product}.${dims.counterpart}.${dims.currency}`;
}

/** Dimensions of a key; undefined unless the key has nine codes. Closed lists are not checked. */
export function parseSeriesKey(key: string): SeriesDimensions | undefined {
  const codes = key.split('.', DIMENSIONS.length + 1);
  const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = codes;
  if (codes.length !== DIMENSIONS.length || !codes.every((code) => CODE.test(code))) return undefined;
  if (
    !reporter ||
    !area ||
    !indicator ||
    !coverage ||
    !flow ||
    !mode ||
    !product ||
    !counterpart ||
    !currency
  ) {
    return undefined;
  }
  return { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency };
}
