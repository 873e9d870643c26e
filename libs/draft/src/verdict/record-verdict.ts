import type { DraftVerdict } from '@silkgauge/contract';
import { isBeyond, type Extreme, type Past, type PastLevel, type ToldLevel } from './past.ts';

/** What is told of the claim that a level is the highest or the lowest of all before it. */
export interface RecordVerdict<State> {
  readonly verdict: Extract<DraftVerdict, 'agrees' | 'within-rounding' | 'conflicts' | 'unknown'>;
  /** Why what is known does not decide it. */
  readonly open: 'own-level' | 'too-few' | 'in-dispute' | 'unread' | null;
  /** The earlier level that is further, or that may be. */
  readonly rival: PastLevel<State> | null;
}

/** Earlier levels that make a record: beyond a single one a level is a rise or a fall. */
const FEWEST = 2;

/** Whether a level is a record among those that are known before it; `own` is null where its state tells none. */
export function recordVerdict<State>(
  own: ToldLevel | null,
  past: Past<State>,
  extreme: Extreme,
): RecordVerdict<State> {
  const { surest, furthest } = past;
  if (!own) return { verdict: 'unknown', open: 'own-level', rival: null };
  if (surest && isBeyond(surest.told, own, extreme))
    return { verdict: 'conflicts', open: null, rival: surest };
  if (past.unread > 0) return { verdict: 'unknown', open: 'unread', rival: null };
  if (!furthest || past.count < FEWEST) return { verdict: 'unknown', open: 'too-few', rival: null };
  if (isBeyond(own, furthest.told, extreme)) return { verdict: 'agrees', open: null, rival: null };
  return own.isInDispute || furthest.told.isInDispute
    ? { verdict: 'unknown', open: 'in-dispute', rival: furthest }
    : { verdict: 'within-rounding', open: null, rival: furthest };
}
