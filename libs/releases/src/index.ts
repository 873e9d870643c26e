export type { ReleaseFacts, ReleaseOrder, ReleasePrint } from './facts.ts';
export { promises } from './met.ts';
export { releaseAsOf, releaseVersions, type ReleaseState, type ReleaseVersion } from './versions.ts';
export { RELEASE_STATES } from './versions.ts';
