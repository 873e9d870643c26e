import type { Queryable } from '../read-model.ts';

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
  const { rows } = await db.query<JobRow>({
    name: 'read-jobs',
    text: `select j.job, j.source, j.file, j.sha256, served.state, j.reason, j.counts::text, j.faults::text,
             j.started_at, j.updated_at
           from job j cross join lateral (
             select case when j.state = 'running' and j.updated_at < now() - $4::float8 * interval '1 ms'
               then 'broken' else j.state end as state) served
           where ($1::text is null or j.job = $1) and ($2::text is null or j.source = $2)
             and ($3::text[] is null or served.state = any($3))
             and ($5::timestamptz is null or (j.started_at, j.job) < ($5, $6::text))
           order by j.started_at desc, j.job desc limit $7`,
    values: [
      job ?? null,
      source ?? null,
      states ?? null,
      silenceMs,
      after?.startedAt ?? null,
      after?.job ?? null,
      limit,
    ],
  });
  return rows;
}
