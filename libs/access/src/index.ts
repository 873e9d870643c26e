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
