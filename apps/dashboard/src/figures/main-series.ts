import type { SeriesDimensions } from '@silkgauge/growth';
import type { Availability, CountedCode } from '../api/answers.ts';
import type { Filter } from '../address/address.ts';

type Dimension = keyof SeriesDimensions;

/**
 * What a newcomer sees first, where it is there: of reporters the customs of China, of what they report e-commerce, and
 * everywhere the whole.
 */
const PREFERRED: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  reporter: ['GACC'],
  indicator: ['CBEC'],
  area: ['CN', '_T'],
};
const WHOLE: readonly string[] = ['_T'];

/** What `guess` comes to where all that is preferred is there. */
const FRONT_PAGE: Filter = {
  reporter: ['GACC'],
  indicator: ['CBEC'],
  area: ['CN'],
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

/**
 * A first guess at the series of a headline: what is preferred in each dimension that has something preferred. Dimensions are
 * counted each for itself, so that nothing may have all of it.
 */
function guess(availability: Availability, filter: Filter): Filter {
  const preferences = ORDER.flatMap((dimension) => {
    const code = favourite(dimension, codesOf(availability, filter, dimension));
    return code === undefined ? [] : [[dimension, [code]] as const];
  });
  return { ...filter, ...Object.fromEntries(preferences) };
}

/**
 * The filter with one code in each dimension in `ORDER`: the whole (`_T`) or what is preferred where it is there, else what most
 * figures are of; each dimension for itself.
 */
function settled(availability: Availability, filter: Filter): Filter {
  const choices = ORDER.flatMap((dimension) => {
    const codes = codesOf(availability, filter, dimension);
    const code = favourite(dimension, codes) ?? mostTold(codes);
    return code === undefined ? [] : [[dimension, [code]] as const];
  });
  return { ...filter, ...Object.fromEntries(choices) };
}

/** Dimensions in which something is left to choose. */
const openIn = (availability: Availability, filter: Filter): readonly Dimension[] =>
  ORDER.filter((dimension) => codesOf(availability, filter, dimension).length > 1);

const favourite = (dimension: Dimension, codes: readonly CountedCode[]): string | undefined =>
  (PREFERRED[dimension] ?? WHOLE).find((code) => codes.some((one) => one.code === code));

function mostTold(codes: readonly CountedCode[]): string | undefined {
  return codes.reduce<CountedCode | undefined>(
    (best, one) => (best && best.states >= one.states ? best : one),
    undefined,
  )?.code;
}

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
  let chosen = guess(all, filter);
  let availability = await ask(chosen);
  if (availability.series === 0) [availability, chosen] = [all, filter];
  for (;;) {
    const series = settled(availability, chosen);
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
