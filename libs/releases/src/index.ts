export type { ReleaseFacts, ReleaseOpening, ReleaseOrder, ReleasePrint } from './release-facts.ts';
export { isLifted, type NewestOrder } from './lifted.ts';
export { keeps, promises } from './kept-promises.ts';
export { releaseAsOf, releaseVersions, type ReleaseVersion } from './versions.ts';
