import type { ToldState } from '@silkgauge/bulletin';
import type { StateRule } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';

/** What a side said in an earlier version. */
export interface OldSide {
  readonly version: number;
  readonly said: Measurement;
}

/** What a state stands against, as of the same step. Lookups give `undefined` for what is not known. */
export interface HeldAgainst {
  /** What a side (`growth.GY.reported`) of the state said before its numbers last changed. */
  last(side: string): OldSide | undefined;
  /** What a side said first. */
  first(side: string): OldSide | undefined;
  /** The state of another period of the series. */
  period(period: string): ToldState | undefined;
  /** All states of the series; that of its own period does not count. */
  periods(): readonly ToldState[];
}

/** What has to be known to judge by a rule, besides the state. */
export type Need = 'nothing' | 'last' | 'first' | 'period-before' | 'periods';

export function needOf(rule: StateRule): Need {
  switch (rule.kind) {
    case 'sign-flip':
    case 'revision':
      return rule.against;
    case 'record-high':
    case 'record-low':
      return 'periods';
    case 'growth-above':
    case 'growth-below':
    case 'conflict':
    case 'coverage-break':
      return 'nothing';
  }
}
