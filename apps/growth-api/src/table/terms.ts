import type { Licence, GrowthFilter } from '@silkgauge/contract';
import { licenceOf } from '@silkgauge/known';
import { readDescribedReporters, readReporters, type Queryable } from '@silkgauge/read-model';

/** Sources whose terms are stated at most. */
const MOST_REPORTERS = 1_000;

/**
 * Terms of the sources that have series of a filter, by reporter: as a source describes itself, else as the release
 * has them; null where neither says any.
 */
export async function termsIn(
  db: Queryable,
  filter: GrowthFilter,
): Promise<ReadonlyMap<string, Licence | null>> {
  const reporters = await readReporters(db, filter, { after: null, limit: MOST_REPORTERS });
  const described = await readDescribedReporters(
    db,
    { codes: reporters, after: null, knownBy: null },
    MOST_REPORTERS,
  );
  const own = new Map(described.map(({ reporter, licence }) => [reporter, licence]));
  return new Map(
    reporters.map((reporter) => {
      const text = own.get(reporter) ?? null;
      return [reporter, text === null ? licenceOf(reporter) : { text, url: null }];
    }),
  );
}
