import type { AnyCall } from '../call.ts';
import * as audit from './audit.ts';
import * as keys from './keys.ts';
import * as policy from './policy.ts';

/** The calls of the access service, by their names in its description and in their order there. */
export const ACCESS_CALLS = {
  listKeys: keys.listKeys,
  makeKey: keys.makeKey,
  readKey: keys.readKey,
  changeKey: keys.changeKey,
  rotateKey: keys.rotateKey,
  revokeKey: keys.revokeKey,
  readPolicy: policy.readPolicy,
  decidePolicy: policy.decidePolicy,
  checkAccess: policy.checkAccess,
  readAudit: audit.readAudit,
  exportAudit: audit.exportAudit,
  exportRecords: audit.exportRecords,
} as const satisfies Readonly<Record<string, AnyCall>>;
