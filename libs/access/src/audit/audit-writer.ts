import type { AuditEntry } from '@silkgauge/contract';
import type { OutRecord } from '@silkgauge/kafka';
import { auditRecord } from './audit-record.ts';
import { AuditChain, type AuditContent } from './chain.ts';

/** Writes the entries of a process, one after another. */
export class AuditWriter {
  readonly #send: (record: OutRecord) => Promise<unknown>;
  readonly #chain = new AuditChain();
  #last: Promise<unknown> = Promise.resolve();

  /** `send` resolves once all in-sync replicas have the record. */
  constructor(send: (record: OutRecord) => Promise<unknown>) {
    this.#send = send;
  }

  /**
   * Resolves once all in-sync replicas have the entry: what it tells of is done afterwards.
   *
   * @throws an error of `send`; the entry may have been written
   */
  write(content: AuditContent): Promise<AuditEntry> {
    const writing = this.#last.then(async () => {
      const entry = this.#chain.next(content, Date.now());
      try {
        await this.#send(auditRecord(entry));
      } catch (error) {
        this.#chain.restart();
        throw error;
      }
      this.#chain.advance(entry);
      return entry;
    });
    this.#last = writing.catch(() => undefined);
    return writing;
  }
}
