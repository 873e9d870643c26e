import type { Queryable } from '../read-model.ts';
import { allOf, Conditions } from './conditions.ts';

export interface JobRow {
  readonly job: string;
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  readonly state: 'running' | 'done' | 'failed' | 'broken';
  readonly reason: string | null;
  /** JSON. */
  readonly counts: string;
  /** JSON. */
  readonly faults: string;
  readonly started_at: Date;
  readonly updated_at: Date;
}

/** An absent member does not limit. */
export interface JobsFilter {
  readonly job?: string | undefined;
  readonly source?: string | undefined;
  readonly states?: readonly JobRow['state'][] | undefined;
}

/** A job in the order of the list. */
export interface JobPlace {
  readonly startedAt: string;
  readonly job: string;
}

/**
 * Jobs, newest first, behind a place. A job that runs and was not heard of for `silenceMs` milliseconds, by the
 * clocks of database and broker, is `broken`.
 */
export async function readJobs(
  db: Queryable,
  { job, source, states }: JobsFilter,
  silenceMs: number,
  after: JobPlace | null,
  limit: number,
): Promise<JobRow[]> {
  const conditions = await Conditions.of(db, {});
  const silence = conditions.bind(silenceMs, 'float8');
  const wanted: string[] = [];
  if (job !== undefined) wanted.push(`j.job = ${conditions.bind(job, 'text')}`);
  if (source !== undefined) wanted.push(`j.source = ${conditions.bind(source, 'text')}`);
  if (states) wanted.push(`served.state = any(${conditions.bind(states, 'text[]')})`);
  if (after) {
    const place = [conditions.bind(after.startedAt, 'timestamptz'), conditions.bind(after.job, 'text')];
    wanted.push(`(j.started_at, j.job) < (${place.join(', ')})`);
  }
  const { rows } = await db.query<JobRow>(
    `select j.job, j.source, j.file, j.sha256, served.state, j.reason, j.counts::text, j.faults::text,
       j.started_at, j.updated_at
     from job j cross join lateral (
       select case when j.state = 'running' and j.updated_at < now() - ${silence} * interval '1 ms'
         then 'broken' else j.state end as state) served
     where ${allOf(wanted)}
     order by j.started_at desc, j.job desc limit ${conditions.bind(limit, 'bigint')}`,
    conditions.values,
  );
  return rows;
}
