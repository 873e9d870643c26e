import { BY_KEY, type Domain, type GrowthFilter, type ScopeFilter } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { Conditions } from './conditions.ts';
import { PUBLISHED, RELATED } from './prints.ts';
import { behind, orderOf, type Sort } from './select-states.ts';

/** A key that may have had a state at some time. */
export interface Candidate {
  readonly key: string;
  readonly period: string;
}

export interface CandidateOfDomain extends Candidate {
  readonly domain: Domain;
}

export interface CandidatesPage {
  /** Time of the query: an ISO instant, and the last month of sales that was over. */
  readonly until: string;
  readonly lastMonth: string;
  /** By key or by period. */
  readonly sort?: Sort;
  readonly after: Candidate | null;
  readonly limit: number;
}

/**
 * Keys of the filter, its words aside, whose series or related series had a publication, in an order. Only a
 * computation tells whether a key had a state at that time, and what it said.
 */
export async function readCandidates(
  db: Queryable,
  filter: GrowthFilter,
  { until, lastMonth, sort = BY_KEY, after, limit }: CandidatesPage,
): Promise<CandidateOfDomain[]> {
  const conditions = await Conditions.of(db, filter);
  const { rows } = await db.query<CandidateOfDomain>(
    `select s.key, g.period, s.domain, coalesce(g.period_start, '-infinity'::date) as start
     from series s join growth_state g on g.series_id = s.series_id
     where ${conditions.scope(filter)} and ${behind(after, sort, conditions)}
       and (exists (select from series r join figure f on f.series_id = r.series_id
                    where ${RELATED} and f.published_until <= ${conditions.bind(until, 'timestamptz')} and ${PUBLISHED})
         or exists (select from sale_total t where t.series_id = s.series_id and t.period <= ${conditions.bind(lastMonth, 'text')}))
     order by ${orderOf(sort)} limit ${conditions.bind(limit, 'bigint')}`,
    conditions.values,
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
  filter: ScopeFilter,
  { until, after, limit }: PrintedPage,
): Promise<string[]> {
  const conditions = await Conditions.of(db, filter);
  // With `offset 0` each series is looked up by itself: a join reads the prints of all series for every page.
  const { rows } = await db.query<{ key: string }>(
    `select s.key from series s
     where ${conditions.series(filter)} and ${laterThan('s.key', after, conditions)}
       and exists (select from figure f join growth_state g on g.series_id = f.series_id and g.period = f.period
                   where f.series_id = s.series_id and f.published_until <= ${conditions.bind(until, 'timestamptz')} and ${PUBLISHED}
                     and f.print ->> 'measure' in ('level', 'growth') and ${conditions.periods(filter, 'g')} offset 0)
     order by s.key limit ${conditions.bind(limit, 'bigint')}`,
    conditions.values,
  );
  return rows.map(({ key }) => key);
}

/** Reporters of the series of the filter, with or without figures, in order of code. */
export async function readReporters(
  db: Queryable,
  filter: GrowthFilter,
  { after, limit }: Pick<PrintedPage, 'after' | 'limit'>,
): Promise<string[]> {
  const conditions = await Conditions.of(db, filter);
  const { rows } = await db.query<{ reporter: string }>(
    `select distinct s.reporter from series s
     where ${conditions.seriesScope(filter)} and ${laterThan('s.reporter', after, conditions)}
     order by s.reporter limit ${conditions.bind(limit, 'bigint')}`,
    conditions.values,
  );
  return rows.map(({ reporter }) => reporter);
}

const laterThan = (column: string, after: string | null, conditions: Conditions): string =>
  after === null ? 'true' : `${column} > ${conditions.bind(after, 'text')}`;
