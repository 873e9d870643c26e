import { AUDIT_RECORDED, type AuditEntry } from '@silkgauge/contract';
import type { OutRecord } from '@silkgauge/kafka';

/** An entry as a CloudEvent in binary mode (CloudEvents Kafka binding 1.0.2); the chain is the record's key. */
export const auditRecord = (entry: AuditEntry): OutRecord => ({
  key: entry.chain,
  value: JSON.stringify(entry),
  headers: {
    ce_specversion: '1.0',
    ce_id: `${entry.chain}/${String(entry.n)}`,
    ce_source: '/silkgauge/audit',
    ce_type: AUDIT_RECORDED,
    ce_time: entry.at,
    'content-type': 'application/json',
  },
});
