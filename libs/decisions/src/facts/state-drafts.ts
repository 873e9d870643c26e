import type { SeriesFacts, StateBody, StateKey } from '@silkgauge/growth';
import type { Because } from '../buffer/state-buffer.ts';

/** The states that one event may change. */
export interface AffectedStates {
  readonly keys: readonly StateKey[];
  /** The figure's own state; other states get the reason `restated`. Null: all get the event's reason. */
  readonly own: StateKey | null;
  /** Index of the event that becomes `applied` if a state changes; null where its outcome is final. */
  readonly eventIndex: number | null;
  readonly because: Because;
}

/** A state that events may change together, to be worked out before the next event is decided. */
export interface AffectedState extends StateKey {
  readonly because: Because;
  /** Indexes of the events that become `applied` if the state changes. */
  readonly eventIndexes: readonly number[];
}

/** An affected state, worked out from all prints as of its events. */
export interface StateDraft extends AffectedState {
  readonly body: StateBody;
}

/**
 * Each state that events affect, once, in the order in which they reach it. It is because of all of them that affect
 * it, in their order; where the figures of some are its own, with the reason of the newest of these.
 */
export function statesOf(events: readonly AffectedStates[]): AffectedState[] {
  const all: { readonly key: StateKey; readonly affecting: AffectedStates[] }[] = [];
  const known = new Map<SeriesFacts, Map<string, AffectedStates[]>>();
  for (const event of events)
    for (const key of event.keys) {
      const periods = known.get(key.facts) ?? new Map<string, AffectedStates[]>();
      known.set(key.facts, periods);
      const affecting = periods.get(key.period) ?? [];
      if (affecting.at(-1) !== event) affecting.push(event);
      if (periods.has(key.period)) continue;
      periods.set(key.period, affecting);
      all.push({ key, affecting });
    }
  return all.map(({ key, affecting }) => ({
    ...{ facts: key.facts, period: key.period, because: becauseOf(affecting, key) },
    eventIndexes: affecting.flatMap(({ eventIndex }) => eventIndex ?? []),
  }));
}

function becauseOf(events: readonly AffectedStates[], key: StateKey): Because {
  const newest = events.at(-1) as AffectedStates;
  const own = events.findLast((event) => event.own === null || isSame(event.own, key));
  const causes = events.flatMap(({ because }) => because.causes.slice(0, 1));
  // The tick that lifts them is the second cause of each.
  return {
    ...newest.because,
    reason: own?.because.reason ?? 'restated',
    causes: [...causes, ...newest.because.causes.slice(1)],
  };
}

const isSame = (one: StateKey, other: StateKey): boolean =>
  one.facts === other.facts && one.period === other.period;
