import { Controller } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, writeCursor, type In, type Job } from '@silkgauge/contract';
import { readJobs, type JobRow } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';

/** How long a running job may be silent until it is `broken`, as a token of Nest. */
export class JobSilence {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

/** Pushes, as their newest reports have them. */
@Controller()
export class JobsController {
  readonly #db: Database['pool'];
  readonly #silence: JobSilence;

  constructor(database: Database, silence: JobSilence) {
    this.#db = database.pool;
    this.#silence = silence;
  }

  @Call(CALLS.jobs)
  async jobs({ state, source, cursor, limit }: In<typeof CALLS.jobs>): Promise<string> {
    const filter = { states: state ?? undefined, source: source ?? undefined };
    const rows = await readJobs(this.#db, filter, this.#silence.milliseconds, cursor, limit + 1);
    return pageJson(rows, limit, jobJson, (last) =>
      writeCursor('jobs', [last.started_at.toISOString(), last.job]),
    );
  }

  @Call(CALLS.job)
  async job({ id }: In<typeof CALLS.job>): Promise<string> {
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
