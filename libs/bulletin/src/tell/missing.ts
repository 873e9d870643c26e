import type { Tell } from '@silkgauge/contract';
import { figuresOf, sidesIn } from '@silkgauge/growth';
import type { RefusalName } from '../bulletin.ts';
import type { ToldState, World } from '../world.ts';
import { hasNumber } from './numbers.ts';

/** Whether no number is known of a state, not even a forecast. */
export const isEmpty = (state: ToldState): boolean =>
  figuresOf(state).every(({ sides }) => sidesIn(sides).every(([, side]) => !hasNumber(side)));

/** Whether all that was printed of a member that is asked for was withdrawn. */
export function isWithdrawn(
  world: World,
  state: ToldState,
  tell: readonly Tell[],
  comparison: string | null = null,
): boolean {
  const isAsked = (side: string | null): boolean =>
    side !== null &&
    ((tell.includes('level') && side.startsWith('level.')) ||
      (tell.includes('growth') &&
        side.startsWith(comparison === null ? 'growth.' : `growth.${comparison}.`)));
  const asked = world
    .evidence(state.key)
    ?.prints.filter(({ key, side }) => key === state.key && isAsked(side));
  if (asked && asked.length > 0) return asked.every(({ withdrawn }) => withdrawn);
  return isEmpty(state) && state.change.reason === 'withdrawn';
}

/** Why nothing is told of a state that has no figure of what is asked for. */
export const missing = (
  world: World,
  state: ToldState,
  tell: readonly Tell[],
  comparison: string | null = null,
): RefusalName => (isWithdrawn(world, state, tell, comparison) ? 'withdrawn' : 'no-figure');
