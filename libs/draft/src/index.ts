export { fitOfSeries, withPeriod, type Fit, type Wanted } from './judge/fit.ts';
export { judgeDraft } from './judge/judge-draft.ts';
export type { Contains, KnownState } from './judge/known-state.ts';
export {
  bearingOf,
  nearestFirst,
  questionsOf,
  type Answer,
  type Bearing,
  type Question,
} from './judge/questions.ts';
export { nameIndex, type NameIndex, type RegisteredName } from './read/registered-names.ts';
export { namesOfRegisters } from './read/register-names.ts';
export {
  readDraft,
  readingDraft,
  type PlacedClaim,
  type PlacedRecord,
  type ReadDraft,
} from './read/read-draft.ts';
export type { FigurePrint } from './verdict/held-figure.ts';
export { isInPast, NO_PAST, withLevel, type Past } from './verdict/past.ts';
