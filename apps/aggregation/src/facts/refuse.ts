import { storable, type RejectedRecord } from '@silkgauge/decisions';
import type { InRecord } from '@silkgauge/kafka';
import type { UnstorableData } from '@silkgauge/read-model';

/** Refuses a record that the database cannot hold. */
export function refuse(record: InRecord, error: UnstorableData): RejectedRecord {
  return { kind: 'rejected', record, rule: 'unstorable', reason: storable(error.message), identity: null };
}
