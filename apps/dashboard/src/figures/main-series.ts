import type { Availability, AvailableCode } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import type { Filter } from '../address/address.ts';

type Dimension = keyof SeriesDimensions;

const WHOLE: readonly string[] = ['_T'];

/**
 * What a newcomer sees first, where it is there: of reporters the customs of China, of what they report e-commerce, and
 * the whole of what is told in parts.
 */
const PREFERRED: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  reporter: ['GACC'],
  indicator: ['CBEC'],
  area: ['CN', '_T'],
  mode: WHOLE,
  product: WHOLE,
  counterpart: WHOLE,
};

/** Flows of a headline: all, exports, imports. */
export const HEADLINE_FLOWS = ['_T', 'X', 'M'] as const;

/** Dimensions in the order in which a choice in one narrows the others. */
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

type Choose = (codes: readonly AvailableCode[], dimension: Dimension) => string | undefined;

/** The filter with one code in each dimension in which one is chosen; each for itself, so that they may not go together. */
function narrowed(availability: Availability, filter: Filter, choose: Choose): Filter {
  const choices = ORDER.flatMap((dimension) => {
    const code = choose(codesOf(availability, filter, dimension), dimension);
    return code === undefined ? [] : [[dimension, [code]] as const];
  });
  return { ...filter, ...Object.fromEntries(choices) };
}

/** Dimensions in which something is left to choose. */
const openIn = (availability: Availability, filter: Filter): readonly Dimension[] =>
  ORDER.filter((dimension) => codesOf(availability, filter, dimension).length > 1);

const favourite: Choose = (codes, dimension) =>
  PREFERRED[dimension]?.find((code) => codes.some((one) => one.code === code));

const mostTold: Choose = (codes) =>
  codes.reduce<AvailableCode | undefined>(
    (best, one) => (best && best.states >= one.states ? best : one),
    undefined,
  )?.code;

const favouriteOrMostTold: Choose = (codes, dimension) =>
  favourite(codes, dimension) ?? mostTold(codes, dimension);

/** What a first guess comes to where all that is preferred is there. */
const FRONT_PAGE: Filter = Object.fromEntries(
  Object.entries(PREFERRED).map(([dimension, codes]) => [dimension, codes.slice(0, 1)]),
);

/** What there is under a filter. */
type Ask = (filter: Filter) => Promise<Availability>;

/**
 * The one series, but for its flow, that a headline is about under a filter; null where nothing fits it. `ask` is called two or
 * three times where choices made each for itself go together, else more often. `soon` hears what is likely to be
 * asked for next, before it is known, so that it can be on its way.
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
    // The choice in one dimension alone always leaves something.
    if (open.length < 2 || (await ask(series)).series > 0) return series;
    const [first] = open as readonly [Dimension];
    chosen = { ...chosen, [first]: series[first] };
    availability = await ask(chosen);
  }
}

/** The filter without flow, as a headline needs it: its flows are told apart on the cards. */
export function withoutFlow(filter: Filter): Filter {
  const { flow: _, ...rest } = filter;
  return rest;
}

/** The filter for the three flows of a chosen series; where only other flows exist, all of them. */
export function familyFilter(filter: Filter): Filter {
  return { ...withoutFlow(filter), flow: [...HEADLINE_FLOWS, '_Z'] };
}
