export {
  ALGORITHMS,
  KeyRecord,
  PolicyDocument,
  PolicyRecord,
  TOKEN_TYPES,
  type AccessRecord,
  type Algorithm,
  type Issuer,
  type JwtPrincipal,
  type Limit,
  type Limits,
  type Secret,
} from './record/shapes.ts';
export type { AccessRule } from './check/faults.ts';
export { cidrsOf, rangesOf } from './check/cidr.ts';
export { accessVariables, OPEN_ON_LOOPBACK, type AccessConfig } from './guard/config.ts';
export { guardService } from './guard/guard-service.ts';
export { limited, unauthorized, withoutScope } from './guard/refusals.ts';
export { Limiters } from './limit/limits.ts';
export { ProcessAccess, type ProcessAccessOptions } from './process/process-access.ts';
export {
  AccessGuard,
  authorizationsOf,
  callerOf,
  NOBODY,
  requireKeys,
  type GuardParts,
  type Needs,
} from './guard/guard.ts';
export { addressCounted, Judge, type Decision } from './judge/judge.ts';
export type { Caller } from './judge/caller.ts';
export { KeySets } from './jwt/key-sets.ts';
export { isOneOf, keyDigest, keyHash, keyIdOf, KEY_PREFIX, newKey, newKeyId } from './key/key.ts';
export { readKeySettings, type KeySettings } from './key/key-input.ts';
export {
  pinnedAgainst,
  policyInForce,
  readPolicy,
  type AnonymousScope,
  type Policy,
  type PolicyEnvironment,
} from './policy/policy.ts';
export { writeRightsOf } from './rights/patterns.ts';
export { writeFaults } from './rights/write-faults.ts';
export { signingVariables, SIGNATURE_VARIABLES, publicKeysOf } from './record/signature-settings.ts';
export { isSignedBy, readPublicKeys, readSigningKey, recordDigest, signRecord } from './record/signatures.ts';
export { readAccessRecord, recordKeyOf } from './record/read-record.ts';
export type { AccessTable } from './table/access-table.ts';
export { HeldRecords, isActive } from './table/held-records.ts';
export { LiveTable, type LiveTableOptions } from './table/live-table.ts';
export { LastUses } from './usage/last-uses.ts';
export { UsageTeller } from './usage/usage-teller.ts';
export { AuditCheck, type AuditFault, type AuditReport } from './audit/audit-check.ts';
export { RecordCheck, writtenRecord, type RecordFault } from './audit/record-check.ts';
export { askedBy, type AskedBy } from './audit/asked-by.ts';
export { auditRecord } from './audit/audit-record.ts';
export { AuditChain, type AuditContent } from './audit/chain.ts';
export { readAuditEntry } from './audit/read-entry.ts';
export { AuditWriter } from './audit/audit-writer.ts';
