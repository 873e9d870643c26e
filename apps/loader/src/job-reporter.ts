import { jobId, MOST_JOB_FAULTS, type Feed, type JobData } from '@silkgauge/contract';
import { postBatch, type DoorOptions } from './door.ts';
import type { PushResult } from './push.ts';

/** A push, as its job names it. */
export interface PushedContent {
  /** Who pushes: `source` of the reports. */
  readonly source: string;
  /** Name of the file or the bundled set, without folders. */
  readonly file: string;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** When it first ran, RFC 3339. */
  readonly startedAt: string;
}

export interface JobReporterOptions {
  readonly content: PushedContent;
  readonly doors: Readonly<Record<Feed, string>>;
  readonly door: DoorOptions;
  /** Takes one line that says why reports are given up. */
  readonly note: (text: string) => void;
}

/** Least time between reports, in milliseconds. */
const EVERY = 1_000;
/** Time without news after which the job is reported all the same, in milliseconds. */
const STILL = 10_000;
/** How long the last report is tried, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Reports a push as a job to the door that takes its events: at the start, once a second while the push moves,
 * and at the end. A report that no door takes holds up no push.
 */
export class JobReporter {
  readonly #options: JobReporterOptions;
  readonly #job: string;
  #result: Readonly<PushResult>;
  #feed: Feed | null = null;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;
  #isGivenUp = false;
  #sequence = 0;
  #told = '';
  #toldAt = -Infinity;

  constructor(options: JobReporterOptions, before: Readonly<PushResult>) {
    this.#options = options;
    this.#result = before;
    this.#job = jobId(options.content.source, options.content.digest);
  }

  /** Begins to report to a feed; later calls change nothing. */
  begin(feed: Feed): void {
    if (this.#feed !== null) return;
    this.#feed = feed;
    this.#tick();
    this.#timer = setInterval(() => {
      this.#tick();
    }, EVERY);
    this.#timer.unref();
  }

  /** Takes the result by now. */
  update(result: Readonly<PushResult>): void {
    this.#result = result;
  }

  /** Reports the end of this run. */
  async end(state: 'done' | 'failed', reason?: string): Promise<void> {
    clearInterval(this.#timer);
    this.#feed ??= 'customs-feed';
    await this.#sending;
    await this.#report(state, reason);
  }

  #tick(): void {
    const isNews = JSON.stringify(this.#counts()) !== this.#told || performance.now() - this.#toldAt > STILL;
    if (this.#isSending || !isNews) return;
    this.#isSending = true;
    this.#sending = this.#report('running').finally(() => {
      this.#isSending = false;
    });
  }

  async #report(state: JobData['state'], reason?: string): Promise<void> {
    const { doors, door, note, content } = this.#options;
    if (this.#isGivenUp || this.#feed === null) return;
    const url = doors[this.#feed];
    const counts = this.#counts();
    const event = { text: JSON.stringify(this.#event(state, counts, reason)) };
    const patience = state === 'running' ? 0 : Math.min(door.patience, PATIENCE);
    const signal = new AbortController().signal;
    try {
      const limits = { ...door, patience, timeout: Math.min(door.timeout, PATIENCE) };
      const answer = await postBatch(url, [event], limits, signal, () => undefined);
      this.#isGivenUp = answer.status !== 202;
      if (this.#isGivenUp)
        note(
          `${content.file}: ${url} takes no reports of pushes (${String(answer.status)}); it goes on without`,
        );
      this.#told = JSON.stringify(counts);
      this.#toldAt = performance.now();
    } catch (error) {
      // The next report says more.
      if (state !== 'running') note(`${content.file}: its end was not reported: ${(error as Error).message}`);
    }
  }

  #counts(): JobData['counts'] {
    const { lines, accepted: taken, before: repeated, refused } = this.#result;
    return { lines, taken, repeated, refused };
  }

  #event(state: JobData['state'], counts: JobData['counts'], reason?: string): object {
    const { source, file, digest, startedAt } = this.#options.content;
    // The clock goes on between runs.
    this.#sequence = Math.max(this.#sequence + 1, Date.now());
    const data: JobData = {
      ...{ job: this.#job, file: cut(file, 255), sha256: digest, sequence: this.#sequence, state },
      ...(reason === undefined ? {} : { reason: cut(reason, 1024) }),
      ...{ startedAt, counts, faults: faultsOf(this.#result) },
    };
    const { job, sequence } = data;
    const type = 'silkgauge.job.reported.v1';
    const time = new Date().toISOString();
    return { specversion: '1.0', id: `${job}-${String(sequence)}`, source, type, time, data };
  }
}

const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed() || '?';

/** The first refused lines. */
const faultsOf = ({ refusals }: Readonly<PushResult>): JobData['faults'] =>
  refusals
    .map(({ line, rule }) => ({ line, rule: /^[a-z0-9-]{1,64}$/.test(rule) ? rule : 'schema' }))
    .sort((a, b) => a.line - b.line)
    .slice(0, MOST_JOB_FAULTS);
