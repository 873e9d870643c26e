import type { AsOf } from '@silkgauge/read-model';
import { LANGUAGES, type Language } from '../table/column.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { readPageOf, then } from './queries.ts';
import { asOf, oneOf } from './readers.ts';

type Raw = Readonly<Record<string, unknown>>;

/** `GET /v1/bulletins`; the cursor is a name. */
export const readBulletinsQuery = readPageOf('bulletins');

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
