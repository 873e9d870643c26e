import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { count, instant, object, oneOf, sha256, text } from '../vocabulary.ts';
import { family, type DataRule, type EventOf } from './family.ts';
import { instantRule } from './rules.ts';

export const JOB_STATES = ['running', 'done', 'failed'] as const;

/** Faults of a job that are told: those of its first refused lines. */
export const MOST_JOB_FAULTS = 20;

const MOST_BYTES = 16_384;

/** Name of the job of a source that pushes content with a SHA-256 in hex. */
export const jobId = (source: string, digest: string): string =>
  createHash('sha256')
    .update(JSON.stringify([source, digest.toLowerCase()]))
    .digest('hex')
    .slice(0, 32);

const EXAMPLE_DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const EXAMPLE_JOB = jobId('/loader/example', EXAMPLE_DIGEST);

const JobFault = object(
  {
    line: count('Line of the file, or place of the event in the bundled set, from 1.'),
    rule: Type.String({
      pattern: '^[a-z0-9-]{1,64}$',
      description: 'Stable name of the rule that it breaks.',
      examples: ['one-of'],
      terms: {
        rule: 'code',
        must: 'a name of 1 to 64 lower-case letters, digits and hyphens',
        example: 'one-of',
      },
    }),
  },
  'A line that was refused.',
);

/** How far a job is; all numbers of events. */
const JobCounts = object(
  {
    lines: count('Events that were read by now.'),
    taken: count('Events that a door took, in earlier runs of the job too.'),
    repeated: count('Events that this run met again, and did not send again: an earlier run had an answer.'),
    refused: count('Events that were refused, in earlier runs too.'),
  },
  'How far it is.',
);

export const JobData = object(
  {
    job: Type.String({
      pattern: '^[0-9a-f]{32}$',
      description:
        'Name of the job: the first 32 digits of the SHA-256 of the JSON list of the source of the event and the digest, so that the same content from the same source is one job.',
      examples: [EXAMPLE_JOB],
      terms: { rule: 'job-id', must: '32 hexadecimal digits', example: EXAMPLE_JOB },
    }),
    file: text(255, 'Name of the file or of the bundled set, without folders.', 'events.jsonl'),
    sha256: sha256('SHA-256 of the file, in hex.'),
    sequence: count('Rises with each report of the job, over runs too; the highest one stands.'),
    state: oneOf(JOB_STATES, 'What it is at.'),
    reason: Type.Optional(text(1024, 'Why it failed.', 'no-answer')),
    startedAt: instant('When it first ran.'),
    counts: JobCounts,
    faults: Type.Array(JobFault, {
      maxItems: MOST_JOB_FAULTS,
      description: 'The first refused lines.',
      terms: {
        rule: 'list',
        must: `a list of at most ${String(MOST_JOB_FAULTS)} items`,
        example: '[]',
      },
    }),
  },
  'A push of a file or a bundled set, as it stands. It tells of events and is evidence of none.',
  'JobReportedData',
);

export type JobData = Static<typeof JobData>;

export interface JobReported extends EventOf<'silkgauge.job.reported.v1', JobData> {
  readonly job: string;
}

/** No source writes over a job of another one. */
const ownJob: DataRule<JobData> = {
  needs: ['/data/job', '/data/sha256', '/source'],
  check({ job, sha256: digest }, report, { source }) {
    const own = jobId(source, digest);
    if (job === own) return;
    report('/data/job', 'job-id', 'The job is not that of this source and digest.', `Write "${own}".`);
  },
};

const isSmall: DataRule<JobData> = {
  needs: ['/data'],
  check(data, report) {
    const bytes = Buffer.byteLength(JSON.stringify(data));
    if (bytes <= MOST_BYTES) return;
    report(
      '/data',
      'job-size',
      `The report has ${bytes.toLocaleString('en')} bytes; ${MOST_BYTES.toLocaleString('en')} are taken.`,
      'Leave out members that are not of this type.',
    );
  },
};

export const jobReported = family({
  type: 'silkgauge.job.reported.v1',
  title: 'A push was reported',
  schema: JobData,
  rules: [ownJob, isSmall, instantRule<JobData>('/data/startedAt', (data) => data.startedAt)],
  parse: (attributes, data): JobReported => ({
    ...attributes,
    type: 'silkgauge.job.reported.v1',
    data,
    job: data.job,
  }),
  recordKey: (event) => event.job,
  example: {
    job: EXAMPLE_JOB,
    file: 'events.jsonl',
    sha256: EXAMPLE_DIGEST,
    sequence: 1_594_864_800_000,
    state: 'running',
    startedAt: '2020-07-16T10:00:00+08:00',
    counts: { lines: 1000, taken: 998, repeated: 0, refused: 2 },
    faults: [{ line: 17, rule: 'one-of' }],
  },
});
