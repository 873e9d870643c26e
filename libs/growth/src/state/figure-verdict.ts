import { SIDES, type FigureVerdict, type Flag, type Side, type Verdict } from '@silkgauge/codelists';
import type { Measurement, Sides } from './state-body.ts';

type JudgedSide = Pick<Measurement, 'excluded' | 'contradictedBy' | 'readings'>;

/** What a state says of one of its figures. */
export interface JudgedFigure {
  readonly sides: Readonly<Partial<Record<Side, JudgedSide>>> & Pick<Sides, 'verdict'>;
  /** Of the state. */
  readonly flags: readonly Flag[];
}

/**
 * The one verdict on a figure of a state, for every place that tells one: the gravest of what holds. `excluded`: its
 * parts leave the print no place; `conflicts`: it does not meet what is worked out; `one-of-several-prints`: another
 * print says otherwise; `reading-ambiguous`: its wording has two readings, or prints of an unknown period differ;
 * `partial`: it covers a part of its period. Else the verdict of its sides.
 */
export function figureVerdict({ sides, flags }: JudgedFigure): FigureVerdict {
  const { reported, verdict } = sides;
  if (reported?.excluded) return 'excluded';
  if (verdict === 'conflicts') return 'conflicts';
  if (reported?.contradictedBy) return 'one-of-several-prints';
  if (hasReadings(sides)) return 'reading-ambiguous';
  return flags.includes('partial-period') ? 'partial' : (verdict satisfies Exclude<Verdict, 'conflicts'>);
}

const hasReadings = (sides: JudgedFigure['sides']): boolean =>
  SIDES.codes.some((side) => sides[side]?.readings !== undefined);
