import { setTimeout as sleep } from 'node:timers/promises';
import { JOB_TYPES, parseInstant } from '@silkgauge/contract';
import { appendTime, classify } from '@silkgauge/decisions';
import type { InRecord, Scanned, Topics } from '@silkgauge/kafka';
import { upsertJobs, type NewJob, type ReadModel } from '@silkgauge/read-model';

export interface JobReportsOptions {
  readonly pool: ReadModel['pool'];
  readonly topics: Pick<Topics, 'follow'>;
  /** Topic of jobs, with its prefix. */
  readonly topic: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

/** Pause before the topic is read anew after a failure, in milliseconds. */
const PAUSE = 5_000;

/**
 * Stores reports of pushes. They are read apart from the input topics, from the beginning of their compacted
 * topic at each start: nothing that stands there can hold up a figure, or become one.
 */
export class JobReports {
  readonly #options: JobReportsOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: JobReportsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // A broker that does not answer is not waited for.
    await Promise.race([this.#running, sleep(1_000, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    const { topics, topic, log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await topics.follow(topic, (found) => this.#take(found), signal);
      } catch (error) {
        log('reports of pushes are read again', { error: String(error) });
        await sleep(PAUSE, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async #take({ partition, records, unreadable }: Scanned): Promise<void> {
    const { pool, topic, log } = this.#options;
    const jobs = records.flatMap(reportedJob);
    if (jobs.length < records.length)
      log('records that are no reports of pushes were left out', {
        topic,
        count: records.length - jobs.length,
      });
    if (unreadable) {
      const { first, next, reason } = unreadable;
      const offsets = { from: String(first), next: String(next) };
      log('an unreadable batch of reports was passed over', { topic, partition, ...offsets, reason });
    }
    await upsertJobs(pool, jobs);
  }
}

/** The job of a record; none for what is no report. */
function reportedJob(record: InRecord): NewJob[] {
  const read = classify(record, JOB_TYPES);
  if (read.kind === 'rejected' || read.event.type !== 'silkgauge.job.reported.v1') return [];
  const { source, data } = read.event;
  const { job, file, sha256, sequence, state, reason = null, startedAt, counts, faults } = data;
  const { lines, taken, repeated, refused } = counts;
  return [
    {
      ...{ job, source, file, sha256, sequence, state, reason },
      // Unknown members go no further.
      counts: JSON.stringify({ lines, taken, repeated, refused }),
      faults: JSON.stringify(faults.map(({ line, rule }) => ({ line, rule }))),
      // A `Date` does not read all instants that are taken, such as leap seconds.
      startedAt: new Date(parseInstant(startedAt) ?? 0),
      updatedAt: appendTime(record),
    },
  ];
}
