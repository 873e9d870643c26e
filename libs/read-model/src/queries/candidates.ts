import type { Queryable } from '../read-model.ts';
import {
  filterParameters,
  periodCondition,
  SERIES_CONDITION,
  seriesParameters,
  type GrowthFilter,
} from './growth-filter.ts';
import { PUBLISHED, RELATED } from './prints.ts';

/** A key that may have had a state at some time. */
export interface Candidate {
  readonly key: string;
  readonly period: string;
}

export interface CandidatesPage {
  /** Time of the query: an ISO instant, and the last month of sales that was over. */
  readonly until: string;
  readonly lastMonth: string;
  readonly after: Candidate | null;
  readonly limit: number;
}

/**
 * Keys of the filter whose series or related series had a publication, in order of series key and period.
 * Only a computation tells whether a key had a state at that time.
 */
export async function readCandidates(
  db: Queryable,
  filter: GrowthFilter,
  { until, lastMonth, after, limit }: CandidatesPage,
): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>(
    `select s.key, g.period
     from series s join growth_state g on g.series_id = s.series_id
     where ${SERIES_CONDITION} and ${periodCondition('g', 'g')}
       and ($14::text is null or s.key >= $14::text and (s.key, g.period) > ($14::text, $15::text))
       and (exists (select from series r join figure f on f.series_id = r.series_id
                    where ${RELATED} and f.published_until <= $16::timestamptz and ${PUBLISHED})
         or exists (select from sale_total t where t.series_id = s.series_id and t.period <= $17::text))
     order by s.key, g.period limit $18`,
    [...filterParameters(filter), after?.key ?? null, after?.period ?? null, until, lastMonth, limit],
  );
  return rows;
}

interface PrintedPage {
  readonly until: string;
  readonly after: string | null;
  readonly limit: number;
}

/** Series of the filter that had published a level or growth rate of its periods, in order of key. */
export async function readPrintedKeys(
  db: Queryable,
  filter: GrowthFilter,
  { until, after, limit }: PrintedPage,
): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select s.key from series s
     where ${SERIES_CONDITION} and ($14::text is null or s.key > $14::text)
       and exists (select from figure f join growth_state g on g.series_id = f.series_id and g.period = f.period
                   where f.series_id = s.series_id and f.published_until <= $15::timestamptz and ${PUBLISHED}
                     and f.print ->> 'measure' in ('level', 'growth') and ${periodCondition('g', 'g')})
     order by s.key limit $16`,
    [...filterParameters(filter), after, until, limit],
  );
  return rows.map(({ key }) => key);
}

/** Reporters of the series of the filter, with or without figures, in order of code. */
export async function readReporters(
  db: Queryable,
  filter: GrowthFilter,
  { after, limit }: Pick<PrintedPage, 'after' | 'limit'>,
): Promise<string[]> {
  const { rows } = await db.query<{ reporter: string }>(
    `select distinct s.reporter from series s
     where ${SERIES_CONDITION} and ($11::text is null or s.reporter > $11::text) order by s.reporter limit $12`,
    [...seriesParameters(filter), after, limit],
  );
  return rows.map(({ reporter }) => reporter);
}
