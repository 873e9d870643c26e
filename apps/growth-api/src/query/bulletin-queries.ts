import { DEFAULT_PAGE } from '@silkgauge/contract';
import type { AsOf } from '@silkgauge/read-model';
import { LANGUAGES, type Language } from '../table/column.ts';
import { cursorOf } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { then, type PageRequest } from './queries.ts';
import { asOf, limit, oneOf } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

export type BulletinsQuery = PageRequest<string>;

/** `GET /v1/bulletins`; the cursor is a name. */
export function readBulletinsQuery(raw: Raw): Parsed<BulletinsQuery> {
  const cursor = cursorOf('bulletins', 1, () => true);
  return then(readParameters(raw, { limit, cursor }), (given) => ({
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

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
