import { DEFAULT_PAGE, parseInstant, RELEASE_STATES } from '@silkgauge/contract';
import type { ReleasePlace, ReleasesFilter } from '@silkgauge/read-model';
import { LANGUAGES, type Language } from '../table/column.ts';
import { cursorOf } from './cursor.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { then, type PageRequest } from './queries.ts';
import { dimensionCode, instant, limit, listOf, oneOf } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

const filters = {
  publisher: listOf(dimensionCode('reporter')),
  state: listOf(oneOf(RELEASE_STATES)),
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

/** `GET /v1/releases`; the cursor is a promised instant and a name. */
export function readReleasesQuery(raw: Raw): Parsed<ReleasesQuery> {
  const cursor = cursorOf('releases', 2, ([at = '']) => parseInstant(at) !== undefined);
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
export function readReleaseHistoryQuery(raw: Raw): Parsed<PageRequest<number>> {
  const cursor = cursorOf('release-history', 1, ([version = '']) => /^[1-9]\d{0,8}$/.test(version));
  return then(readParameters(raw, { limit, cursor }), (given) => ({
    after: given.cursor ? Number(given.cursor[0]) : null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

/** `GET /releases`, the page. */
export function readReleasePageQuery(raw: Raw): Parsed<{ readonly language: Language | null }> {
  return then(readParameters(raw, { lang: oneOf(LANGUAGES) }), ({ lang }) => ({ language: lang ?? null }));
}
