import type { AlertStateCode, Side } from '@silkgauge/codelists';
import type { ReleaseState, StateRule } from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
import type { ToldState } from '../world.ts';

/** A member of a state that an alert names, such as `growth.GY.reported` or `flags.coverage-break`. */
export interface AlertSaid {
  readonly member: string;
}

/** A figure that an alert is held against. */
export interface ComparedFigure {
  /** A state that holds its sides. */
  readonly state: ToldState;
  readonly figure: string;
  readonly sides: readonly Side[];
  /** Whether it is an earlier version of the state that the alert is about. */
  readonly isEarlier: boolean;
}

/** What an alert says, before it is told. */
export interface AlertFacts {
  readonly rule: FigureIdentity & { readonly rule: StateRule; readonly version: number };
  readonly state: AlertStateCode;
  /** Series key and period of the state, joined by a slash. */
  readonly key: string;
  readonly said: readonly AlertSaid[];
  readonly compared: readonly ComparedFigure[];
  /** Why it ends otherwise than by figures; null where it does not. */
  readonly ending: AlertEnding | null;
}

export type AlertEnding = 'dropped' | 'not-covered';

/** What an alert says of a release, before it is told. */
export interface SilenceFacts extends Pick<
  ReleaseState,
  'release' | 'publisher' | 'title' | 'at' | 'state' | 'missing'
> {
  readonly ending: AlertEnding | null;
}
