import { liesIn, type StateQuery } from '@silkgauge/contract';
import type { AreaSet, StateFilter } from '@silkgauge/read-model';
import { CODE_GRAPHS } from '../codes.ts';

/** The areas that lie in one of some places. */
export const areasIn = (places: readonly string[]): AreaSet => ({
  places,
  contains: (area) => liesIn(places, area, CODE_GRAPHS.areas),
});

/** Filters of a plan or a rule as those of the list have them. */
export const filterOfQuery = ({ within, domain, verdict, flag, ...dimensions }: StateQuery): StateFilter => ({
  dimensions,
  ...(within && { within: areasIn(within) }),
  ...(domain && { domain }),
  ...(verdict && { verdicts: verdict }),
  ...(flag && { flags: flag }),
});
