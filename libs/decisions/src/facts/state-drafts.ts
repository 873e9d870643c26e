import { assembleState, type StateBody, type StateKey } from '@silkgauge/growth';
import type { Because } from '../buffer/state-buffer.ts';

/** The states after one event, worked out at the time of its decision. */
export interface StateDrafts {
  /** The figure's own state; other states get the reason `restated`. Null: all get the event's reason. */
  readonly own: StateKey | null;
  /** Index of the event that becomes `applied` if a state changes; null where its outcome is final. */
  readonly eventIndex: number | null;
  readonly because: Because;
  readonly drafts: readonly (StateKey & { readonly body: StateBody })[];
}

/** Works out states from all prints, as of the event. */
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
