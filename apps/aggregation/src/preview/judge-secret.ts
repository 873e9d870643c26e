import { isOneOf, keyDigest } from '@silkgauge/access';
import { parseInstant, type EarlyAccess, type ReleaseSchedule } from '@silkgauge/contract';

/** `early` is a secret whose time has not come. */
export type SecretJudgement =
  | { readonly ok: true; readonly access: EarlyAccess }
  | { readonly ok: false; readonly why: 'early'; readonly access: EarlyAccess }
  | { readonly ok: false; readonly why: 'unknown' };

/**
 * Whose secret it is, by the newest scheduling of a release, at an instant in milliseconds since 1970. It is compared
 * with each digest in a time that does not tell of it.
 */
export function judgeSecret(
  secret: string,
  { access }: Pick<ReleaseSchedule, 'access'>,
  now: number,
): SecretJudgement {
  const [own] = access.filter(({ sha256 }) => isOneOf(keyDigest(secret), [Buffer.from(sha256, 'hex')]));
  if (!own) return { ok: false, why: 'unknown' };
  const from = parseInstant(own.from) ?? Infinity;
  return now < from ? { ok: false, why: 'early', access: own } : { ok: true, access: own };
}
