import type { ReleaseState } from '@silkgauge/contract';
import type { NewVersion } from '@silkgauge/read-model';

const ITEM = { series: { indicator: ['CBEC'], area: ['CN-*'] }, period: '2020-S1', status: null };

/** A version of a release as the desk writes it; `members` override the defaults. */
export function releaseVersion(
  key: string,
  version: number,
  members: Partial<ReleaseState> = {},
): NewVersion {
  const document = {
    ...{ publisher: 'GACC', title: 'Trade', at: '2020-07-14T10:00:00+08:00', zone: 'Asia/Shanghai' },
    ...{ graceSeconds: 900, state: 'scheduled', met: [], missing: [ITEM], moved: 0 },
    ...{ punctuality: null, reason: null },
    ...members,
  };
  const knownAt = new Date(Date.UTC(2020, 6, version));
  return { kind: 'release', key, version, knownAt, document: JSON.stringify(document) };
}
