import { RELEASE_STATES } from '@silkgauge/codelists';
import { DEFAULT_PAGE, parseInstant, listOf, dimensionCode, oneOf } from '@silkgauge/contract';
import type { ReleasePlace, ReleasesFilter } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { isOrderName } from './order-name.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { isVersion, readPageOf, then, type PageRequest } from './queries.ts';
import { instant, limit } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

const filters = {
  publisher: listOf(dimensionCode('reporter')),
  state: listOf(oneOf(RELEASE_STATES.codes)),
  from: instant,
  to: instant,
};

const filterOf = (given: Given<typeof filters>): ReleasesFilter => ({
  ...{ publishers: given.publisher ?? null, states: given.state ?? null },
  ...{ from: given.from ?? null, to: given.to ?? null },
});

export interface ReleasesQuery extends PageRequest<ReleasePlace> {
  readonly filter: ReleasesFilter;
}

/** A promised instant as its release has it, with an offset that PostgreSQL takes, and a name. */
const isPlace = (at: string, release: string): boolean =>
  /(?:Z|[+-](?:0\d|1[0-5]):\d\d)$/.test(at) && parseInstant(at) !== undefined && isOrderName(release);

/** `GET /v1/releases`; the cursor is a promised instant and a name. */
export function readReleasesQuery(raw: Raw): Parsed<ReleasesQuery> {
  const cursor = cursorOf('releases', 2, ([at = '', release = '']) => isPlace(at, release));
  return then(readParameters(raw, { ...filters, limit, cursor }), (given) => {
    const [at, release] = given.cursor ?? [];
    return {
      filter: filterOf(given),
      after: at !== undefined && release !== undefined ? { at, release } : null,
      limit: given.limit ?? DEFAULT_PAGE,
    };
  });
}

/** `GET /v1/releases.ics`. */
export function readCalendarQuery(raw: Raw): Parsed<ReleasesFilter> {
  return then(readParameters(raw, filters), filterOf);
}

/** `GET /v1/releases/{release}/history`; the cursor is a version. */
export const readReleaseHistoryQuery = readPageOf('release-history', isVersion);
