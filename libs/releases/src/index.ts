export type { ReleaseFacts, ReleaseOpening, ReleaseOrder, ReleasePrint } from './facts.ts';
export { isLifted, type NewestOrder } from './lifted.ts';
export { keeps, promises } from './met.ts';
export { releaseAsOf, releaseVersions, type ReleaseVersion } from './versions.ts';
