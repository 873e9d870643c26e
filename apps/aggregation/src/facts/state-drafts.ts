import { assembleState, partialAsOf, type StateBody, type StateKey } from '@silkgauge/growth';
import type { Because } from '../state-book.ts';
import type { Decisions } from './decisions.ts';
import type { FactsLedger } from './facts-ledger.ts';

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

/** Events after which others have their turn. */
const MANY = 100;

/** Holds the drafts of a batch against what the states say now, event by event; all of them are in the ledger's book. */
export async function reviseStates(decisions: Decisions, { book, notices }: FactsLedger): Promise<void> {
  for (const [index, { own, eventIndex, because, drafts }] of decisions.drafts.entries()) {
    if (index % MANY === MANY - 1) await decisions.batch.heartbeat();
    let isNews = false;
    for (const { facts, period, body } of drafts) {
      const isOwn = own === null || (own.facts === facts && own.period === period);
      const reason = isOwn ? because.reason : 'restated';
      const knownAt = book.knownAt(facts.key, period, because.knownAt);
      // Whether a period is still running is told as of the newest cause, which may have come by another partition.
      const told = knownAt === because.knownAt ? body : partialAsOf(body, period, knownAt.toISOString());
      const marks = notices.marks(facts.dimensions, period);
      if (book.revise(facts.key, period, told, marks, { ...because, reason })) isNews = true;
    }
    if (isNews && eventIndex !== null) decisions.apply(eventIndex);
  }
}
