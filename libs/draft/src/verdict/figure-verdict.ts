import type { Sides } from '@silkgauge/growth';
import type { HeldFigure } from './held-figure.ts';
import { outcomeOf } from './prints.ts';

/** What is told of a figure, the worst first, and then what its sides are to each other. */
export type FigureVerdict =
  'excluded' | 'conflicts' | 'one-of-several-prints' | 'reading-ambiguous' | 'partial' | Sides['verdict'];

/** What is told of a figure of a state, by its sides and the flags of the state. */
export function figureVerdict(sides: Sides, flags: readonly string[]): FigureVerdict {
  const { reported, verdict } = sides;
  if (reported?.excluded) return 'excluded';
  if (verdict === 'conflicts') return 'conflicts';
  if (reported && flags.includes('conflicting-prints')) return 'one-of-several-prints';
  if ((reported?.readings?.length ?? 0) > 1) return 'reading-ambiguous';
  if (flags.includes('partial-period')) return 'partial';
  return verdict;
}

/** The flags of a state that bear on this figure of it: prints of another figure may be those that conflict. */
export const flagsOf = ({ flags, prints }: HeldFigure): readonly string[] =>
  prints.length === 0 || prints.some((print) => outcomeOf(print) === 'otherwise')
    ? flags
    : flags.filter((flag) => flag !== 'conflicting-prints');
