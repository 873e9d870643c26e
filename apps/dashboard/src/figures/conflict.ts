import type { WorkedSide } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import { OVER_YEAR, type Sides } from '@silkgauge/growth';
import { sideGaps } from './sides.ts';

/**
 * Why a figure is in conflict: its print does not meet a side; printed rates of exports, imports and total
 * cannot all hold; its level is above that of its whole; what its numbers rest on is in conflict.
 */
export type ConflictCause = WorkedSide | 'infeasible' | 'above-whole' | 'own-level' | 'levels';

/** What a state says of the causes of its conflicts. */
export type ConflictGround = Pick<ServedState, 'level' | 'growth' | 'flags'>;

/** The first cause of a conflict, as they are listed; null without a conflict. `sides` are of the state. */
export function conflictCause(state: ConflictGround, sides: Sides): ConflictCause | null {
  if (sides.verdict !== 'conflicts') return null;
  const [apart] = sideGaps(state, sides);
  if (apart) return apart.name;
  if (sides === state.growth[OVER_YEAR] && state.flags.includes('infeasible-parts')) return 'infeasible';
  const isAboveWhole = state.flags.includes('part-above-whole');
  if (sides === state.level) return isAboveWhole ? 'above-whole' : 'levels';
  const isOwn = isAboveWhole || sideGaps(state, state.level).some(({ name }) => name === 'computed');
  return isOwn && sides.computed ? 'own-level' : 'levels';
}
