import type { Availability, AvailableCode } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import type { Filter } from '../address/address.ts';

type Dimension = keyof SeriesDimensions;

const WHOLE: readonly string[] = ['_T'];

/** Preferred codes: e-commerce by the customs of China, and totals of the dimensions with parts. */
const PREFERRED: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  reporter: ['GACC'],
  indicator: ['CBEC'],
  area: ['CN', '_T'],
  mode: WHOLE,
  product: WHOLE,
  counterpart: WHOLE,
};

const HEADLINE_FLOWS = ['_T', 'X', 'M'] as const;

/** Dimensions in the order in which codes are fixed, each of which narrows the others. */
const ORDER: readonly Dimension[] = [
  'reporter',
  'indicator',
  'area',
  'mode',
  'product',
  'counterpart',
  'coverage',
  'currency',
];

const codesOf = (availability: Availability, filter: Filter, dimension: Dimension) =>
  availability.dimensions[dimension].filter(({ code }) => filter[dimension]?.includes(code) ?? true);

type Chosen = Readonly<Partial<Record<Dimension, string>>>;
/** The code of a dimension, beside those chosen before it. */
type Choose = (codes: readonly AvailableCode[], dimension: Dimension, chosen: Chosen) => string | undefined;

/** The filter with a chosen code per dimension; no series may combine the codes. */
function narrowed(availability: Availability, filter: Filter, choose: Choose): Filter {
  const chosen: Partial<Record<Dimension, string>> = {};
  for (const dimension of ORDER) {
    const code = choose(codesOf(availability, filter, dimension), dimension, chosen);
    if (code !== undefined) chosen[dimension] = code;
  }
  return { ...filter, ...Object.fromEntries(Object.entries(chosen).map(([name, code]) => [name, [code]])) };
}

/** Dimensions with more than one code. */
const openIn = (availability: Availability, filter: Filter): readonly Dimension[] =>
  ORDER.filter((dimension) => codesOf(availability, filter, dimension).length > 1);

const favourite: Choose = (codes, dimension) =>
  PREFERRED[dimension]?.find((code) => codes.some((one) => one.code === code));

/** Of partners told alike, the area itself: sales at home are mostly the largest. */
const mostTold: Choose = (codes, dimension, { area }) => {
  const most = Math.max(...codes.map(({ states }) => states));
  const told = codes.filter(({ states }) => states === most);
  const home = dimension === 'counterpart' ? told.find(({ code }) => code === area) : undefined;
  return (home ?? told[0])?.code;
};

const favouriteOrMostTold: Choose = (codes, dimension, chosen) =>
  favourite(codes, dimension, chosen) ?? mostTold(codes, dimension, chosen);

/** The narrowed filter if all preferred codes exist. */
const FRONT_PAGE: Filter = Object.fromEntries(
  Object.entries(PREFERRED).map(([dimension, codes]) => [dimension, codes.slice(0, 1)]),
);

type Ask = (filter: Filter) => Promise<Availability>;

/**
 * The series of the headline without its flow; null: nothing fits the filter. Takes two or three calls of
 * `ask`, and more if no series combines the chosen codes. `soon` hears likely requests in advance, for
 * prefetching.
 */
export async function findMainSeries(
  filter: Filter,
  ask: Ask,
  soon: (likely: { readonly asked?: Filter; readonly series?: Filter }) => void = () => undefined,
): Promise<Filter | null> {
  if (Object.keys(filter).length === 0) soon({ asked: FRONT_PAGE });
  const all = await ask(filter);
  if (all.series === 0) return null;
  let chosen = narrowed(all, filter, favourite);
  let availability = await ask(chosen);
  if (availability.series === 0) [availability, chosen] = [all, filter];
  for (;;) {
    const series = narrowed(availability, chosen, favouriteOrMostTold);
    const open = openIn(availability, chosen);
    soon({ series });
    // A code of one dimension alone always has a series.
    if (open.length < 2 || (await ask(series)).series > 0) return series;
    const [first] = open as readonly [Dimension];
    chosen = { ...chosen, [first]: series[first] };
    availability = await ask(chosen);
  }
}

/** The filter without flow: each flow of the headline has a card of its own. */
export function withoutFlow(filter: Filter): Filter {
  const { flow: _, ...rest } = filter;
  return rest;
}

/** The filter for all flows of a series: the headline's three, and `_Z` where flows do not apply. */
export function familyFilter(filter: Filter): Filter {
  return { ...withoutFlow(filter), flow: [...HEADLINE_FLOWS, '_Z'] };
}
