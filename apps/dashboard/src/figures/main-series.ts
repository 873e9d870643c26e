import type { SeriesDimensions } from '@silkgauge/growth';
import type { Availability, CountedCode } from '../api/answers.ts';
import type { Filter } from '../address/address.ts';

type Dimension = keyof SeriesDimensions;

/** Reporters whose figures a newcomer sees first, where there are any: the customs of China. */
const HOME_REPORTERS = ['GACC'];
/** What they report is told first about e-commerce. */
const HOME_INDICATORS = ['CBEC'];

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

/**
 * One step on the way to the one series (but for its flow) of a headline, given what there is under the filter so far.
 * Dimensions with one code left are settled; of the others the first in order is: by the whole (`_T`) where there is one,
 * else by what most figures are of.
 */
export function narrower(
  availability: Availability,
  filter: Filter,
): { readonly filter: Filter; readonly isSettled: boolean } {
  const codesOf = (dimension: Dimension) =>
    availability.dimensions[dimension].filter(({ code }) => filter[dimension]?.includes(code) ?? true);
  const settled = ORDER.flatMap((dimension) => {
    const codes = codesOf(dimension);
    return codes.length === 1 ? [[dimension, codes.map(({ code }) => code)] as const] : [];
  });
  const narrowed: Filter = { ...filter, ...Object.fromEntries(settled) };
  const open = ORDER.find((dimension) => narrowed[dimension]?.length !== 1);
  const code = open && preferred(open, codesOf(open));
  return code === undefined
    ? { filter: narrowed, isSettled: true }
    : { filter: { ...narrowed, [open as Dimension]: [code] }, isSettled: false };
}

function preferred(dimension: Dimension, codes: readonly CountedCode[]): string | undefined {
  const home =
    dimension === 'reporter' ? HOME_REPORTERS : dimension === 'indicator' ? HOME_INDICATORS : ['_T', 'CN'];
  const found = home.find((code) => codes.some((one) => one.code === code));
  return (
    found ??
    codes.reduce<CountedCode | undefined>(
      (best, one) => (best && best.states >= one.states ? best : one),
      undefined,
    )?.code
  );
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
