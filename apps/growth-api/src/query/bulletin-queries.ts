import { LANGUAGES, type Language } from '@silkgauge/codelists';
import { DEFAULT_PAGE, oneOf } from '@silkgauge/contract';
import { cursorOf } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import {
  clocks,
  clocksOf,
  isVersion,
  oneClock,
  readPageOf,
  then,
  type PageRequest,
  type StateQuery,
} from './queries.ts';
import { limit } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A place in the list, as of a place in the log: what comes newer meanwhile moves nothing. */
export interface BulletinsPlace {
  readonly until: string;
  readonly before: string;
}

const isSequence = (text: string): boolean => /^\d{1,18}$/.test(text);

/** `GET /v1/bulletins`. */
export function readBulletinsQuery(raw: Raw): Parsed<PageRequest<BulletinsPlace>> {
  const cursor = cursorOf('bulletins', 2, (parts) => parts.every(isSequence));
  return then(readParameters(raw, { limit, cursor }), ({ cursor: place, limit: most }) => ({
    after: place ? { until: place[0] ?? '', before: place[1] ?? '' } : null,
    limit: most ?? DEFAULT_PAGE,
  }));
}

/** `GET /v1/bulletins/{bulletin}/history`; the cursor is a version. */
export const readBulletinHistoryQuery = readPageOf('bulletin-history', isVersion);

export interface BulletinQuery extends StateQuery {
  /** Null: both, or English where there is but one. */
  readonly language: Language | null;
}

/** `GET /bulletins`, the page. */
export function readPageQuery(raw: Raw): Parsed<Pick<BulletinQuery, 'language'>> {
  return then(readParameters(raw, { lang: oneOf(LANGUAGES.codes) }), ({ lang }) => ({
    language: lang ?? null,
  }));
}

/** `GET /v1/bulletins/{bulletin}`, in any form. */
export function readBulletinQuery(raw: Raw): Parsed<BulletinQuery> {
  return then(oneClock(readParameters(raw, { ...clocks, lang: oneOf(LANGUAGES.codes) })), (given) => ({
    ...clocksOf(given),
    language: given.lang ?? null,
  }));
}
