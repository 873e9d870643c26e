import type { Key } from '@silkgauge/contract';
import { isActive, type KeyRecord } from '@silkgauge/access';

/** A key as it is told; `now` in milliseconds since 1970. */
export const keyView = (record: KeyRecord, now: number, lastUsedAt: string | null): Key => {
  const { id, version, secrets, createdAt, createdBy, revokedAt, revokedReason } = record;
  return {
    id,
    state: keyState(record, now),
    ...settingsOf(record),
    ...{ createdAt, createdBy, revokedAt, revokedReason },
    secrets: secrets
      .filter(({ until }) => until === null || Date.parse(until) > now)
      .map(({ from, until }) => ({ from, until })),
    lastUsedAt,
    version,
  };
};

export const keyState = (record: KeyRecord, now: number): Key['state'] => {
  if (record.revokedAt !== null) return 'revoked';
  return isActive(record, now) ? 'active' : 'expired';
};

/** What may be said of a key when it is made. */
export const settingsOf = ({ name, scopes, write, limits, addresses, expiresAt, jwt }: KeyRecord) => ({
  ...{ name, scopes, write, limits, addresses, expiresAt, jwt },
});
