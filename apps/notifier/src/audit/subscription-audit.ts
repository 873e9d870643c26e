import type { AskedBy, AuditContent, AuditWriter } from '@silkgauge/access';
import { inTransaction, type Queryable, type ReadModel } from '@silkgauge/read-model';
import type { ProblemError } from '@silkgauge/service';
import { failure } from '@silkgauge/calls';

/** What becomes of a subscription. */
export type Act =
  | 'created'
  | 'changed'
  | 'deleted'
  | 'enabled'
  | 'consented'
  | 'disabled'
  | 'rotated'
  | 'replayed'
  | 'redelivered';

/** What is told of one act. */
export interface Deed extends AskedBy, Pick<AuditContent, 'reason' | 'before' | 'after'> {
  readonly act: Act;
  /** Of the subscription. */
  readonly id: string;
}

export type Tell = (deed: Deed) => Promise<void>;

/** Changes that wait for others, beyond which none is taken. */
const MOST_WAITING = 64;

/** Tells the audit what becomes of subscriptions. Without brokers there is no audit. */
export class SubscriptionAudit {
  readonly #pool: ReadModel['pool'];
  #writer: Pick<AuditWriter, 'write'> | null = null;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();
  #failedAt = 0;

  constructor(pool: ReadModel['pool']) {
    this.#pool = pool;
  }

  /** From now on entries are written by this one. */
  writeBy(writer: Pick<AuditWriter, 'write'>): void {
    this.#writer = writer;
  }

  /** Resolves once all in-sync replicas have the entry. @throws where the broker does not take it */
  async tell({ act, id, ...content }: Deed): Promise<void> {
    await this.#writer?.write({
      ...{ action: `subscription.${act}`, target: `subscription/${id}`, outcome: 'done' },
      ...content,
    });
  }

  /**
   * Does `work` in a transaction, which commits once the audit has what it tells. One work after another: while the
   * broker is away, they hold one connection together.
   *
   * @throws ProblemError 503 where the audit does not take an entry: nothing was done
   */
  change<T>(work: (tx: Queryable, tell: Tell) => Promise<T>): Promise<T> {
    if (!this.#writer) return inTransaction(this.#pool, (tx) => work(tx, () => Promise.resolve()));
    const asked = performance.now();
    return this.#inTurn(() => {
      // Whoever waited while an entry failed does not wait for another one to fail.
      if (this.#failedAt > asked) throw untold();
      return inTransaction(this.#pool, (tx) => work(tx, (deed) => this.#tellOrFail(deed)));
    });
  }

  async #tellOrFail(deed: Deed): Promise<void> {
    try {
      await this.tell(deed);
    } catch (error) {
      this.#failedAt = performance.now();
      throw untold(error);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST_WAITING) return Promise.reject(unavailable('Too many changes are being made.'));
    this.#waiting += 1;
    const working = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = working.catch(() => undefined);
    return working;
  }
}

const unavailable = (detail: string, cause?: unknown): ProblemError =>
  failure('unavailable', detail, { headers: { 'retry-after': '2' }, cause });

const untold = (cause?: unknown): ProblemError =>
  unavailable('Nothing is done without the audit, and the broker does not take its entry; ask again.', cause);
