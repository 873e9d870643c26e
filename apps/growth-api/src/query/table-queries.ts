import type { GrowthFilter } from '@silkgauge/read-model';
import { readParameters, refuse, type Parsed } from './parameters.ts';
import {
  clocks,
  clocksOf,
  growthFilter,
  growthFilterOf,
  marks,
  oneClock,
  then,
  type MarkedBy,
  type StateQuery,
} from './queries.ts';

type Raw = Readonly<Record<string, unknown>>;

const allOf = (names: readonly string[], refused: (name: string) => ReturnType<typeof refuse>) =>
  Object.fromEntries(names.map((name) => [name, refused(name)]));

const NO_PAGES = allOf(['limit', 'cursor'], (name) =>
  refuse(
    'not-of-table',
    `a table has no ${name}: it holds every state of the filter`,
    'leave it out, or filter',
  ),
);

export interface TableQuery extends StateQuery, MarkedBy {
  readonly filter: GrowthFilter;
}

/** `GET /v1/growth.csv` and its metadata: the filters of the list, without pages. */
export function readTableQuery(raw: Raw): Parsed<TableQuery> {
  const given = readParameters(raw, { ...growthFilter, ...marks, ...clocks }, NO_PAGES);
  return then(oneClock(given), (found) => ({
    filter: growthFilterOf(found),
    notices: found.notice ?? null,
    ...clocksOf(found),
  }));
}

/** Availability of a past moment would need a look at every version. */
const ONLY_NOW = allOf(['asOf', 'publishedBy'], (name) =>
  refuse(
    'not-of-availability',
    `what is available has no ${name}: it is told of the present alone`,
    `leave it out; /v1/growth and /v1/growth.csv take ${name}`,
  ),
);
const ONLY_WHOLE = allOf(['limit', 'cursor'], (name) =>
  refuse(
    'not-of-availability',
    `what is available has no ${name}: it is told whole`,
    'leave it out, or filter',
  ),
);

/** `GET /v1/availability`. */
export function readAvailabilityQuery(raw: Raw): Parsed<GrowthFilter> {
  return then(readParameters(raw, growthFilter, { ...ONLY_NOW, ...ONLY_WHOLE }), growthFilterOf);
}
