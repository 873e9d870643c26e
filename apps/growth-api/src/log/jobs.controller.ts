import { Controller, Param, Query } from '@nestjs/common';
import type { Job } from '@silkgauge/contract';
import { readJobs, type JobRow } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { writeCursor } from '../query/cursor.ts';
import { readNoQuery } from '../query/queries.ts';
import { accepted, queryOf } from '../query/query-pipe.ts';
import { readJobsQuery, type JobsQuery } from '../query/register-queries.ts';

/** How long a running job may be silent until it is `broken`, as a token of Nest. */
export class JobSilence {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

/** Pushes, as their newest reports have them. */
@Controller('v1/jobs')
export class JobsController {
  readonly #db: Database['pool'];
  readonly #silence: JobSilence;

  constructor(database: Database, silence: JobSilence) {
    this.#db = database.pool;
    this.#silence = silence;
  }

  @JsonGet()
  async jobs(@Query(queryOf(readJobsQuery)) { filter, after, limit }: JobsQuery): Promise<string> {
    const rows = await readJobs(this.#db, filter, this.#silence.milliseconds, after, limit + 1);
    return pageJson(rows, limit, jobJson, (last) =>
      writeCursor('jobs', [last.started_at.toISOString(), last.job]),
    );
  }

  @JsonGet(':id')
  async job(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>): Promise<string> {
    accepted(readNoQuery(query));
    const known = /^[0-9a-f]{32}$/.test(id);
    const [row] = known ? await readJobs(this.#db, { job: id }, this.#silence.milliseconds, null, 1) : [];
    if (!row) throw failure('not-found', 'No such job was reported. /v1/jobs lists those that were.');
    return jobJson(row);
  }
}

function jobJson(row: JobRow): string {
  const { job: id, source, file, sha256, state, reason, started_at, updated_at } = row;
  return JSON.stringify({
    ...{ id, source, file, sha256, state, reason },
    counts: JSON.parse(row.counts) as Job['counts'],
    faults: JSON.parse(row.faults) as Job['faults'],
    startedAt: started_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  } satisfies Job);
}
