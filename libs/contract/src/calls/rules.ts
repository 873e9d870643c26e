import type { QueryFault } from '../query-fault.ts';
import type { AsOf, Sort } from './clocks.ts';

interface Clocks {
  readonly asOf: AsOf | null;
  readonly publishedBy: string | null;
}

/** Refuses both clocks at once: past totals of sales by month are not stored. */
export const oneClock = ({ asOf, publishedBy }: Clocks): QueryFault | null =>
  asOf === null || publishedBy === null
    ? null
    : {
        parameter: 'publishedBy',
        rule: 'two-clocks',
        message: 'asOf and publishedBy are given together, and the two clocks cannot be combined',
        fix: 'leave one out: asOf is what was served here then, publishedBy what the world could know, whenever it reached us',
      };

/** Refuses a release together with the clock of what was served here. */
export const oneRelease = ({
  release,
  asOf,
}: Pick<Clocks, 'asOf'> & { readonly release: unknown }): QueryFault | null =>
  release === null || asOf === null
    ? null
    : {
        parameter: 'release',
        rule: 'two-clocks',
        message:
          'release and asOf are given together: a release is what was published, asOf what was served here',
        fix: 'leave one out, or give publishedBy, until which releases then count',
      };

/** Refuses an order by `knownAt` of states that are worked out, and have none. */
export function ordered({
  sort,
  ...given
}: Clocks & { readonly release: unknown; readonly sort: Sort | null }): QueryFault | null {
  const clock = (['publishedBy', 'release'] as const).find((name) => given[name] !== null);
  if (sort?.by !== 'knownAt' || clock === undefined) return null;
  return {
    parameter: 'sort',
    rule: 'no-known-at',
    message: `sort is by knownAt, and states worked out with ${clock} have none`,
    fix: 'sort by key or period, or take asOf, by which states are as they stood here',
  };
}
