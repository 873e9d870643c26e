export {
  chainOfPrint,
  CODE_GRAPHS,
  CODE_REGISTERS,
  DECLARATIONS,
  declaredPartsOf,
  licenceOf,
  originOfPrint,
  publisherOfPrint,
  sourceOf,
} from './codes.ts';
export { FollowedEvidence } from './explain/followed-evidence.ts';
export { gapsOf } from './explain/gaps.ts';
export { Graph } from './explain/graph.ts';
export { decidedBy, PRESENT, recompute } from './explain/known-by.ts';
export type { KeptEvidence, KnownBy } from './explain/known-by.ts';
export { explainPrints, type TellPrints } from './explain/prints.ts';
export { PrintReader } from './explain/read-prints.ts';
export { readExplanation } from './explain/read-explanation.ts';
export type { ShowState } from './explain/read-explanation.ts';
export { bulletinIn, planIn } from './registers/bulletins.ts';
export { claimSource, judgeClaims } from './registers/judged-claims.ts';
export { latestMonths, PublishedMonths, saidOfMonth } from './states/sale-months.ts';
export { Basis, restingOn } from './telling/basis.ts';
export type { PartialMonth, QueriedStates } from './telling/basis.ts';
export { databaseWorld } from './telling/database-world.ts';
export type { FollowedStates, WorldSources } from './telling/database-world.ts';
export { FollowedVersions } from './telling/followed-versions.ts';
export { Newest } from './telling/newest.ts';
export { readOnce } from './telling/read-once.ts';
export { readTelling, readThrough } from './telling/read-telling.ts';
export type { WorldReader } from './telling/read-telling.ts';
export { oldSidesOf, readKeptSides, SaidBefore, type KeptSides } from './telling/said-before.ts';
export type { OldSide, OldSides } from './telling/said-before.ts';
export { toldStates } from './telling/told-states.ts';
