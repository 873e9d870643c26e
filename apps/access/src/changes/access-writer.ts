import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AuditChain,
  auditRecord,
  recordDigest,
  recordKeyOf,
  signRecord,
  type AccessRecord,
  type AuditContent,
  type LiveTable,
} from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import type { AuditEntry } from '@silkgauge/contract';
import { Fenced, TooLarge, type OutRecord, type Sender, type TopicRecords } from '@silkgauge/kafka';
import { ProblemError } from '@silkgauge/service';
import type { Change, Order } from './change.ts';

export interface AccessWriterOptions {
  readonly table: Pick<LiveTable, 'held' | 'readToEnd'>;
  /** Takes the transactional id that all processes share, which fences the former holder. */
  readonly open: () => Promise<Sender>;
  /** Topics of keys and policy, and of the audit, with their prefix. */
  readonly topic: string;
  readonly auditTopic: string;
  /** Signs each record; null where records count without. */
  readonly signingKey: KeyObject | null;
  /** Milliseconds until a committed change has to hold; 5,000 unless given. */
  readonly visibleWithin?: number;
}

/** Attempts of a change while other processes change something, too. */
const MOST_ATTEMPTS = 12;
/** Longest pause after the first attempt, in milliseconds; it doubles with each of the next ones. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_600;
/** Changes that wait for others, beyond which none is taken. */
const MOST_WAITING = 64;
/** Milliseconds until a committed change may be read. */
const VISIBLE_WITHIN = 5_000;

/** The broker answers, and does not have the change: it may be decided again. */
class NotWritten extends Error {
  override readonly name = 'NotWritten';
  readonly code = 'not-written';
}

/**
 * Changes keys and policy, one change after another. Each is a Kafka transaction with its audit entry, under a
 * transactional id that all processes share: a process takes the id, which ends the transaction of the former
 * holder, then reads all records, decides, and writes. Whoever decided by older records is refused by the broker.
 */
export class AccessWriter {
  readonly #options: AccessWriterOptions;
  readonly #chain = new AuditChain();
  #sender: Sender | null = null;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: AccessWriterOptions) {
    this.#options = options;
  }

  /**
   * Resolves once all in-sync replicas have the change and its entry, and the table of this process has the
   * change: one that is not held within its time is 503. A refusal with status 409 has an entry as well.
   *
   * @throws ProblemError of `decide`; 503 while the broker is away, or too many changes wait
   */
  change<Answer>(order: Order<Answer>): Promise<Answer> {
    return this.#inTurn(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#attempt(order);
        } catch (error) {
          const isOver = !(error instanceof Fenced || error instanceof NotWritten);
          if (isOver || attempt === MOST_ATTEMPTS) throw error;
        }
        const most = Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE);
        await sleep(Math.random() * most);
      }
    });
  }

  /** Waits for a change under way. */
  async close(): Promise<void> {
    await this.#last;
    await this.#sender?.close();
  }

  async #attempt<Answer>({ actor, action, target, trace, decide }: Order<Answer>): Promise<Answer> {
    const { table } = this.#options;
    this.#sender ??= await this.#options.open();
    await table.readToEnd();
    const common = { actor, action, ...(trace !== undefined && { trace }) };
    let change: Change<Answer>;
    try {
      change = decide(table.held);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 409)
        await this.#write(null, { ...common, target, outcome: 'refused', reason: error.message });
      throw error;
    }
    const { record, before, after, reason } = change;
    if (record)
      await this.#write(record, {
        ...common,
        ...{ target: change.target, outcome: 'done', record: recordDigest(record) },
        ...(reason !== undefined && { reason }),
        ...(before && { before }),
        ...(after && { after }),
      });
    return change.answer;
  }

  /** Writes an entry, with the record that it tells of. */
  async #write(record: AccessRecord | null, content: AuditContent): Promise<void> {
    const entry = this.#chain.next(content, Date.now());
    const { topic, auditTopic } = this.#options;
    const records: TopicRecords[] = [{ topic: auditTopic, records: [auditRecord(entry)] }];
    if (record) records.unshift({ topic, records: [this.#signed(record, entry)] });
    this.#sender ??= await this.#options.open();
    try {
      await this.#sender.sendTogether(records);
    } catch (error) {
      this.#sender = null;
      this.#chain.restart();
      if (error instanceof TooLarge) throw error;
      if (await this.#isThere(record, entry)) return;
      // A broker that ends a transaction for another process may tell either of them something else than that.
      throw new NotWritten('the change was not committed', { cause: error });
    }
    this.#chain.advance(entry);
    if (record) await this.#untilHeld(record, entry);
  }

  /**
   * Whether a change whose answer was lost was committed: taking the id settles the transaction. An entry alone
   * counts as not written, as a second one does no harm.
   */
  async #isThere(record: AccessRecord | null, entry: AuditEntry): Promise<boolean> {
    this.#sender = await this.#options.open();
    if (!record) return false;
    await this.#options.table.readToEnd();
    return this.#options.table.held.of(record)?.entry === entry.hash;
  }

  /** A commit is answered before readers see it; the next change has to see this one. */
  async #untilHeld(record: AccessRecord, { hash }: AuditEntry): Promise<void> {
    const { table, visibleWithin = VISIBLE_WITHIN } = this.#options;
    const limit = performance.now() + visibleWithin;
    while (performance.now() < limit) {
      await table.readToEnd().catch(() => undefined);
      const held = table.held.of(record);
      if (held && (held.entry === hash || held.version > record.version)) return;
      await sleep(5);
    }
    // The next opening waits for the end of the transaction.
    await this.#sender?.close();
    this.#sender = null;
    throw unavailable(
      'The change was written, and does not hold: look whether it is there before you repeat it, and at silkgauge_access_ignored_total.',
    );
  }

  #signed({ signature: _, ...record }: AccessRecord, { hash }: AuditEntry): OutRecord {
    const { signingKey } = this.#options;
    const whole = { ...record, entry: hash };
    const value = signingKey ? signRecord(whole, signingKey) : whole;
    return { key: recordKeyOf(record), value: JSON.stringify(value) };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST_WAITING) return Promise.reject(unavailable('Too many changes are being made.'));
    this.#waiting += 1;
    const working = this.#last.then(work).catch((error: unknown) => {
      if (error instanceof ProblemError) throw error;
      throw unavailable(
        'The broker did not take the change, or its answer was lost: look whether it is there before you repeat it.',
        error,
      );
    });
    this.#last = working
      .catch(() => undefined)
      .finally(() => {
        this.#waiting -= 1;
      });
    return working;
  }
}

const unavailable = (detail: string, cause?: unknown): ProblemError => {
  const { problem, headers } = failure('unavailable', detail, { headers: { 'retry-after': '2' } });
  return new ProblemError(problem, headers, { cause });
};
