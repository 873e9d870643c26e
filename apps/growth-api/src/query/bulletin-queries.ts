import { DEFAULT_PAGE } from '@silkgauge/contract';
import type { AsOf } from '@silkgauge/read-model';
import { LANGUAGES, type Language } from '../table/column.ts';
import { cursorOf } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { isVersion, readPageOf, then, type PageRequest } from './queries.ts';
import { asOf, limit, oneOf } from './readers.ts';

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

export interface BulletinQuery {
  readonly asOf: AsOf | null;
  /** Null: both, or English where there is but one. */
  readonly language: Language | null;
}

/** `GET /bulletins`, the page. */
export function readPageQuery(raw: Raw): Parsed<Pick<BulletinQuery, 'language'>> {
  return then(readParameters(raw, { lang: oneOf(LANGUAGES) }), ({ lang }) => ({ language: lang ?? null }));
}

/** `GET /v1/bulletins/{bulletin}`, in any form. */
export function readBulletinQuery(raw: Raw): Parsed<BulletinQuery> {
  return then(readParameters(raw, { asOf, lang: oneOf(LANGUAGES) }), (given) => ({
    asOf: given.asOf ?? null,
    language: given.lang ?? null,
  }));
}
