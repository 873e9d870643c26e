import { storable, TooMuchWritten, type RejectedRecord } from '@silkgauge/decisions';
import type { InRecord } from '@silkgauge/kafka';
import { BUDGET, type UnstorableData } from '@silkgauge/read-model';

/** Refuses a record that the database cannot hold, or that restates more than one transaction may write. */
export function refuse(record: InRecord, error: UnstorableData | TooMuchWritten): RejectedRecord {
  const [rule, reason] =
    error instanceof TooMuchWritten
      ? (['too-much-restated', TOO_MUCH] as const)
      : (['unstorable', storable(error.message)] as const);
  return { kind: 'rejected', record, rule, reason, identity: null };
}

const TOO_MUCH = `It would restate states of more than ${String(BUDGET.writtenByOne / 1_048_576)} MiB at once. Send the figure without "break", or as of a series with fewer periods.`;
