import type { KeyObject } from 'node:crypto';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { TopicReading, type KafkaConfig } from '@silkgauge/kafka';
import { Counter, Gauge, type ReadinessCheck, type Registry } from '@silkgauge/service';
import type { KeyRecord, PolicyDocument } from '../record/shapes.ts';
import type { AccessTable } from './access-table.ts';
import { HeldRecords, IGNORED, isActive, type Ignored } from './held-records.ts';

/** Milliseconds between looks at the end of the topic: a change is known soon after. */
const PAUSE = 500;
/** Pause after a failed look, in milliseconds. */
const REST = 1_000;
/** Records whose signatures are checked in one turn of the event loop: some 10 ms. */
const A_TURN = 100;
/** Age in seconds from which the process is not ready. */
const READY_SECONDS = 60;

export interface LiveTableOptions {
  readonly kafka: KafkaConfig;
  /** The topic of keys and policy, with its prefix. */
  readonly topic: string;
  readonly registry: Registry;
  /** Keys of which one has signed each record that counts; without them records count as they stand. */
  readonly publicKeys?: readonly KeyObject[] | null;
  /** Receives what was ignored, and failures to read; the first one of each row alone. */
  readonly warn: (details: Record<string, unknown>, message: string) => void;
  /** Milliseconds that only rise; those of the process unless given. */
  readonly clock?: () => number;
}

/** Keys and policy as the topic has them, at most a second old while the broker answers. */
export class LiveTable implements AccessTable {
  readonly held: HeldRecords;
  readonly #options: LiveTableOptions;
  readonly #clock: () => number;
  readonly #reading: TopicReading;
  readonly #ignored: Counter<'reason'>;
  readonly #over = new AbortController();
  #reachedAt = Number.NEGATIVE_INFINITY;
  #following: Promise<void> | undefined;

  constructor(options: LiveTableOptions) {
    this.#options = options;
    this.held = new HeldRecords(options.publicKeys ?? null);
    this.#clock = options.clock ?? (() => performance.now());
    const { kafka, topic, registry } = options;
    this.#reading = new TopicReading(kafka, topic, async ({ records, unreadable }) => {
      for (const [at, { key, value, offset }] of records.entries()) {
        const reason = this.held.take(key, value);
        if (reason) this.#ignore(reason, offset);
        if (at % A_TURN === A_TURN - 1) await turn();
      }
      if (unreadable) this.#ignore('not-a-record', unreadable.first);
    });
    this.#ignored = new Counter({
      name: 'silkgauge_access_ignored_total',
      help: 'Records of keys and policy that were ignored, by reason.',
      labelNames: ['reason'],
      registers: [registry],
    });
    for (const reason of IGNORED) this.#ignored.inc({ reason }, 0);
    const age = new Gauge({
      name: 'silkgauge_access_table_age_seconds',
      help: 'Seconds since this process last knew all keys and the policy.',
      registers: [registry],
      collect: () => {
        age.set(this.ageSeconds());
      },
    });
  }

  /** Begins to follow the topic; a broker that is away is tried again until `close`. */
  start(): void {
    this.#following ??= this.#follow();
  }

  /** Resolves once all records that were committed before the call are held. @throws while the broker is away */
  async readToEnd(): Promise<void> {
    const asked = this.#clock();
    await this.#reading.readToEnd();
    if (!this.#over.signal.aborted) this.#reachedAt = Math.max(this.#reachedAt, asked);
  }

  keyById(id: string): KeyRecord | undefined {
    return this.held.keyById(id);
  }

  keyByJwt(issuer: string, subject: string): KeyRecord | undefined {
    return this.held.keyByJwt(issuer, subject);
  }

  policy(): PolicyDocument {
    return this.held.policy();
  }

  ageSeconds(): number {
    return (this.#clock() - this.#reachedAt) / 1_000;
  }

  active(): Iterable<KeyRecord> {
    const now = Date.now();
    return [...this.held.keys()].filter((key) => isActive(key, now));
  }

  /** For readiness. */
  check(): ReadinessCheck {
    const age = this.ageSeconds();
    if (age <= READY_SECONDS) return { ok: true };
    const since = Number.isFinite(age) ? `for ${String(Math.floor(age))} s` : 'since the start';
    return { ok: false, reason: `the end of ${this.#options.topic} was not reached ${since}` };
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#reading.close();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#over;
    let isAway = false;
    while (!signal.aborted) {
      try {
        await this.readToEnd();
        isAway = false;
      } catch (error) {
        if (!isAway) this.#options.warn({ err: error }, 'keys and policy could not be read');
        isAway = true;
      }
      await sleep(isAway ? REST : PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }

  #ignore(reason: Ignored, offset: bigint): void {
    this.#ignored.inc({ reason });
    const { topic, warn } = this.#options;
    warn({ reason, topic, offset: String(offset) }, 'a record of keys and policy was ignored');
  }
}
