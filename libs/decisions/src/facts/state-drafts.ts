import type { StateBody, StateKey } from '@silkgauge/growth';
import type { Because } from '../buffer/state-buffer.ts';

/** The states that one event may change, to be worked out before the next event is decided. */
export interface AffectedStates {
  readonly keys: readonly StateKey[];
  /** The figure's own state; other states get the reason `restated`. Null: all get the event's reason. */
  readonly own: StateKey | null;
  /** Index of the event that becomes `applied` if a state changes; null where its outcome is final. */
  readonly eventIndex: number | null;
  readonly because: Because;
}

/** States after one event, worked out from all prints, as of the event. */
export interface StateDrafts extends Omit<AffectedStates, 'keys'> {
  readonly drafts: readonly (StateKey & { readonly body: StateBody })[];
}
