export { fitOf, isAnchored, wantedOf, type Wanted } from './judge/fit.ts';
export { judgeDraft } from './judge/judge-draft.ts';
export type { Contains, KnownState } from './judge/known-state.ts';
export { nameIndex, type NameIndex, type RegisteredName } from './read/names.ts';
export { namesOfRegisters } from './read/register-names.ts';
export { readDraft, type PlacedNumber, type ReadDraft } from './read/read-draft.ts';
