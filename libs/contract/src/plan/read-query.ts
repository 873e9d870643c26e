import { oneArea } from '../code-lists.ts';
import { DIMENSIONS, type Dimension } from '../series-key.ts';
import type { Members } from './members.ts';
import type { SeriesQuery } from './plan.ts';

const MOST_CODES = 100;
const PATTERN = /^[A-Za-z0-9_$@-]{1,64}\*?$/;

const AREAS: readonly string[] = ['area', 'counterpart'];

/** Filters by dimension, at least one, each area under its one code; a wrong one is reported, and read as null. */
export function readQuery(
  members: Members,
  name: string,
  rule: 'schema' | 'rule-filter' = 'schema',
): SeriesQuery | null {
  const found = members.raw(name);
  const must = `filters by dimension (${DIMENSIONS.join(', ')}), such as { "indicator": ["CBEC"], "area": ["CN-*"] }`;
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    return members.wrong(name, rule, must);
  const filters = Object.entries(found).map(([filter, codes]: [string, unknown]) => {
    const dimension = DIMENSIONS.find((one) => one === filter);
    const list: unknown[] = Array.isArray(codes) ? codes : [codes];
    const isGood = list.every((code): code is string => typeof code === 'string' && PATTERN.test(code));
    return dimension && isGood && list.length > 0 && list.length <= MOST_CODES
      ? ([
          dimension,
          AREAS.includes(dimension) ? (list as string[]).map(oneArea) : (list as string[]),
        ] as const)
      : null;
  });
  return filters.length > 0 && filters.every((filter) => filter !== null)
    ? (Object.fromEntries(filters) as Partial<Record<Dimension, readonly string[]>>)
    : members.wrong(name, rule, must);
}
