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
 * counted each for itself, so that nothing may have all of it; then `narrower` goes step by step.
 */
function guess(availability: Availability, filter: Filter): Filter {
  const preferences = ORDER.flatMap((dimension) => {
    const code = favourite(dimension, codesOf(availability, filter, dimension));
    return code === undefined ? [] : [[dimension, [code]] as const];
  });
  return { ...filter, ...Object.fromEntries(preferences) };
}

/**
 * One step on the way to the one series (but for its flow) of a headline, given what there is under the filter so far.
 * Dimensions with one code left are settled; of the others the first in order is: by the whole (`_T`) where there is one,
 * else by what most figures are of.
 */
function narrower(
  availability: Availability,
  filter: Filter,
): { readonly filter: Filter; readonly isSettled: boolean } {
  const settled = ORDER.flatMap((dimension) => {
    const codes = codesOf(availability, filter, dimension);
    return codes.length === 1 ? [[dimension, codes.map(({ code }) => code)] as const] : [];
  });
  const narrowed: Filter = { ...filter, ...Object.fromEntries(settled) };
  const open = ORDER.find((dimension) => narrowed[dimension]?.length !== 1);
  const codes = open ? codesOf(availability, filter, open) : [];
  const code = open && (favourite(open, codes) ?? mostTold(codes));
  return code === undefined
    ? { filter: narrowed, isSettled: true }
    : { filter: { ...narrowed, [open as Dimension]: [code] }, isSettled: false };
}

const favourite = (dimension: Dimension, codes: readonly CountedCode[]): string | undefined =>
  (PREFERRED[dimension] ?? WHOLE).find((code) => codes.some((one) => one.code === code));

function mostTold(codes: readonly CountedCode[]): string | undefined {
  return codes.reduce<CountedCode | undefined>(
    (best, one) => (best && best.states >= one.states ? best : one),
    undefined,
  )?.code;
}

/**
 * The one series, but for its flow, that a headline is about under a filter; null where nothing fits it. `ask` tells what there
 * is under a filter: twice or three times where the preferred codes go together, once for each dimension where they do not.
 */
export async function findMainSeries(
  filter: Filter,
  ask: (filter: Filter) => Promise<Availability>,
): Promise<Filter | null> {
  const all = await ask(filter);
  if (all.series === 0) return null;
  const guessed = guess(all, filter);
  let availability = await ask(guessed);
  let chosen = guessed;
  if (availability.series === 0) [availability, chosen] = [all, filter];
  for (;;) {
    const next = narrower(availability, chosen);
    chosen = next.filter;
    if (next.isSettled) return chosen;
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
