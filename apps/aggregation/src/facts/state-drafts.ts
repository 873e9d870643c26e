import { assembleState, type StateBody, type StateKey } from '@silkgauge/growth';
import type { Because } from '../state-buffer.ts';

/** What some states come to say through one event, worked out in the moment it is decided on. */
export interface StateDrafts {
  /** The figure's own; what it moves elsewhere is restated. Null: all have the event's reason. */
  readonly own: StateKey | null;
  /** The event that is applied if a state says something new, and superseded if none does; null where that is known. */
  readonly eventIndex: number | null;
  readonly because: Because;
  readonly drafts: readonly (StateKey & { readonly body: StateBody })[];
}

/** Works states out anew from all prints, as of the event. */
export function draftStates(
  keys: readonly StateKey[],
  own: StateKey | null,
  eventIndex: number | null,
  because: Because,
): StateDrafts {
  const knownAt = because.knownAt.toISOString();
  const drafts = keys.map((key) => ({ ...key, body: assembleState(key.facts, key.period, knownAt) }));
  return { own, eventIndex, because, drafts };
}
