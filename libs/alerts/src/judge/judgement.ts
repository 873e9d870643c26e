import type { ComparedFigure } from '@silkgauge/bulletin';
import type { Said } from './stated-numbers.ts';
import type { Holding } from './holding.ts';

/** A number that another state, or an earlier version, said. */
export interface Against extends Said {
  /** Series key and period of the state, joined by a slash. */
  readonly key: string;
}

/** What a rule says of a state. */
export interface Judgement {
  readonly holds: Holding;
  readonly said: readonly Said[];
  /** Null for kinds that hold a state against nothing. */
  readonly against: readonly Against[] | null;
  /** What is told beside the state. */
  readonly compared: readonly ComparedFigure[];
}
