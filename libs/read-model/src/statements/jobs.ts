import { plainArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';

/** A report of a job. */
export interface NewJob {
  readonly job: string;
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  readonly sequence: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly reason: string | null;
  /** JSON. */
  readonly counts: string;
  /** JSON. */
  readonly faults: string;
  readonly startedAt: Date;
  /** Append time of the report. */
  readonly updatedAt: Date;
}

/**
 * Stores the report with the highest sequence of each job, in whatever order and however often they come. Reports
 * that change nothing lock no row, and so write nothing.
 */
export async function upsertJobs(db: Queryable, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const texts = (member: 'job' | 'source' | 'file' | 'sha256' | 'state' | 'reason' | 'counts' | 'faults') =>
    jobs.map((one) => one[member]);
  await db.query({
    name: 'upsert-jobs',
    text: `insert into job
             (job, source, file, sha256, sequence, state, reason, counts, faults, started_at, updated_at)
           select distinct on (t.job) *
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::json[],
             $9::json[], $10::timestamptz[], $11::timestamptz[])
             as t(job, source, file, sha256, sequence, state, reason, counts, faults, started_at, updated_at)
           where not exists (select from job known where known.job = t.job and known.sequence >= t.sequence)
           order by t.job, t.sequence desc
           on conflict (job) do update set
             file = excluded.file, sequence = excluded.sequence, state = excluded.state, reason = excluded.reason,
             counts = excluded.counts, faults = excluded.faults,
             started_at = excluded.started_at, updated_at = excluded.updated_at
           where excluded.sequence > job.sequence`,
    values: [
      texts('job'),
      texts('source'),
      texts('file'),
      texts('sha256'),
      plainArray(jobs.map(({ sequence }) => sequence)),
      texts('state'),
      texts('reason'),
      texts('counts'),
      texts('faults'),
      plainArray(jobs.map(({ startedAt }) => startedAt)),
      plainArray(jobs.map(({ updatedAt }) => updatedAt)),
    ],
  });
}

/** Deletes jobs whose newest report is older than `keepMs`, by the clocks of database and broker; returns how many. */
export async function forgetJobs(db: Queryable, keepMs: number): Promise<number> {
  const { rowCount } = await db.query({
    name: 'forget-jobs',
    text: `delete from job where updated_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    values: [keepMs],
  });
  return rowCount ?? 0;
}
