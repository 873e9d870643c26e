import { domainOf, TOPIC_TYPES, type InputTopic } from '@silkgauge/contract';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';
import { inTransaction, loadIdentities, UnstorableData, type ReadModel } from '@silkgauge/read-model';
import { addApplied, type Applied } from './applied.ts';
import { classify, type ClassifiedRecord } from './classify.ts';
import { applyFacts } from './facts/apply-facts.ts';
import { applySales } from './sales/apply-sales.ts';
import { IdentityWindow } from './sales/identity-window.ts';

export interface BatchApplierOptions {
  readonly readModel: ReadModel;
  /** Sales a partition remembers at least. */
  readonly identityWindow: number;
}

/**
 * Applies batches of records, each in one transaction that moves the partition's position with everything it
 * caused: after any crash a batch is there whole or not at all, and is never applied twice.
 */
export class BatchApplier {
  readonly #options: BatchApplierOptions;
  /** By topic and partition, with the epoch it was read under: a newer claim reads it again. */
  readonly #windows = new Map<string, { epoch: bigint; window: IdentityWindow }>();

  constructor(options: BatchApplierOptions) {
    this.#options = options;
  }

  /** Throws `Fenced` when the partition has a newer owner or the batch was already applied. */
  async apply(input: InputTopic, batch: RecordBatch): Promise<Applied> {
    const records = batch.records.map((record) => classify(record, TOPIC_TYPES[input]));
    return this.#applyOrBisect(input, batch, records);
  }

  /** A record the database cannot hold must not cost its neighbours: halve the batch until it stands alone. */
  async #applyOrBisect(
    input: InputTopic,
    batch: RecordBatch,
    records: readonly ClassifiedRecord[],
  ): Promise<Applied> {
    try {
      return await this.#applyOnce(input, batch, records);
    } catch (error) {
      if (!(error instanceof UnstorableData)) throw error;
      if (records.length === 1)
        return await this.#applyOnce(
          input,
          batch,
          records.map((r) => unstorable(r, error)),
        );
      const middle = records[records.length >> 1]?.record;
      if (!middle) throw error;
      const [head, tail] = split(batch, middle);
      const first = await this.#applyOrBisect(input, head, records.slice(0, records.length >> 1));
      const second = await this.#applyOrBisect(input, tail, records.slice(records.length >> 1));
      return addApplied(first, second);
    }
  }

  async #applyOnce(
    input: InputTopic,
    batch: RecordBatch,
    records: readonly ClassifiedRecord[],
  ): Promise<Applied> {
    const { pool } = this.#options.readModel;
    if (input === 'platform.sales') {
      const window = await this.#windowOf(batch);
      const { window: change, ...applied } = await inTransaction(pool, (tx) =>
        applySales(tx, batch, records, window),
      );
      // Only now: had the transaction failed, the window would remember what was never counted.
      window.apply(change);
      return applied;
    }
    return inTransaction(pool, (tx) => applyFacts(tx, batch, records, domainOf(input)));
  }

  async #windowOf({ topic, partition, epoch }: RecordBatch): Promise<IdentityWindow> {
    const key = `${topic}/${String(partition)}`;
    const known = this.#windows.get(key);
    if (known?.epoch === epoch) return known.window;
    this.#windows.delete(key);
    const segments = await loadIdentities(this.#options.readModel.pool, topic, partition);
    const window = new IdentityWindow(segments, this.#options.identityWindow);
    this.#windows.set(key, { epoch, window });
    return window;
  }
}

function split(batch: RecordBatch, at: InRecord): [RecordBatch, RecordBatch] {
  const before = batch.records.filter((record) => record.offset < at.offset);
  const after = batch.records.filter((record) => record.offset >= at.offset);
  return [
    { ...batch, records: before, next: at.offset },
    { ...batch, records: after, expected: at.offset },
  ];
}

function unstorable({ record }: ClassifiedRecord, error: UnstorableData): ClassifiedRecord {
  return { kind: 'rejected', record, rule: 'unstorable', reason: error.message, identity: null };
}
