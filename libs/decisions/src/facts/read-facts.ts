import { domainOf, isPlaced, TOPIC_TYPES, type InputTopic } from '@silkgauge/contract';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';
import { classify, type ClassifiedRecord, type RejectedRecord } from '../record/classify.ts';
import { refuseMisplaced } from '../record/misplaced.ts';
import type { FactsBatch } from './work-out-facts.ts';

/**
 * A batch of facts with its records checked. In place of the check, `refuse` rejects every record: the database
 * cannot hold what they come to.
 */
export function readFacts(
  input: InputTopic,
  batch: RecordBatch,
  refuse?: (record: InRecord) => RejectedRecord,
): FactsBatch {
  const check = (record: InRecord) => {
    const classified = classify(record, TOPIC_TYPES[input]);
    return isPlaced(input) ? refuseMisplaced(classified, batch) : classified;
  };
  return {
    batch,
    records: Array.from<InRecord, ClassifiedRecord>(batch.records, refuse ?? check),
    domain: domainOf(input),
  };
}
