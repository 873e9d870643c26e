export {
  ALGORITHMS,
  ANONYMOUS_SCOPES,
  KeyRecord,
  LIMIT_NAMES,
  PolicyDocument,
  PolicyRecord,
  SCOPES,
  TOKEN_TYPES,
  type AccessRecord,
  type Algorithm,
  type Issuer,
  type JwtPrincipal,
  type Limit,
  type LimitName,
  type Limits,
  type Scope,
  type Secret,
  type SeriesPattern,
  type WriteRights,
} from './record/shapes.ts';
export { readAccessRecord, recordKeyOf } from './record/read-record.ts';
export type { AccessTable } from './table/access-table.ts';
export { HeldRecords, isActive } from './table/held-records.ts';
export { LiveTable, type LiveTableOptions } from './table/live-table.ts';
export { LastUses } from './usage/last-uses.ts';
export { UsageTeller } from './usage/usage-teller.ts';
export { AuditCheck, type AuditFault, type AuditReport } from './audit/audit-check.ts';
export { auditRecord } from './audit/audit-record.ts';
export { AuditChain, type AuditContent } from './audit/chain.ts';
export { readAuditEntry } from './audit/read-entry.ts';
export { AuditWriter } from './audit/audit-writer.ts';
