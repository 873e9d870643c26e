import { TOPIC_TYPES, type RefusalRule } from '@silkgauge/contract';
import { classify, misplacement, type RecordPlace, type RejectedRecord } from '@silkgauge/decisions';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';
import { SALE_TYPE, saleOf, type Sale, type SaleReader } from './sale.ts';

/** The range of records that a batch was folded from, without the records. */
export type FoldedRange = Pick<RecordBatch, 'topic' | 'partition' | 'epoch' | 'expected' | 'next' | 'last'>;

/** A refused record, and what is kept of it. */
export type RefusedSale = RejectedRecord;

/** Reads a record on the topic of sales, without a JSON parser where possible. */
export function readSale(record: InRecord, reader: SaleReader, place: RecordPlace): Sale | RefusedSale {
  return reader.read(record, place) ?? theLongWay(record, reader, place);
}

function theLongWay(record: InRecord, reader: SaleReader, place: RecordPlace): Sale | RefusedSale {
  const classified = classify(record, TOPIC_TYPES['platform.sales']);
  if (classified.kind === 'rejected') return classified;
  const { event } = classified;
  if (event.type !== SALE_TYPE) throw new Error(`${event.type} on the topic of sales`);
  const misplaced = misplacement(record, place);
  if (misplaced !== null) return refuseSale(record, 'misplaced', misplaced);
  if (reader.isTurnedAway(event.seriesKey)) {
    const reason = `${event.seriesKey} belongs to the customs domain, where it was first seen.`;
    return refuseSale(record, 'series-domain', reason);
  }
  if (record.key?.toString() !== event.seriesKey) {
    return refuseSale(
      record,
      'record-key',
      `The record's key must be the series key ${event.seriesKey}: it keeps a series in one partition.`,
    );
  }
  reader.learn(event);
  return saleOf({ ...classified, event });
}

/** Refuses a well-formed sale; its content stays as evidence. */
export function refuseSale(record: InRecord, rule: RefusalRule, reason: string): RefusedSale {
  const classified = classify(record, TOPIC_TYPES['platform.sales']);
  return {
    kind: 'rejected',
    record,
    rule,
    reason,
    identity: classified.kind === 'accepted' ? classified.event : null,
  };
}
