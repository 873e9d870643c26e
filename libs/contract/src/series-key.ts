import type { SeriesDimensions } from '@silkgauge/growth';

/** The dimensions of a series in key order, by their JSON names. */
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

/** Letters of a code; dots join codes to a key and slashes join a period to it, so neither can stand in one. */
export const CODE_PATTERN = '[A-Za-z0-9_$@-]{1,64}';

const CODE = new RegExp(`^${CODE_PATTERN}$`);

/** `ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY`: the nine codes in key order, joined by dots. */
export function seriesKey(dims: SeriesDimensions): string {
  return `${dims.reporter}.${dims.area}.${dims.indicator}.${dims.coverage}.${dims.flow}.${dims.mode}.${dims.product}.${dims.counterpart}.${dims.currency}`;
}

/** The dimensions a key spells; undefined unless it is nine codes joined by dots. Closed lists are not consulted. */
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
