import type { RefusalName } from '../bulletin.ts';
import type { ToldState } from '../world.ts';

/** Why nothing is told of a state that has no figure to tell. */
export function missing({ level, growth, other, change }: ToldState): RefusalName {
  const sides = [level, ...Object.values(growth), ...Object.values(other)];
  const isEmpty = sides.every(
    ({ reported, computed, implied, forecast }) => !reported && !computed && !implied && !forecast,
  );
  return isEmpty && change.reason === 'withdrawn' ? 'withdrawn' : 'no-figure';
}
