import { domainOf, TOPIC_TYPES, type InputTopic } from '@silkgauge/contract';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';
import { inTransaction, loadIdentities, UnstorableData, type ReadModel } from '@silkgauge/read-model';
import { addApplied, type Applied } from './applied.ts';
import { classify, storable, type RejectedRecord } from './classify.ts';
import { applyFacts } from './facts/apply-facts.ts';
import { applySales } from './sales/apply-sales.ts';
import { classifySales } from './sales/classify-sales.ts';
import { IdentityWindow } from './sales/identity-window.ts';
import { SaleReader } from './sales/sale.ts';

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

  readonly #reader = new SaleReader();

  constructor(options: BatchApplierOptions) {
    this.#options = options;
  }

  /** Throws `Fenced` when the partition has a newer owner or the batch was already applied. */
  async apply(input: InputTopic, batch: RecordBatch): Promise<Applied> {
    try {
      return await this.#applyOnce(input, batch);
    } catch (error) {
      if (!(error instanceof UnstorableData)) throw error;
      return this.#applyHalves(input, batch, error);
    }
  }

  /** A record the database cannot hold must not cost its neighbours: halve the batch until it stands alone. */
  async #applyHalves(input: InputTopic, batch: RecordBatch, error: UnstorableData): Promise<Applied> {
    const middle = batch.records[batch.records.length >> 1];
    if (batch.records.length < 2 || !middle) return this.#applyOnce(input, batch, error);
    const [head, tail] = split(batch, middle);
    return addApplied(await this.apply(input, head), await this.apply(input, tail));
  }

  /** With an error, all of the batch's records are turned away for it. */
  async #applyOnce(input: InputTopic, batch: RecordBatch, unstorable?: UnstorableData): Promise<Applied> {
    const { pool } = this.#options.readModel;
    const refused = unstorable && batch.records.map((record) => refuse(record, unstorable));
    if (input !== 'platform.sales') {
      const records = refused ?? batch.records.map((record) => classify(record, TOPIC_TYPES[input]));
      return inTransaction(pool, (tx) => applyFacts(tx, batch, records, domainOf(input)));
    }
    const window = await this.#windowOf(batch);
    const classified = refused ? { sales: [], refused } : classifySales(batch.records, this.#reader);
    const { window: change, ...applied } = await inTransaction(pool, (tx) =>
      applySales(tx, batch, classified, window),
    );
    // Only now: had the transaction failed, the window would remember what was never counted.
    window.apply(change);
    return applied;
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

function refuse(record: InRecord, error: UnstorableData): RejectedRecord {
  return { kind: 'rejected', record, rule: 'unstorable', reason: storable(error.message), identity: null };
}
